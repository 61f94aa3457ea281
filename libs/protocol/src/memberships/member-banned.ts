import * as z from 'zod';
import { entry } from '../entry';
import { PersonId } from '../ids';

/** The author put somebody out, or keeps them out, until a ban is lifted: whoever is in receives it, and who was put out by it. */
export const memberBanned = entry({
  kind: 'member.banned',
  members: true,
  body: z.object({ personId: PersonId }),
  example: { personId: 'bo' },
});
