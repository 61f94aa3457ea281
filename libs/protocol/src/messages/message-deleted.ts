import * as z from 'zod';
import { entry } from '../entry';
import { PersonId, Seq } from '../ids';

/** A message lost its text; its place stays. */
export const messageDeleted = entry({
  kind: 'message.deleted',
  aside: true,
  body: z.object({
    target: Seq.min(1),
    /** Whom the message named, and does not any more: their rows have changed. */
    unnamed: z.array(PersonId).max(20).optional(),
  }),
  example: { target: 41 },
});
