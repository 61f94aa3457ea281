import * as z from 'zod';
import { Key, Name, PersonId } from '../ids';
import { limits } from '../limits';
import { request } from '../request';
import { ConversationSummary, exampleSummary } from './conversation';

export const openConversation = request({
  type: 'conversations.open',
  summary: 'Open the direct conversation of some people (always the same one), or create a channel.',
  http: 'POST /api/conversations',
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('direct'), key: Key, people: z.array(PersonId).min(1).max(limits.directPeople) }),
    z.object({
      kind: z.literal('channel'),
      key: Key,
      name: Name,
      /** Who is in from the start, besides me. */
      people: z
        .array(PersonId)
        .max(limits.peoplePerEntry - 1)
        .default([]),
    }),
  ]),
  reply: ConversationSummary,
  refusals: ['blocked', 'person_not_found', 'not_a_member', 'not_allowed'],
  example: { kind: 'channel', key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', name: 'general', people: ['bo'] },
  exampleReply: exampleSummary,
});
