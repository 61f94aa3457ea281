import * as z from 'zod';
import { entry } from '../entry';
import { PersonId } from '../ids';
import { MemberRole } from './list-members';

/** The author made a member something else in this conversation. */
export const memberRoleChanged = entry({
  kind: 'member.role',
  members: true,
  body: z.object({ personId: PersonId, role: MemberRole }),
  example: { personId: 'bo', role: 'moderator' },
});
