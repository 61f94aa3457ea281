import * as z from 'zod';
import { Email, KnownName, Time } from '../ids';
import { request } from '../request';
import { InvitationToken, InvitedRole } from './invitation';

/**
 * The one request that nobody is signed in for, so it is not among the others. A POST, even where it changes nothing: what
 * is asked lets people in, and does not belong in a URL.
 */
export const lookAtInvitation = request({
  type: 'invitations.look',
  summary: 'What an invitation is to, for whoever has its link: no more than its inviter would say aloud.',
  http: 'POST /api/invitations/look',
  body: z.object({
    token: InvitationToken,
    /**
     * An address that comes by it: for who signs up with Google, where the token cannot be taken along. It has an hour to
     * come, as long as the link lets anybody in, and takes a use of it then; who signs up with a password passes the token.
     */
    email: Email.optional(),
  }),
  reply: z.object({
    workspace: KnownName,
    role: InvitedRole,
    /** The name of whoever invites. */
    invitedBy: KnownName,
    expiresAt: Time,
  }),
  refusals: ['no_such_invitation'],
  example: { token: 'x'.repeat(27) },
  exampleReply: { workspace: 'Parley', role: 'member', invitedBy: 'Ana', expiresAt: 1_767_830_400_000 },
});
