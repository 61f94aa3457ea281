import * as z from 'zod';
import { ConversationId } from '../ids';
import { request } from '../request';
import { Receipt } from './receipt';

export const listReceipts = request({
  type: 'delivery.receipts',
  summary: 'How far a small conversation has come to its other members; empty for a large one.',
  http: 'GET /api/conversations/{conversationId}/receipts',
  body: z.object({ conversationId: ConversationId }),
  reply: z.object({ receipts: z.array(Receipt) }),
  refusals: ['not_a_member'],
  example: { conversationId: 'c-00000000000000000000000000000001' },
  exampleReply: { receipts: [{ personId: 'bo', received: 42, read: 41 }] },
});
