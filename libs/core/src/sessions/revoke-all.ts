import type { UseCase } from '../use-case';

/**
 * Signs out everywhere: what was signed in before now counts no more, at our doors first, then in the user pool. The
 * person's row has it, so their connections are closed by what follows the table's stream (DEL-6).
 */
export const revokeAll: UseCase<'sessions.revokeAll'> = async (context, { personId, username }) => {
  const { access, identity, clock, report } = context;
  await access.note(personId, { validFrom: validFromNow(clock.now()) });
  // Our doors are shut, which is what was asked. A refresh token that stays good in the pool opens none of them.
  await identity
    .signOutEverywhere(username)
    .catch((error: unknown) => report('sign-out did not reach the user pool', { personId, error }));
  return {};
};

/**
 * From which sign-in on somebody is taken, where all before `now` is to end. Sign-ins are dated to the second, so one of
 * this very second may be one of those that end: it is not taken either.
 */
export const validFromNow = (now: number): number => Math.floor(now / 1_000) * 1_000 + 1_000;
