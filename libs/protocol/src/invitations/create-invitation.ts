import * as z from 'zod';
import { ConversationId, Email, Key } from '../ids';
import { limits } from '../limits';
import { request } from '../request';
import { exampleInvitation, Invitation, InvitationToken, InvitedRole } from './invitation';

export const createInvitation = request({
  type: 'invitations.create',
  summary:
    'Invite by a link, which is told only this once, or by e-mail. Sent again with its key it makes no second one.',
  http: 'POST /api/invitations',
  body: z.object({
    key: Key,
    role: InvitedRole.default('member'),
    /** To one address, which gets the mail; absent: a link. */
    email: Email.optional(),
    mostUses: z.int().min(1).max(500).default(1),
    /** Hours until it ends: an hour to 30 days. */
    hours: z.int().min(1).max(limits.invitationHours).default(168),
    conversations: z.array(ConversationId).max(10).default([]),
  }),
  reply: z.object({
    invitation: Invitation,
    /** For the link; absent where it went by e-mail. */ token: InvitationToken.optional(),
    /**
     * What became of the mail: sent; sent once more, so that what an earlier one holds opens nothing; or not sent, as the
     * address has an account in the user pool already, by which its holder comes in. Absent for a link, and for a
     * repeated request whose invitation has ended.
     */
    mail: z.enum(['sent', 'sent_again', 'has_account']).optional(),
  }),
  refusals: ['not_allowed', 'not_a_member', 'already_here', 'already_invited', 'too_many'],
  example: { key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', mostUses: 10 },
  exampleReply: { invitation: exampleInvitation, token: 'x'.repeat(27) },
});
