import { Name, type Person } from '@parley/protocol';
import { type Held, plainAccess } from '../access/access-store';
import { handOver } from '../delivery/hand-over';
import { isLetInByRule } from '../invitations/admit-sign-up';
import type { Admission } from '../invitations/invitation-store';
import { welcomeKey } from '../invitations/invitation-token';
import { standingAdmission, wishedLinks } from '../invitations/standing-invitation';
import { takeUse } from '../invitations/take-use';
import { adding } from '../memberships/add-members';
import { takeOutRemoved } from '../memberships/take-out-removed';
import { refuse, Refused } from '../refuse';
import type { AccountPool } from '../identity/identity';
import type { Context } from '../use-case';
import { freeAddress } from './free-address';
import { levelAddress } from './follow-address';

/** An account of the user pool whose address is confirmed. `username`: what the pool calls it. */
export type Account = {
  id: string;
  email: string;
  name: string;
  username: string;
  /**
   * Somebody signed up for it, and nothing shows that they read the mail of its address: the password may be of anybody
   * who typed that first (AUTH-11).
   */
  isPasswordUnproven?: boolean;
  /** The holder of the address has just chosen another password: whoever knew the one before is out (AUTH-3). */
  passwordWasReset?: boolean;
  /** Of the secret that whoever reset it holds; absent where they brought none. */
  secretHash?: string | undefined;
  pool: AccountPool;
};

const profileOf = ({ id, email, name }: Account, admission: Admission | undefined): Person => {
  // Cognito takes any name; ours is one line of at most 80 characters.
  const given = Name.safeParse(name);
  return {
    ...{ id, email: email.toLowerCase(), name: given.success ? given.data : email.replace(/@.*/, '').slice(0, 80) },
    ...(admission && admission.role !== plainAccess.role && { role: admission.role }),
  };
};

/** The inviter brings them in, as in any other way of being added: where the inviter may do so no more, they stay out. */
const bringInto = async (context: Context, personId: string, admission: Admission, conversationId: string) => {
  const { invitedBy: author, invitationId } = admission;
  const key = await welcomeKey(invitationId, personId, conversationId);
  const [head] = await context.log.last(conversationId, 1);
  try {
    const decide = adding(author, [personId], new Set([personId]));
    const appended = await context.append(conversationId, { author, key, after: head?.seq ?? 0 }, decide);
    await handOver(context, conversationId, appended);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.refusal.code !== 'nothing_to_change')
      context.report('an invitation could not bring somebody in', { conversationId, code: error.refusal.code });
  }
};

/** Whether anything lets the address in, as far as it can be told without taking a use of a link. */
const isLetIn = async (context: Context, email: string): Promise<boolean> =>
  (await standingAdmission(context, email)) !== undefined ||
  (await wishedLinks(context, email)).length > 0 ||
  (await isLetInByRule(context, email));

/** Makes the profile, unless it is there; what its address was let in as, where not by the workspace's rule alone. */
const makeProfile = async (context: Context, account: Account): Promise<Admission | undefined> => {
  const { people, report } = context;
  const { id, pool, username } = account;
  const email = account.email.toLowerCase();
  const isThere = async () => (await people.get([id])).length > 0;
  // Before anything else, so that nothing is ever made for who chose it.
  if (account.isPasswordUnproven) await pool.replacePassword(username);
  else if (await isThere()) return standingAdmission(context, email);
  if (!(await isLetIn(context, email))) refuse('not_invited');
  if (!(await freeAddress(context, account))) {
    report('address belongs to another profile', { personId: id });
    refuse('already_here');
  }
  if (account.isPasswordUnproven) refuse('choose_password');
  // The last thing before, so that no use is taken for who is refused.
  const admission = await takeUse(context, email);
  if (!admission && !(await isThere()) && !(await isLetInByRule(context, email))) refuse('not_invited');
  if ((await people.create(profileOf(account, admission))) || (await isThere())) return admission;
  report('address belongs to another profile', { personId: id });
  refuse('already_here');
};

/** Nobody is kept from signing in by an address that another profile has: they stay under the one before. */
const followed = async (context: Context, personId: string, email: string): Promise<void> => {
  if ((await levelAddress(context, personId, email)) === 'taken')
    context.report('address belongs to another profile', { personId });
};

const makeOwner = async ({ access, report }: Context, personId: string): Promise<void> => {
  const was = (await access.of([personId])).get(personId);
  if (!was || was.role === 'owner') return;
  const outcome = await access.change(personId, { role: 'owner' }, was);
  if (outcome !== 'changed') report('the founder did not become an owner', { personId, outcome });
};

/** Sign-ins are dated to the second, and who resets signs in at once: one of this very second stays. */
const endEarlierSignIns = async (
  { access, clock, report }: Context,
  { id, username, pool }: Account,
): Promise<void> => {
  const now = clock.now();
  await access.note(id, { validFrom: now - (now % 1_000) });
  // Our doors are shut to them. Nobody is kept from their new password where the pool does not end the rest.
  await pool
    .signOutEverywhere(username)
    .catch((error: unknown) => report('sign-out did not reach the user pool', { personId: id, error }));
};

/** As long as a sign-in may take that has begun: `AuthSessionValidity` of the user pool, 3 minutes unless set. */
const signInMs = 3 * 60_000;

/**
 * Somebody else may have begun to sign in with the password of before, and Cognito does not say that it holds them to the
 * new one. Who has just chosen shows a secret of theirs.
 */
const heldUp = ({ clock }: Context, { passwordWasReset, secretHash = '' }: Account): { held?: Held } =>
  passwordWasReset ? { held: { until: clock.now() + signInMs, hash: secretHash } } : {};

/** The pool's group of what they came as. Nobody is kept out where it cannot be told: tokens go by our own row (AUTH-9). */
const mirrorRole = async ({ access, report }: Context, { id, username, pool }: Account): Promise<void> => {
  const role = (await access.of([id])).get(id)?.role;
  if (role)
    await pool
      .setGroup(username, role)
      .catch((error: unknown) => report('the user pool was not told', { personId: id, error }));
};

/**
 * Makes the profile of an account that has none, as what its address was let in as, and brings it into the conversations
 * that it was invited into. The triggers behind it run often: every step may be repeated, and the username, which is
 * noted last, shows that all was done; from then on the profile follows the account's address (AUTH-7). Refuses with
 * `not_invited` who is not let in: the pool may know more accounts; with `already_here` where another account has the
 * address; with `choose_password` where the password may be somebody else's, which opens nothing from then on (AUTH-11).
 */
export const registerPerson = async (context: Context, account: Account): Promise<void> => {
  const { id, username } = account;
  const email = account.email.toLowerCase();
  const { access, invitations, founding } = context;
  const isKnown = (await access.of([id])).get(id)?.username !== undefined;
  if (account.passwordWasReset) {
    // Before what ends the others, so that nobody comes in between. Who is not known yet is given no tokens meanwhile.
    if (isKnown) await access.note(id, heldUp(context, account));
    await endEarlierSignIns(context, account);
  }
  if (isKnown) return followed(context, id, email);
  const admission = await makeProfile(context, account);
  // Once: who was the founder and is no owner any more does not become one by coming again.
  if (email === founding.owner && !(await access.hasOwner())) await makeOwner(context, id);
  if (admission) {
    await Promise.all(admission.conversations.map((one) => bringInto(context, id, admission, one)));
    await takeOutRemoved(context, [id]); // before it is settled: whoever comes again would find nothing to repeat
    await invitations.settle(email, admission);
  }
  await mirrorRole(context, account);
  await access.note(id, { username, ...heldUp(context, account) });
};
