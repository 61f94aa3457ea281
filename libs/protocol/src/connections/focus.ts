import * as z from 'zod';
import { ConversationId } from '../ids';
import { request } from '../request';

export const focus = request({
  type: 'connections.focus',
  summary: 'Which conversation this connection has open, if any: signals come for that one alone.',
  body: z.object({ conversationId: ConversationId.optional() }),
  reply: z.object({}),
  refusals: ['socket_only'],
  example: { conversationId: 'c-00000000000000000000000000000001' },
  exampleReply: {},
});
