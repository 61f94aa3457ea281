import type { BodyOf, lookAtInvitation as declared, ReplyOf } from '@parley/protocol';
import { limitAct } from '../limits/slow-down';
import { refuse } from '../refuse';
import type { Context } from '../use-case';
import { settingsOf } from '../workspace/workspace-store';
import { hashOf } from './invitation-token';
import { stands } from './standing-invitation';

/** Who looks: nobody is signed in, so all that is known is where they come from. */
export type Onlooker = { source: string };

/** How long an address that was said with a link has to come back from Google, which proves whose it is. */
const wishMs = 60 * 60_000;

/**
 * What an invitation is to, for whoever has its link; with an address, it is noted that this one
 * wishes to come by it, which lets nobody in and takes no use (INVITE-1). One that ended, was revoked or never was is told
 * alike.
 */
export const lookAtInvitation = async (
  context: Context,
  { source }: Onlooker,
  { token, email }: BodyOf<typeof declared>,
): Promise<ReplyOf<typeof declared>> => {
  await limitAct(context, 'looks', source);
  const invitation = await context.invitations.byToken(await hashOf(token));
  if (!invitation || !(await stands(context, invitation))) refuse('no_such_invitation');
  if (email !== undefined) await context.invitations.wish(email, invitation.id, context.clock.now() + wishMs);
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
