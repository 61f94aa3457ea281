import * as z from 'zod';
import { Entry } from '../entries';
import { ConversationId, Key, PersonId, Seq } from '../ids';
import { limits } from '../limits';
import { request } from '../request';

export const addMembers = request({
  type: 'memberships.add',
  summary: 'Bring people into a channel. Those who are in already are passed over.',
  http: 'POST /api/conversations/{conversationId}/members',
  body: z.object({
    conversationId: ConversationId,
    key: Key,
    after: Seq,
    people: z.array(PersonId).min(1).max(limits.peoplePerEntry),
  }),
  reply: z.object({ entry: Entry }),
  refusals: [
    'not_a_member',
    'not_allowed',
    'banned',
    'person_not_found',
    'direct_is_fixed',
    'conversation_full',
    'nothing_to_change',
    'ahead_of_log',
    'too_far_behind',
    'key_in_use',
  ],
  example: {
    conversationId: 'c-00000000000000000000000000000001',
    key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC',
    after: 41,
    people: ['bo'],
  },
  exampleReply: {
    entry: {
      seq: 42,
      at: 1_767_225_660_000,
      author: 'ana',
      key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC',
      n: 40,
      m: 1,
      kind: 'members.added',
      body: { people: ['bo'] },
    },
  },
});
