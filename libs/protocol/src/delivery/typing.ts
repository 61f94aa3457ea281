import * as z from 'zod';
import { ConversationId } from '../ids';
import { request } from '../request';

export const typing = request({
  type: 'delivery.typing',
  summary: 'I am writing here. Tells who has the conversation open; at most once in four seconds.',
  body: z.object({ conversationId: ConversationId }),
  reply: z.object({}),
  refusals: ['socket_only', 'not_a_member'],
  example: { conversationId: 'c-00000000000000000000000000000001' },
  exampleReply: {},
});
