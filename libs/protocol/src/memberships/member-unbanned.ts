import * as z from 'zod';
import { entry } from '../entry';
import { PersonId } from '../ids';

/** The author lifted a ban: they can be added again, and are not in by it. */
export const memberUnbanned = entry({
  kind: 'member.unbanned',
  members: true,
  body: z.object({ personId: PersonId }),
  example: { personId: 'bo' },
});
