import { refusal, type WorkspaceRole } from '@parley/protocol';
import type { Access } from '../access/access-store';
import { soon } from './soon';
import { refuse, Refused } from '../refuse';
import type { Context } from '../use-case';

/** The user pool is about to make tokens for somebody. */
export type TokenRequest = {
  personId: string;
  /** They are signed in already: the tokens of before run out. */
  isRenewal?: boolean;
  /** They signed up themselves: what shows that the password is theirs is that they were registered (AUTH-11). */
  isSelfMade?: boolean;
  /** Of the secret that came with the sign-in, if any. */
  secretHash?: string | undefined;
  /** Present where somebody else said who they are, such as Google, and nobody asked for a second step: whether theirs has one. */
  hasSecondStep?: () => Promise<boolean>;
};

/** What the tokens shall say of them; no role where nothing of them is known here. */
export type TokenTerms = { role?: WorkspaceRole };

/** Undefined where they have no profile, or where that cannot be told now and need not be. */
const accessOf = async ({ access, clock, report }: Context, request: TokenRequest): Promise<Access | undefined> => {
  const { personId, isRenewal = false, isSelfMade = false } = request;
  try {
    const mine = (await soon(clock, access.of([personId]))).get(personId);
    return isSelfMade && mine?.username === undefined && mine?.status !== 'removed' ? refuse('choose_password') : mine;
  } catch (error) {
    if (error instanceof Refused) throw error;
    report('who is given a token could not be read', { personId, error });
    if (isSelfMade && !isRenewal) refuse('busy', 'Signing in does not work right now. Try again in a moment.');
    return undefined;
  }
};

/** Refuses who may have begun to sign in before the first password was chosen, for as long as that can take (AUTH-11). */
const requireNotHeld = ({ clock }: Context, { held }: Access, { secretHash, isRenewal }: TokenRequest): void => {
  const retryAfterMs = (held?.until ?? 0) - clock.now();
  if (isRenewal || retryAfterMs <= 0 || held?.hash === secretHash) return;
  throw new Refused({ ...refusal('just_reset'), retryAfterMs });
};

/**
 * Decides on tokens before the user pool makes them (AUTH-9, AUTH-10, AUTH-11). Refuses with `suspended`, with `no_profile`
 * who was removed, with `choose_password` who signed up and was not registered, with `just_reset` who does not show that they
 * chose the password just now, and with `second_step` who goes past theirs. A failed read of ours signs nobody out: a renewal goes by what the pool knows, and the doors decide on each request anyway.
 * It lets nobody in either: who signed up waits, as they would at our doors. Rejects where the second step cannot be told.
 */
export const issueToken = async (context: Context, request: TokenRequest): Promise<TokenTerms> => {
  const { hasSecondStep } = request;
  const mine = await accessOf(context, request);
  if (mine?.status === 'suspended') refuse('suspended');
  if (mine?.status === 'removed') refuse('no_profile');
  // A provider is asked there and then: who comes by it has begun nothing before.
  if (mine && !hasSecondStep) requireNotHeld(context, mine, request);
  if (await hasSecondStep?.()) refuse('second_step');
  return mine ? { role: mine.role } : {};
};
