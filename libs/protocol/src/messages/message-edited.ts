import * as z from 'zod';
import { entry } from '../entry';
import { Seq } from '../ids';

/** The author changed a message's text. `text` is empty once the message was deleted: the words are gone from here too. */
export const messageEdited = entry({
  kind: 'message.edited',
  aside: true,
  body: z.object({ target: Seq.min(1), text: z.string() }),
  example: { target: 41, text: 'hello' },
});
