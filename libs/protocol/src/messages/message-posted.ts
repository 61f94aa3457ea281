import * as z from 'zod';
import { entry } from '../entry';
import { Emoji, PersonId, Seq, Time } from '../ids';
import { limits, utf8Bytes } from '../limits';

/** Who reacted with what, each emoji's people in the order in which they came. */
export const Reactions = z.record(Emoji, z.array(PersonId).min(1));
export type Reactions = z.infer<typeof Reactions>;

/**
 * Somebody said something. What happened to it since is folded in where it is stored, so that a page of history shows
 * it as it is now; `rev` says up to which entry that is so (SYNC-8).
 */
export const messagePosted = entry({
  kind: 'message.posted',
  counts: true,
  body: z.object({
    /** Markdown, with `<@id>` where it mentions somebody, and `<!everyone>` where it calls everyone. Empty once the message was deleted. */
    text: z.string().refine((text) => utf8Bytes(text) <= limits.textBytes, 'is over 16 KB'),
    /** The message that this one answers. */
    replyTo: Seq.min(1).optional(),
    /** The seq of the entry that changed it last; absent if none did. */
    rev: Seq.optional(),
    /** Its last edit. */
    edited: z.object({ seq: Seq, at: Time }).optional(),
    deleted: z.object({ at: Time, by: PersonId }).optional(),
    reactions: Reactions.optional(),
  }),
  example: { text: 'hi', replyTo: 40, rev: 43, reactions: { '👍': ['bo'] } },
});
