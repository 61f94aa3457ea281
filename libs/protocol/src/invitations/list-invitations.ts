import * as z from 'zod';
import { request } from '../request';
import { exampleInvitation, Invitation } from './invitation';

export const listInvitations = request({
  type: 'invitations.list',
  summary:
    'Invitations that are open or ended within 30 days, the latest first, 20 a page: all of them to admins, else my own.',
  http: 'GET /api/invitations',
  query: { cursor: 'text' },
  body: z.object({ /** Goes on behind this one. */ cursor: z.string().max(64).optional() }),
  reply: z.object({ invitations: z.array(Invitation), cursor: z.string().optional() }),
  refusals: ['not_allowed'],
  example: {},
  exampleReply: { invitations: [exampleInvitation] },
});
