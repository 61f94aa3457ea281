import * as z from 'zod';
import { ConversationId } from '../ids';
import { request } from '../request';
import { ConversationSummary, exampleSummary } from './conversation';

export const listConversations = request({
  type: 'conversations.list',
  summary: 'My conversations, a page at a time. The client orders them.',
  http: 'GET /api/conversations',
  query: { cursor: 'text' },
  body: z.object({ /** Goes on behind this one. */ cursor: ConversationId.optional() }),
  reply: z.object({
    conversations: z.array(ConversationSummary),
    /** More follow: ask again with it. */
    cursor: ConversationId.optional(),
  }),
  refusals: [],
  example: {},
  exampleReply: { conversations: [exampleSummary] },
});
