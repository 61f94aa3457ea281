import * as z from 'zod';
import { entry } from '../entry';
import { Text } from '../ids';

/** Somebody said something. */
export const messagePosted = entry({
  kind: 'message.posted',
  counts: true,
  body: z.object({ text: Text }),
  example: { text: 'hi' },
});
