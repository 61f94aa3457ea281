import * as z from 'zod';
import { entry } from '../entry';
import { PersonId, Seq } from '../ids';

/** The author changed a message's text. `text` is empty once the message was deleted: the words are gone from here too. */
export const messageEdited = entry({
  kind: 'message.edited',
  aside: true,
  body: z.object({
    target: Seq.min(1),
    text: z.string(),
    /** Whom the message named, and does not any more: their rows have changed. */
    unnamed: z.array(PersonId).max(20).optional(),
  }),
  example: { target: 41, text: 'hello' },
});
