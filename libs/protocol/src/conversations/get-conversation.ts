import * as z from 'zod';
import { ConversationId } from '../ids';
import { request } from '../request';
import { ConversationSummary, exampleSummary } from './conversation';

export const getConversation = request({
  type: 'conversations.get',
  summary: 'One of my conversations.',
  http: 'GET /api/conversations/{conversationId}',
  body: z.object({ conversationId: ConversationId }),
  reply: ConversationSummary,
  refusals: ['not_a_member'],
  example: { conversationId: exampleSummary.conversation.id },
  exampleReply: exampleSummary,
});
