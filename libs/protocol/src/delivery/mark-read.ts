import * as z from 'zod';
import { InboxRow } from '../conversations/conversation';
import { ConversationId, Seq } from '../ids';
import { request } from '../request';

export const markRead = request({
  type: 'delivery.read',
  summary: 'I have read up to this seq. The marker only moves forward.',
  http: 'POST /api/conversations/{conversationId}/read',
  body: z.object({ conversationId: ConversationId, seq: Seq.min(1) }),
  reply: z.object({ row: InboxRow }),
  refusals: ['not_a_member', 'ahead_of_log'],
  example: { conversationId: 'c-00000000000000000000000000000001', seq: 42 },
  exampleReply: {
    row: { conversationId: 'c-00000000000000000000000000000001', rev: 2, joined: 1, read: 42, readN: 41 },
  },
});
