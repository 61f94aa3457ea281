import type { SignUpRule } from '@parley/protocol';
import { limitAct } from '../limits/slow-down';
import { refuse } from '../refuse';
import type { Context } from '../use-case';
import { settingsOf } from '../workspace/workspace-store';
import { hashOf } from './invitation-token';
import { standingAdmission, stands, wishedLinks } from './standing-invitation';

/** Somebody is about to make an account. */
export type SignUp = {
  /** Lower case. It is not confirmed yet. */
  email: string;
  /** The token of the link that they came by. */
  invitation?: string | undefined;
  /** `self`: they typed it; `server`: Parley or whoever runs it made the account; `provider`: Google says so. */
  source: 'self' | 'server' | 'provider';
  /** It comes with what shows later whose its password is (AUTH-11): who types an address has to bring that. */
  isProvable?: boolean;
  /**
   * Lets this sign-in open the confirmed account that has the address, from now on; false where none has. Absent where
   * nobody vouches for the address.
   */
  link?: () => Promise<boolean>;
};

/** How long somebody who signed up by a link has to confirm their address. */
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

/**
 * Lets somebody make an account, or refuses with `not_invited`: by an admission of their address, by a link, or by the
 * workspace's rule, in this order, so that who is invited comes as what they were invited as (INVITE-1). A link takes no
 * use by it: nobody has shown yet whose the address is, and `registerPerson` takes it once they have. What somebody is
 * told who types an address does not depend on whether it has an account; who proves by Google that it is theirs gets the
 * one there is, and makes none (AUTH-8).
 */
export const admitSignUp = async (context: Context, signUp: SignUp): Promise<void> => {
  const { email, invitation: token, source } = signUp;
  if (source === 'self' && !signUp.isProvable) refuse('update_needed');
  if (source === 'provider' && (await signUp.link?.())) return;
  const link = token === undefined ? undefined : await context.invitations.byToken(await hashOf(token));
  // Anybody can empty the bucket of an address, by signing up with it. Who holds a link, used up or not, has another.
  if (source === 'self') await limitAct(context, 'signUps', link ? `${link.id}#${email}` : email);
  if (await standingAdmission(context, email)) return;
  if (link && (await stands(context, link))) {
    const { id } = link;
    if (source === 'self') await limitAct(context, 'linkSignUps', id);
    return context.invitations.wish(email, id, context.clock.now() + confirmMs);
  }
  if ((await wishedLinks(context, email)).length > 0) return;
  if (!(await isLetInByRule(context, email))) refuse('not_invited');
};
