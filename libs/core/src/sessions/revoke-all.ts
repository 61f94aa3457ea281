import { tellPool } from '../identity/tell-pool';
import type { UseCase } from '../use-case';

/** The sign-in that asked has ended as well: the next one asks again. */
const signedOutHereAlone =
  'You are signed out of this workspace everywhere, but the sign-in service could not be told. Sign in, and sign out everywhere once more.';

/**
 * Signs out everywhere: what was signed in before now counts no more, at our doors first, then in the user pool. The
 * person's row has it, so their connections are closed by what follows the table's stream (DEL-6). Refuses with
 * `pool_behind` where our doors are shut and the pool could not be told.
 */
export const revokeAll: UseCase<'sessions.revokeAll'> = async (context, { personId, username }) => {
  const { access, clock } = context;
  await access.note(personId, { validFrom: validFromNow(clock.now()) });
  // A refresh token that stays good in the pool opens no door of ours, but the account there.
  await tellPool(context, personId, (identity) => identity.signOutEverywhere(username), signedOutHereAlone);
  return {};
};

/**
 * From which sign-in on somebody is taken, where all before `now` is to end. Sign-ins are dated to the second, so one of
 * this very second may be one of those that end: it is not taken either.
 */
export const validFromNow = (now: number): number => Math.floor(now / 1_000) * 1_000 + 1_000;
