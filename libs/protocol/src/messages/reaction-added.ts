import * as z from 'zod';
import { entry } from '../entry';
import { Emoji, Seq } from '../ids';

/** The author reacted to a message. */
export const reactionAdded = entry({
  kind: 'reaction.added',
  aside: true,
  body: z.object({ target: Seq.min(1), emoji: Emoji }),
  example: { target: 41, emoji: '👍' },
});
