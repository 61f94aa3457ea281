import * as z from 'zod';
import { InboxRow } from '../conversations/conversation';
import { ConversationId, Key, Seq } from '../ids';
import { request } from '../request';

export const leaveConversation = request({
  type: 'memberships.leave',
  summary: 'Leave a channel, or put a direct conversation out of my list until something is said in it.',
  http: 'POST /api/conversations/{conversationId}/leave',
  body: z.object({ conversationId: ConversationId, key: Key, after: Seq }),
  reply: z.object({ row: InboxRow }),
  refusals: ['not_a_member', 'ahead_of_log', 'too_far_behind', 'key_in_use'],
  example: { conversationId: 'c-00000000000000000000000000000001', key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', after: 41 },
  exampleReply: {
    row: { conversationId: 'c-00000000000000000000000000000001', rev: 2, joined: 1, left: 42, read: 41, readN: 40 },
  },
});
