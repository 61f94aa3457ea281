import * as z from 'zod';
import { entry } from '../entry';
import { PersonId } from '../ids';

/** The author put somebody out. Who was put out still receives this entry, and nothing after it. */
export const memberRemoved = entry({
  kind: 'member.removed',
  members: true,
  body: z.object({ personId: PersonId }),
  example: { personId: 'bo' },
});
