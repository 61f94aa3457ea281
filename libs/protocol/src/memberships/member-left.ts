import * as z from 'zod';
import { entry } from '../entry';
import { PersonId } from '../ids';

/** The author left. They still receive this entry, and nothing after it. */
export const memberLeft = entry({
  kind: 'member.left',
  members: true,
  body: z.object({ /** Who is the owner from here on: the author was the last one. */ heir: PersonId.optional() }),
  example: { heir: 'bo' },
});
