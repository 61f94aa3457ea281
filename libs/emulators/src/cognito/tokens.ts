import { createHash, randomUUID, sign, verify } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock';
import type { ClaimChanges } from './claim-changes';
import { fail } from './fault';
import type { SigningKeys } from './signing-key';
import type { Session, User } from './state';
import { identitiesOf, usernameOf } from './users';

/** Lifetimes in seconds. */
export type TokenSeconds = { access: number; id: number; refresh: number };

/** Cognito's defaults: one hour, one hour, 30 days. */
export const defaultTokenSeconds: TokenSeconds = { access: 3600, id: 3600, refresh: 30 * 24 * 3600 };

const AccessClaims = z.object({
  sub: z.string(),
  iss: z.string(),
  token_use: z.literal('access'),
  origin_jti: z.string(),
  scope: z.string().default(''),
  exp: z.number(),
});
const Header = z.object({ alg: z.literal('RS256'), kid: z.string() });

export type AccessClaims = z.infer<typeof AccessClaims>;

const setOf = (names: string) => new Set(names.split(' '));
/** Claims that Cognito lets no trigger touch, in either token; its guide on the trigger lists them. */
const reserved = setOf('acr amr at_hash auth_time azp event_id exp iat iss jti nbf nonce origin_jti sub token_use');
const reservedInId = setOf('aud identities');
const reservedInAccess = setOf('aud client_id device_key scope username version');
const isReserved = (name: string, more: Set<string>) =>
  reserved.has(name) || more.has(name) || name.startsWith('cognito:');

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

/** `at_hash` of OpenID Connect: ties an ID token to the access token beside it. */
const halfHash = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');

export type Tokens = {
  seconds: TokenSeconds;
  /** `hosted`: they come from the hosted sign-in page, by a request that may have had a nonce. */
  issue(
    user: User,
    session: Session,
    changes: ClaimChanges,
    hosted?: { nonce?: string | undefined },
  ): { AccessToken: string; IdToken: string };
  /** The claims of an access token of ours that has not expired; whether it was revoked is the session's to say. */
  readAccess(token: string): AccessClaims;
};

export const tokens = (
  keys: SigningKeys,
  {
    issuer,
    clientId,
    seconds,
    clock,
  }: { issuer: string; clientId: string; seconds: TokenSeconds; clock: Pick<Clock, 'now'> },
): Tokens => {
  const signed = (claims: object): string => {
    const { kid, privateKey } = keys.current();
    const text = `${encode({ kid, alg: 'RS256' })}.${encode(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };

  const readSigned = (token: string): AccessClaims | undefined => {
    try {
      const [header = '', claims = '', signature = '', ...more] = token.split('.');
      const publicKey = keys.publicKeyOf(Header.parse(decode(header)).kid);
      const isOurs =
        more.length === 0 &&
        publicKey !== undefined &&
        verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url'));
      return isOurs ? AccessClaims.parse(decode(claims)) : undefined;
    } catch {
      return undefined; // not a JWT, or an ID token
    }
  };

  const changed = (claims: object, { add, suppress }: ClaimChanges['id'], more: Set<string>): object => ({
    ...Object.fromEntries(
      Object.entries(claims).filter(([name]) => isReserved(name, more) || !suppress.includes(name)),
    ),
    ...Object.fromEntries(Object.entries(add).filter(([name]) => !isReserved(name, more) && !suppress.includes(name))),
  });

  return {
    seconds,
    issue: (user, { originJti, authTime, scope }, changes, hosted) => {
      const iat = Math.floor(clock.now() / 1000);
      const groups = changes.groups ?? user.groups;
      const common = {
        sub: user.sub,
        ...(groups.length > 0 && { 'cognito:groups': groups }),
        iss: issuer,
        origin_jti: originJti,
        event_id: randomUUID(),
        auth_time: authTime,
        iat,
      };
      const { add, suppress } = changes.scopes;
      const scopes = [...new Set([...scope.split(' '), ...add])].filter((one) => !suppress.includes(one));
      const access = {
        ...common,
        ...(hosted && { version: 2 }),
        client_id: clientId,
        token_use: 'access',
        scope: scopes.join(' '),
        exp: iat + seconds.access,
        jti: randomUUID(),
        username: usernameOf(user),
      };
      const AccessToken = signed(changed(access, changes.access, reservedInAccess));
      const id = {
        ...user.attributes,
        email: user.email,
        email_verified: user.emailVerified,
        ...(user.identities.length > 0 && { identities: identitiesOf(user) }),
        ...common,
        'cognito:username': usernameOf(user),
        aud: clientId,
        token_use: 'id',
        ...(hosted && { at_hash: halfHash(AccessToken), ...(hosted.nonce !== undefined && { nonce: hosted.nonce }) }),
        exp: iat + seconds.id,
        jti: randomUUID(),
      };
      return { AccessToken, IdToken: signed(changed(id, changes.id, reservedInId)) };
    },
    readAccess: (token) => {
      const claims = readSigned(token);
      if (claims?.iss !== issuer) fail('NotAuthorizedException', 'Invalid Access Token');
      if (claims.exp * 1000 <= clock.now()) fail('NotAuthorizedException', 'Access Token has expired');
      return claims;
    },
  };
};
