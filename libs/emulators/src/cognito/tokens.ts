import { randomUUID, sign, verify } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock';
import { fail } from './fault';
import type { SigningKey } from './signing-key';
import type { Session, User } from './state';

/** Lifetimes in seconds. */
export type TokenSeconds = { access: number; id: number; refresh: number };

/** Cognito's defaults: one hour, one hour, 30 days. */
export const defaultTokenSeconds: TokenSeconds = { access: 3600, id: 3600, refresh: 30 * 24 * 3600 };

/** What a PreTokenGeneration trigger asks for; it reaches the ID token alone (the event's version 1). */
export type ClaimChanges = { add: Record<string, string>; suppress: string[] };

const AccessClaims = z.object({
  sub: z.string(),
  iss: z.string(),
  token_use: z.literal('access'),
  origin_jti: z.string(),
  exp: z.number(),
});
const Header = z.object({ alg: z.literal('RS256'), kid: z.string() });

export type AccessClaims = z.infer<typeof AccessClaims>;

/** Claims that Cognito lets no trigger touch. */
const reserved = new Set(
  'acr amr at_hash aud auth_time azp event_id exp iat iss jti nbf nonce origin_jti sub token_use cognito:username'.split(
    ' ',
  ),
);

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

export type Tokens = {
  seconds: TokenSeconds;
  issue(user: User, session: Session, changes: ClaimChanges): { AccessToken: string; IdToken: string };
  /** The claims of an access token of ours that has not expired; whether it was revoked is the session's to say. */
  readAccess(token: string): AccessClaims;
};

export const tokens = (
  key: SigningKey,
  {
    issuer,
    clientId,
    seconds,
    clock,
  }: { issuer: string; clientId: string; seconds: TokenSeconds; clock: Pick<Clock, 'now'> },
): Tokens => {
  const signed = (claims: object): string => {
    const text = `${encode({ kid: key.kid, alg: 'RS256' })}.${encode(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), key.privateKey).toString('base64url')}`;
  };

  const readSigned = (token: string): AccessClaims | undefined => {
    try {
      const [header = '', claims = '', signature = '', ...more] = token.split('.');
      const isOurs =
        more.length === 0 &&
        Header.parse(decode(header)).kid === key.kid &&
        verify('sha256', Buffer.from(`${header}.${claims}`), key.publicKey, Buffer.from(signature, 'base64url'));
      return isOurs ? AccessClaims.parse(decode(claims)) : undefined;
    } catch {
      return undefined; // not a JWT, or an ID token
    }
  };

  return {
    seconds,
    issue: (user, { originJti, authTime }, { add, suppress }) => {
      const iat = Math.floor(clock.now() / 1000);
      const common = { sub: user.sub, iss: issuer, origin_jti: originJti, event_id: randomUUID(), auth_time: authTime };
      const AccessToken = signed({
        ...common,
        client_id: clientId,
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin',
        exp: iat + seconds.access,
        iat,
        jti: randomUUID(),
        username: user.sub,
      });
      const changeable = { ...user.attributes, email: user.email, email_verified: user.emailVerified, ...add };
      const kept = Object.entries(changeable).filter(([name]) => !suppress.includes(name) && !reserved.has(name));
      const IdToken = signed({
        ...Object.fromEntries(kept),
        ...common,
        'cognito:username': user.sub,
        aud: clientId,
        token_use: 'id',
        exp: iat + seconds.id,
        iat,
        jti: randomUUID(),
      });
      return { AccessToken, IdToken };
    },
    readAccess: (token) => {
      const claims = readSigned(token);
      if (claims?.iss !== issuer) fail('NotAuthorizedException', 'Invalid Access Token');
      if (claims.exp * 1000 <= clock.now()) fail('NotAuthorizedException', 'Access Token has expired');
      return claims;
    },
  };
};
