import * as z from 'zod';
import { ConversationId, PersonId } from '../ids';
import { Person } from '../people/person';
import { request } from '../request';

export const listBans = request({
  type: 'memberships.bans',
  summary: 'Who is banned from a channel that I own or moderate, by their ids, a page at a time.',
  http: 'GET /api/conversations/{conversationId}/bans',
  query: { cursor: 'text' },
  body: z.object({ conversationId: ConversationId, /** Goes on behind this one. */ cursor: PersonId.optional() }),
  reply: z.object({ people: z.array(Person), cursor: PersonId.optional() }),
  refusals: ['not_a_member', 'not_allowed', 'direct_is_fixed'],
  example: { conversationId: 'c-00000000000000000000000000000001' },
  exampleReply: { people: [{ id: 'bo', name: 'Bo', email: 'bo@example.com' }] },
});
