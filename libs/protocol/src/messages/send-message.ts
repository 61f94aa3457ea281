import * as z from 'zod';
import { Entry } from '../entries';
import { ConversationId, Key, Seq, Text } from '../ids';
import { request } from '../request';

export const sendMessage = request({
  type: 'messages.send',
  summary: 'Say something. The same key says it once, however often it is sent.',
  http: 'POST /api/conversations/{conversationId}/messages',
  body: z.object({
    conversationId: ConversationId,
    key: Key,
    /** The highest seq up to which I hold everything, as it was when this key was first tried (LOG-4). */
    after: Seq,
    text: Text,
    /** The message that it answers. */
    replyTo: Seq.min(1).optional(),
  }),
  reply: z.object({ entry: Entry }),
  refusals: [
    'blocked',
    'not_a_member',
    'not_allowed',
    'ahead_of_log',
    'too_far_behind',
    'key_in_use',
    'message_not_found',
    'discarded',
  ],
  example: {
    conversationId: 'c-00000000000000000000000000000001',
    key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC',
    after: 41,
    text: 'hi',
  },
  exampleReply: {
    entry: {
      seq: 42,
      at: 1_767_225_660_000,
      author: 'ana',
      key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC',
      n: 41,
      m: 1,
      kind: 'message.posted',
      body: { text: 'hi' },
    },
  },
});
