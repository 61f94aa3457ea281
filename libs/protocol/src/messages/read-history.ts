import * as z from 'zod';
import { Entry } from '../entries';
import { ConversationId, Seq } from '../ids';
import { limits } from '../limits';
import { request } from '../request';
import { sendMessage } from './send-message';

export const readHistory = request({
  type: 'messages.history',
  summary: 'A page of a log, going back: the newest entries, or those before a seq. Ascending in the answer.',
  http: 'GET /api/conversations/{conversationId}/messages',
  query: { before: 'integer', limit: 'integer' },
  body: z.object({
    conversationId: ConversationId,
    /** Entries with a lower seq; the newest ones when absent. */
    before: Seq.min(1).optional(),
    limit: z.int().min(1).max(limits.historyEntries).default(limits.historyEntries),
  }),
  reply: z.object({ entries: z.array(Entry), head: Seq }),
  refusals: ['not_a_member'],
  example: { conversationId: 'c-00000000000000000000000000000001', before: 43 },
  exampleReply: { entries: [sendMessage.exampleReply.entry], head: 42 },
});
