import { fail } from './fault';
import type { Pool } from './pool';
import type { TokenSource } from './claim-changes';
import { afterAuthentication, type ClientMetadata, openSession, requireEnabled } from './sessions';
import type { User } from './state';
import { attributesOf } from './users';

const askFor = ({ challenges }: Pool, { sub }: User, challenge: 'SOFTWARE_TOKEN_MFA' | 'NEW_PASSWORD_REQUIRED') => ({
  ChallengeName: challenge,
  Session: challenges.nextSteps.open({ sub, challenge }),
});

/** The tokens of somebody who has passed every challenge. */
export const finishSignIn = async (
  pool: Pool,
  user: User,
  clientMetadata: ClientMetadata,
  source: TokenSource = 'TokenGeneration_Authentication',
): Promise<object> => {
  pool.lockout.succeeded(user.sub);
  await afterAuthentication(pool, user, clientMetadata);
  const AuthenticationResult = await openSession(pool, user, { source, clientMetadata });
  return { AuthenticationResult, ChallengeParameters: {} };
};

/** What comes after the right password: a second factor, where the person has set one up, or tokens. */
export const admit = (
  pool: Pool,
  user: User,
  clientMetadata: ClientMetadata,
  source?: TokenSource,
): object | Promise<object> => {
  // Not forgiven yet where a code is to come: or else whoever knows the password could guess codes without end.
  if (user.totp.enabled) {
    return { ...askFor(pool, user, 'SOFTWARE_TOKEN_MFA'), ChallengeParameters: { USER_ID_FOR_SRP: user.sub } };
  }
  return finishSignIn(pool, user, clientMetadata, source);
};

/** Lets someone on whose password was right. What else is the matter with them is told only now. */
export const passwordWasRight = async (pool: Pool, user: User, clientMetadata: ClientMetadata): Promise<object> => {
  requireEnabled(user);
  if (user.status === 'UNCONFIRMED') {
    pool.lockout.succeeded(user.sub);
    fail('UserNotConfirmedException', 'User is not confirmed.');
  }
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return admit(pool, user, clientMetadata);
  if (user.temporaryUntil !== null && user.temporaryUntil <= pool.clock.now()) {
    fail('NotAuthorizedException', 'Temporary password has expired and must be reset by an administrator.');
  }
  const { sub: _id, email_verified: _checked, ...userAttributes } = attributesOf(user);
  return {
    ...askFor(pool, user, 'NEW_PASSWORD_REQUIRED'),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.sub,
      requiredAttributes: '[]',
      userAttributes: JSON.stringify(userAttributes),
    },
  };
};
