import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type ClaimChanges, claimChanges, type ClientMetadata, type TokenSource } from './claim-changes';
import { fail } from './fault';
import type { Pool } from './pool';
import type { Session, User } from './state';
import { triggerAttributes, usernameOf } from './users';

export type { ClientMetadata } from './claim-changes';

/** `AuthenticationResult` of the API. */
export type AuthenticationResult = {
  AccessToken: string;
  IdToken: string;
  RefreshToken?: string;
  ExpiresIn: number;
  TokenType: 'Bearer';
};

/** What the API's own sign-in may be used for, and what its operations for the signed-in need. */
export const userScope = 'aws.cognito.signin.user.admin';

/** Rotated-out tokens that are remembered per session. Ours, to bound memory: an older one is merely invalid. */
const retiredHeld = 10;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
const newRefreshToken = (originJti: string): string => `${originJti}.${randomBytes(48).toString('base64url')}`;

/** A session is kept until the last access token that came from it has ended. */
const dropEnded = ({ store, clock, tokens }: Pool): void => {
  const sessions = store.state.sessions;
  for (const { originJti, expiresAt } of sessions.values()) {
    if (expiresAt + tokens.seconds.access * 1000 <= clock.now()) sessions.delete(originJti);
  }
};

/** How somebody came in: what the tokens are made for, and by which door. */
export type Entrance = {
  source: TokenSource;
  clientMetadata: ClientMetadata;
  scope?: string;
  /** Through the hosted page, by a request that may have had a nonce. */
  hosted?: { nonce?: string | undefined };
  /** What the PreTokenGeneration trigger said of these tokens, where it was asked before; it is asked now unless given. */
  changes?: ClaimChanges;
};

/** Tells the PostAuthentication trigger, which may refuse by throwing. */
export const afterAuthentication = async ({ triggers }: Pool, user: User, clientMetadata: ClientMetadata) => {
  const request = { userAttributes: triggerAttributes(user), newDeviceUsed: false, clientMetadata };
  const source = 'PostAuthentication_Authentication';
  await triggers('postAuthentication', { source, userName: usernameOf(user), request, response: {} });
};

/** Opens a session for someone who has proved who they are, and makes its first tokens. */
export const openSession = async (pool: Pool, user: User, entrance: Entrance): Promise<AuthenticationResult> => {
  const { clock, store, tokens } = pool;
  const { scope = userScope } = entrance;
  const changes = entrance.changes ?? (await claimChanges(pool, user, { ...entrance, scope }));
  const originJti = randomUUID();
  const refreshToken = newRefreshToken(originJti);
  const session: Session = {
    originJti,
    sub: user.sub,
    refreshTokenHash: hashOf(refreshToken),
    retired: [],
    scope,
    hosted: entrance.hosted !== undefined,
    authTime: Math.floor(clock.now() / 1000),
    expiresAt: clock.now() + tokens.seconds.refresh * 1000,
    revoked: false,
  };
  dropEnded(pool);
  store.state.sessions.set(originJti, session);
  await store.save();
  return {
    ...tokens.issue(user, session, changes, entrance.hosted),
    RefreshToken: refreshToken,
    ExpiresIn: tokens.seconds.access,
    TokenType: 'Bearer',
  };
};

/** The session that a refresh token belongs to, whatever has become of both. */
export const sessionOf = ({ store }: Pool, refreshToken: string): Session | undefined => {
  const session = store.state.sessions.get(refreshToken.split('.')[0] ?? '');
  const hash = hashOf(refreshToken);
  const isIts = session?.refreshTokenHash === hash || session?.retired.some((old) => old.hash === hash);
  return isIts ? session : undefined;
};

/** Gives the session a new refresh token that ends when the old one would have; the old one is good for one more retry. */
const rotate = (pool: Pool, session: Session, { graceSeconds }: { graceSeconds: number }): string => {
  const refreshToken = newRefreshToken(session.originJti);
  const old = { hash: session.refreshTokenHash, goodUntil: pool.clock.now() + graceSeconds * 1000 };
  session.retired = [old, ...session.retired].slice(0, retiredHeld);
  session.refreshTokenHash = hashOf(refreshToken);
  return refreshToken;
};

const requireUnused = ({ clock }: Pool, session: Session, refreshToken: string): void => {
  const hash = hashOf(refreshToken);
  const old = session.retired.find((one) => one.hash === hash);
  if (old && old.goodUntil <= clock.now()) {
    fail('RefreshTokenReuseException', 'Refresh token has been invalidated by rotation.');
  }
};

/** New access and ID tokens; a new refresh token only where the app client rotates them. */
export const refresh = async (
  pool: Pool,
  refreshToken: string,
  clientMetadata: ClientMetadata,
): Promise<AuthenticationResult> => {
  const session = sessionOf(pool, refreshToken);
  const user = session && pool.store.state.users.get(session.sub);
  if (!user) fail('NotAuthorizedException', 'Invalid Refresh Token');
  if (session.expiresAt <= pool.clock.now()) fail('NotAuthorizedException', 'Refresh Token has expired');
  requireEnabled(user);
  if (session.revoked) fail('NotAuthorizedException', 'Refresh Token has been revoked');
  requireUnused(pool, session, refreshToken);
  const { scope } = session;
  const changes = await claimChanges(pool, user, { source: 'TokenGeneration_RefreshTokens', scope, clientMetadata });
  // Asked again: a sign-out or another refresh may have come while the trigger ran.
  if (session.revoked) fail('NotAuthorizedException', 'Refresh Token has been revoked');
  requireUnused(pool, session, refreshToken);
  const rotated = pool.rotation && { RefreshToken: rotate(pool, session, pool.rotation) };
  if (rotated) await pool.store.save();
  return {
    ...pool.tokens.issue(user, session, changes, session.hosted ? {} : undefined),
    ...rotated,
    ExpiresIn: pool.tokens.seconds.access,
    TokenType: 'Bearer',
  };
};

/** Refuses somebody whom an administrator has disabled. */
export const requireEnabled = ({ enabled }: User): void => {
  if (!enabled) fail('NotAuthorizedException', 'User is disabled.');
};

/** Ends every session of a person; lasts with the next save. */
export const revokeSessions = ({ store }: Pool, { sub }: User): void => {
  for (const session of store.state.sessions.values()) {
    if (session.sub === sub) session.revoked = true;
  }
};

/** Who an access token speaks for, and with which scopes, unless the sign-in behind it was revoked. */
export const bearerOf = (pool: Pool, accessToken: string): { user: User; scopes: string[] } => {
  const { sub, origin_jti, scope } = pool.tokens.readAccess(accessToken);
  const user = pool.store.state.users.get(sub);
  if (!user) fail('UserNotFoundException', 'User does not exist.');
  requireEnabled(user);
  const session = pool.store.state.sessions.get(origin_jti);
  if (!session || session.revoked) fail('NotAuthorizedException', 'Access Token has been revoked');
  return { user, scopes: scope.split(' ') };
};

/** Who an access token speaks for at this API. One that came through the hosted page may lack the scope for it. */
export const userOf = (pool: Pool, accessToken: string): User => {
  const { user, scopes } = bearerOf(pool, accessToken);
  if (!scopes.includes(userScope)) fail('NotAuthorizedException', 'Access Token does not have required scopes');
  return user;
};
