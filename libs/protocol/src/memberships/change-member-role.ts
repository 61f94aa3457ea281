import * as z from 'zod';
import { changeFields, changeRefusals, exampleChange, exampleEntry } from '../change';
import { Entry } from '../entries';
import { PersonId } from '../ids';
import { request } from '../request';
import { MemberRole } from './list-members';

export const changeMemberRole = request({
  type: 'memberships.role',
  summary: 'Make a member of a channel that I own its owner, moderator or member. The last owner stays one.',
  http: 'POST /api/conversations/{conversationId}/members/{personId}/role',
  body: z.object({ ...changeFields, personId: PersonId, role: MemberRole }),
  reply: z.object({ entry: Entry }),
  refusals: [
    ...changeRefusals,
    'direct_is_fixed',
    'not_allowed',
    'person_not_found',
    'nothing_to_change',
    'last_owner',
  ],
  example: { ...exampleChange, personId: 'bo', role: 'moderator' },
  exampleReply: { entry: exampleEntry('member.role', { personId: 'bo', role: 'moderator' }) },
});
