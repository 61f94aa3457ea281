import * as z from 'zod';
import { entry } from '../entry';
import { Emoji, Seq } from '../ids';

/** The author took a reaction back. */
export const reactionRemoved = entry({
  kind: 'reaction.removed',
  aside: true,
  body: z.object({ target: Seq.min(1), emoji: Emoji }),
  example: { target: 41, emoji: '👍' },
});
