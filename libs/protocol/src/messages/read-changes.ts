import * as z from 'zod';
import { Entry } from '../entries';
import { ConversationId, Seq } from '../ids';
import { limits } from '../limits';
import { request } from '../request';
import { sendMessage } from './send-message';

export const readChanges = request({
  type: 'messages.changes',
  summary: 'What came after a seq, ascending. A page that ends before `head` is followed by another.',
  http: 'GET /api/conversations/{conversationId}/changes',
  query: { after: 'integer', limit: 'integer' },
  body: z.object({
    conversationId: ConversationId,
    after: Seq,
    limit: z.int().min(1).max(limits.changesEntries).default(limits.changesEntries),
  }),
  reply: z.object({ entries: z.array(Entry), head: Seq }),
  refusals: ['not_a_member', 'ahead_of_log'],
  example: { conversationId: 'c-00000000000000000000000000000001', after: 41 },
  exampleReply: { entries: [sendMessage.exampleReply.entry], head: 42 },
});
