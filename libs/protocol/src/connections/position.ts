import * as z from 'zod';
import { ConversationId, Seq } from '../ids';

/** How far I hold a log without a gap. */
export const Position = z.object({ conversationId: ConversationId, seq: Seq });
export type Position = z.infer<typeof Position>;

/** Where that stands: level; behind `head`; `reset`, ahead of the log, so mine is not this log's; `gone`, not mine to read. */
export const Standing = z.object({
  conversationId: ConversationId,
  state: z.enum(['ok', 'behind', 'reset', 'gone']),
  head: Seq,
});
export type Standing = z.infer<typeof Standing>;

/** A digest over my inbox rows, see `inboxDigest`. */
export const InboxDigest = z.string().regex(/^[0-9a-f]{16}$/, 'is not an inbox digest');
