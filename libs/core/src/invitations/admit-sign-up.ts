import type { SignUpRule } from '@parley/protocol';
import { limitAct } from '../limits/slow-down';
import { refuse } from '../refuse';
import type { Context } from '../use-case';
import { settingsOf } from '../workspace/workspace-store';
import { hashOf } from './invitation-token';
import { standingAdmission, stands } from './standing-invitation';

/** Somebody is about to make an account. */
export type SignUp = {
  /** Lower case. It is not confirmed yet. */
  email: string;
  /** The token of the link that they came by. */
  invitation?: string | undefined;
  /** `self`: they typed it; `server`: Parley or whoever runs it made the account; `provider`: Google says so. */
  source: 'self' | 'server' | 'provider';
  /**
   * Lets this sign-in open the confirmed account that has the address, from now on; false where none has. Absent where
   * nobody vouches for the address.
   */
  link?: () => Promise<boolean>;
};

/** How long somebody who came by a link has to confirm their address. */
const confirmMs = 7 * 24 * 60 * 60_000;

const isInDomains = (email: string, domains: readonly string[]): boolean =>
  domains.includes(email.slice(email.lastIndexOf('@') + 1));

/** Whether the workspace's rule alone lets an address in; that of its founder always, until it has an owner. */
export const isLetInByRule = async ({ access, workspace, founding }: Context, email: string): Promise<boolean> => {
  if (email === founding.owner && !(await access.hasOwner())) return true;
  const { signUp, domains } = settingsOf(await workspace.chosen(), founding);
  const byRule: Record<SignUpRule, boolean> = {
    open: true,
    domains: isInDomains(email, domains),
    invited: false,
  };
  return byRule[signUp];
};

/** Takes a use of the link for this address, once, whoever asks how often. False where it lets nobody in any more. */
export const cameByLink = async (context: Context, token: string, email: string): Promise<boolean> => {
  const { invitations, clock } = context;
  const invitation = await invitations.byToken(await hashOf(token));
  if (!invitation || !(await stands(context, invitation))) return false;
  const now = clock.now();
  return (await invitations.reserve(invitation, email, now, now + confirmMs)) === 'reserved';
};

/**
 * Lets somebody make an account, or refuses with `not_invited`: by an admission of their address, by a link, or by the
 * workspace's rule, in this order, so that who is invited comes as what they were invited as (INVITE-1). What somebody is
 * told who types an address does not depend on whether it has an account; who proves by Google that it is theirs gets the
 * one there is, and makes none (AUTH-8).
 */
export const admitSignUp = async (context: Context, { email, invitation, source, link }: SignUp): Promise<void> => {
  if (source === 'provider' && (await link?.())) return;
  if (source === 'self') await limitAct(context, 'signUps', email);
  if (await standingAdmission(context, email)) return;
  if (invitation !== undefined && (await cameByLink(context, invitation, email))) return;
  if (!(await isLetInByRule(context, email))) refuse('not_invited');
};
