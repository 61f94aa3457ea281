import { bearerToken, type Identity, isAllowedOrigin, tokenVerifier } from '@parley/auth';
import type { AuthConfig, OriginConfig } from './config';

export type Headers = Readonly<Record<string, string | undefined>>;

// Header names come in either case (F10).
const header = (headers: Headers, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

/** Tells our own pages from foreign ones by the `Origin` header. */
export const originGuard =
  ({ ALLOWED_ORIGINS }: OriginConfig) =>
  (headers: Headers): boolean =>
    isAllowedOrigin(header(headers, 'origin'), ALLOWED_ORIGINS);

/** Reads the token of a handshake: whom it speaks for, or null. */
export const handshake = (config: AuthConfig): ((headers: Headers) => Promise<Identity | null>) => {
  const verify = tokenVerifier({
    userPoolId: config.USER_POOL_ID,
    clientId: config.USER_POOL_CLIENT_ID,
    jwks: config.USER_POOL_JWKS,
  });
  return async (headers) => {
    const token = bearerToken(header(headers, 'sec-websocket-protocol'));
    return token === null ? null : verify(token);
  };
};
