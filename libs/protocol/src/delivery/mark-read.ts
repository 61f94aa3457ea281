import * as z from 'zod';
import { InboxRow } from '../conversations/conversation';
import { ConversationId, Seq } from '../ids';
import { request } from '../request';

export const markRead = request({
  type: 'delivery.read',
  summary: 'I have read up to this seq. The marker only moves forward, and not where I marked it as unread since.',
  http: 'POST /api/conversations/{conversationId}/read',
  body: z.object({
    conversationId: ConversationId,
    seq: Seq.min(1),
    /** The `rev` of my row as I saw it when I read: what I marked as unread since, on any device, stays so (LOG-8). Absent: the marker moves. */
    rev: z.int().min(1).optional(),
  }),
  reply: z.object({ row: InboxRow }),
  refusals: ['not_a_member', 'ahead_of_log'],
  example: { conversationId: 'c-00000000000000000000000000000001', seq: 42, rev: 1 },
  exampleReply: {
    row: { conversationId: 'c-00000000000000000000000000000001', rev: 2, joined: 1, read: 42, readN: 41 },
  },
});
