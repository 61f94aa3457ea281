import * as z from 'zod';
import { request } from '../request';
import { exampleInvitation, Invitation } from './invitation';

export const listInvitations = request({
  type: 'invitations.list',
  summary: 'Invitations that are open or ended within 30 days, the latest first: all of them to admins, else my own.',
  http: 'GET /api/invitations',
  body: z.object({}),
  reply: z.object({ invitations: z.array(Invitation) }),
  refusals: ['not_allowed'],
  example: {},
  exampleReply: { invitations: [exampleInvitation] },
});
