import type { BodyOf, Invitation, lookAtInvitation as declared, ReplyOf } from '@parley/protocol';
import { limitAct } from '../limits/slow-down';
import { refuse } from '../refuse';
import type { Context } from '../use-case';
import { settingsOf } from '../workspace/workspace-store';
import { cameByLink } from './admit-sign-up';
import { hashOf } from './invitation-token';
import { standingAdmission, stands } from './standing-invitation';

/** Who looks: nobody is signed in, so all that is known is where they come from. */
export type Onlooker = { source: string };

/** Lets the address in, as a sign-up with the token would; it may have come by this very link, and taken its last use. */
const letsIn = async (context: Context, invitation: Invitation, email: string): Promise<boolean> => {
  const admission = await standingAdmission(context, email);
  return admission?.invitationId === invitation.id || (await cameByLink(context, invitation, email));
};

/**
 * What an invitation is to, for whoever has its link; with an address, that is let in by it (INVITE-1). One that ended, was
 * revoked or never was is told alike.
 */
export const lookAtInvitation = async (
  context: Context,
  { source }: Onlooker,
  { token, email }: BodyOf<typeof declared>,
): Promise<ReplyOf<typeof declared>> => {
  await limitAct(context, 'looks', source);
  const invitation = await context.invitations.byToken(await hashOf(token));
  if (!invitation) refuse('no_such_invitation');
  const isGood = email === undefined ? await stands(context, invitation) : await letsIn(context, invitation, email);
  if (!isGood) refuse('no_such_invitation');
  const [[inviter], chosen] = await Promise.all([
    context.people.get([invitation.createdBy]),
    context.workspace.chosen(),
  ]);
  return {
    workspace: settingsOf(chosen, context.founding).name,
    role: invitation.role,
    invitedBy: (inviter ?? refuse('no_such_invitation')).name,
    expiresAt: invitation.expiresAt,
  };
};
