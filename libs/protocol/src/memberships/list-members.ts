import * as z from 'zod';
import { ConversationId, PersonId } from '../ids';
import { ana, Person } from '../people/person';
import { request } from '../request';

export const MemberRole = z.enum(['owner', 'moderator', 'member']);
export type MemberRole = z.infer<typeof MemberRole>;

export const listMembers = request({
  type: 'memberships.list',
  summary: 'Who is in a conversation now, a page at a time.',
  http: 'GET /api/conversations/{conversationId}/members',
  query: { cursor: 'text' },
  body: z.object({ conversationId: ConversationId, /** Goes on behind this one. */ cursor: PersonId.optional() }),
  reply: z.object({
    members: z.array(z.object({ person: Person, role: MemberRole })),
    cursor: PersonId.optional(),
  }),
  refusals: ['not_a_member'],
  example: { conversationId: 'c-00000000000000000000000000000001' },
  exampleReply: { members: [{ person: ana, role: 'owner' }] },
});
