import { createHash, randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { fail } from './fault';
import type { Pool } from './pool';
import type { Session, User } from './state';
import type { ClaimChanges } from './tokens';
import { triggerAttributes } from './users';

/** What a client sends along for the triggers. */
export type ClientMetadata = Record<string, string> | undefined;

/** `AuthenticationResult` of the API. */
export type AuthenticationResult = {
  AccessToken: string;
  IdToken: string;
  RefreshToken?: string;
  ExpiresIn: number;
  TokenType: 'Bearer';
};

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

const Overrides = z.object({
  claimsOverrideDetails: z
    .object({
      claimsToAddOrOverride: z.record(z.string(), z.string()).nullish(),
      claimsToSuppress: z.array(z.string()).nullish(),
    })
    .nullish(),
});

const claimChanges = async (
  { triggers }: Pool,
  user: User,
  source: 'TokenGeneration_Authentication' | 'TokenGeneration_RefreshTokens',
  clientMetadata: ClientMetadata,
): Promise<ClaimChanges> => {
  const groupConfiguration = { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null };
  const request = { userAttributes: triggerAttributes(user), groupConfiguration, clientMetadata };
  const response = await triggers('preTokenGeneration', { source, userName: user.sub, request, response: {} });
  const parsed = Overrides.safeParse(response);
  if (!parsed.success) fail('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  const { claimsToAddOrOverride, claimsToSuppress } = parsed.data.claimsOverrideDetails ?? {};
  return { add: claimsToAddOrOverride ?? {}, suppress: claimsToSuppress ?? [] };
};

const issue = (pool: Pool, user: User, session: Session, changes: ClaimChanges): AuthenticationResult => ({
  ...pool.tokens.issue(user, session, changes),
  ExpiresIn: pool.tokens.seconds.access,
  TokenType: 'Bearer',
});

/** A session is kept until the last access token that came from it has ended. */
const dropEnded = ({ store, clock, tokens }: Pool): void => {
  const sessions = store.state.sessions;
  for (const { originJti, expiresAt } of sessions.values()) {
    if (expiresAt + tokens.seconds.access * 1000 <= clock.now()) sessions.delete(originJti);
  }
};

/** Opens a session for someone whose password was right: triggers, then tokens. */
export const signIn = async (pool: Pool, user: User, clientMetadata: ClientMetadata): Promise<AuthenticationResult> => {
  const { clock, store, tokens, triggers } = pool;
  const request = { userAttributes: triggerAttributes(user), newDeviceUsed: false, clientMetadata };
  const source = 'PostAuthentication_Authentication';
  await triggers('postAuthentication', { source, userName: user.sub, request, response: {} });
  const changes = await claimChanges(pool, user, 'TokenGeneration_Authentication', clientMetadata);

  const originJti = randomUUID();
  const refreshToken = `${originJti}.${randomBytes(48).toString('base64url')}`;
  const session: Session = {
    originJti,
    sub: user.sub,
    refreshTokenHash: hashOf(refreshToken),
    authTime: Math.floor(clock.now() / 1000),
    expiresAt: clock.now() + tokens.seconds.refresh * 1000,
    revoked: false,
  };
  dropEnded(pool);
  store.state.sessions.set(originJti, session);
  await store.save();
  return { ...issue(pool, user, session, changes), RefreshToken: refreshToken };
};

/** The session that a refresh token belongs to, whatever has become of it. */
export const sessionOf = ({ store }: Pool, refreshToken: string): Session | undefined => {
  const session = store.state.sessions.get(refreshToken.split('.')[0] ?? '');
  return session?.refreshTokenHash === hashOf(refreshToken) ? session : undefined;
};

/** New access and ID tokens. The refresh token stays as it is: the app client does not rotate it (the default). */
export const refresh = async (
  pool: Pool,
  refreshToken: string,
  clientMetadata: ClientMetadata,
): Promise<AuthenticationResult> => {
  const session = sessionOf(pool, refreshToken);
  const user = session && pool.store.state.users.get(session.sub);
  if (!user) fail('NotAuthorizedException', 'Invalid Refresh Token');
  if (session.expiresAt <= pool.clock.now()) fail('NotAuthorizedException', 'Refresh Token has expired');
  if (session.revoked) fail('NotAuthorizedException', 'Refresh Token has been revoked');
  const changes = await claimChanges(pool, user, 'TokenGeneration_RefreshTokens', clientMetadata);
  return issue(pool, user, session, changes);
};

/** Who an access token speaks for, unless the sign-in behind it was revoked. */
export const userOf = (pool: Pool, accessToken: string): User => {
  const { sub, origin_jti } = pool.tokens.readAccess(accessToken);
  const user = pool.store.state.users.get(sub);
  const session = pool.store.state.sessions.get(origin_jti);
  if (!user || !session || session.revoked) fail('NotAuthorizedException', 'Access Token has been revoked');
  return user;
};
