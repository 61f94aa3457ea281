import { createHash, timingSafeEqual } from 'node:crypto';
import { bearerToken, type Identity, isAllowedOrigin, tokenVerifier } from '@parley/auth';
import { edgeHeader } from '@parley/protocol';
import type { AuthConfig, EdgeConfig, OriginConfig } from './config';

export type Headers = Readonly<Record<string, string | undefined>>;

// Header names come in either case (F10).
const header = (headers: Headers, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

/** Tells our own pages from foreign ones by the `Origin` header. */
export const originGuard =
  ({ ALLOWED_ORIGINS }: OriginConfig) =>
  (headers: Headers): boolean =>
    isAllowedOrigin(header(headers, 'origin'), ALLOWED_ORIGINS);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Tells what came through CloudFront from what was sent to an API's own address, past the firewall, where anybody could
 * also write any X-Forwarded-For. Without a secret there is nothing to come through, and everything passes.
 */
export const edgeGuard = ({ EDGE_SECRET }: EdgeConfig): ((headers: Headers) => boolean) => {
  if (EDGE_SECRET === undefined) return () => true;
  const expected = digest(EDGE_SECRET);
  // Digests are of one length, and are compared in the same time wherever they differ.
  return (headers) => timingSafeEqual(expected, digest(header(headers, edgeHeader) ?? ''));
};

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
