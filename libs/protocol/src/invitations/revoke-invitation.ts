import * as z from 'zod';
import { request } from '../request';
import { exampleInvitation, Invitation, InvitationId } from './invitation';

export const revokeInvitation = request({
  type: 'invitations.revoke',
  summary: 'End an invitation, and the account that waits for an invited address. Who came by it stays.',
  http: 'POST /api/invitations/{invitationId}/revoke',
  body: z.object({ invitationId: InvitationId }),
  reply: z.object({ invitation: Invitation }),
  refusals: ['not_allowed', 'no_such_invitation'],
  example: { invitationId: exampleInvitation.id },
  exampleReply: { invitation: { ...exampleInvitation, revokedAt: 1_767_225_700_000 } },
});
