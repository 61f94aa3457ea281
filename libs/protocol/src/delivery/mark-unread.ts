import * as z from 'zod';
import { InboxRow } from '../conversations/conversation';
import { ConversationId, Seq } from '../ids';
import { request } from '../request';

export const markUnread = request({
  type: 'delivery.unread',
  summary: 'Count everything from this seq on as unread again.',
  http: 'POST /api/conversations/{conversationId}/unread',
  body: z.object({
    conversationId: ConversationId,
    /** The first message that shall be unread. */
    seq: Seq.min(1),
    /** The `rev` of my row as I see it: a marker that moved since, on any device, is not moved back (LOG-8). */
    rev: z.int().min(1),
  }),
  reply: z.object({ row: InboxRow }),
  refusals: ['not_a_member', 'ahead_of_log', 'row_moved'],
  example: { conversationId: 'c-00000000000000000000000000000001', seq: 41, rev: 2 },
  exampleReply: {
    row: { conversationId: 'c-00000000000000000000000000000001', rev: 3, joined: 1, read: 40, readN: 39 },
  },
});
