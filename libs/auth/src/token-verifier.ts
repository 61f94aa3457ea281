import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwtBaseError } from 'aws-jwt-verify/error';
import { type Jwks, SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod';

/** Who a token speaks for. Times in ms since 1970. */
export type Identity = {
  personId: string;
  /** What the user pool calls them. */
  username: string;
  /** The sign-in that the token comes from (`origin_jti`); the same in every token that it is refreshed to. */
  sessionId: string;
  /** When that sign-in was. */
  authTime: number;
  /** From when on the token is not taken any more: its end, and what clocks may differ by. */
  tokenExpires: number;
};

/** The verdict on a token: its identity, or null. Why it is not good is nobody's business outside. */
export type VerifyToken = (token: string) => Promise<Identity | null>;

/**
 * What our clock and Cognito's may differ by: a token counts so much longer. Both are kept by AWS to well below a
 * second, a laptop's is not; and a token that we refuse while its holder thinks it good leads to a needless sign-in.
 */
export const clockSkewMs = 30_000;

/**
 * The claims of an access token that doors read, with times in seconds; as text where API Gateway has read them.
 * `origin_jti` is there while the pool's client allows revoking tokens: without it no session could be ended.
 */
export const Claims = z
  .object({
    sub: z.string().min(1),
    username: z.string().min(1),
    origin_jti: z.string().min(1),
    auth_time: z.coerce.number().int().positive(),
    exp: z.coerce.number().int().positive(),
    token_use: z.literal('access'),
  })
  .transform(({ sub, username, origin_jti, auth_time, exp }): Identity => ({
    personId: sub,
    username,
    sessionId: origin_jti,
    authTime: auth_time * 1_000,
    tokenExpires: exp * 1_000 + clockSkewMs,
  }));

/** Gets the key set at an address; rejects where that cannot be reached. */
export type FetchKeys = (address: string) => Promise<Jwks>;

const cacheOf = (fetchKeys: FetchKeys) => {
  const fetch = async (address: string): Promise<ArrayBuffer> =>
    new TextEncoder().encode(JSON.stringify(await fetchKeys(address))).buffer;
  return { jwksCache: new SimpleJwksCache({ fetcher: { fetch } }) };
};

/** Whether the token is to blame. That keys cannot be fetched says nothing about it. */
const isNoGood = (error: unknown): boolean =>
  error instanceof z.ZodError || (error instanceof JwtBaseError && !(error instanceof FetchError));

/**
 * Verifies access tokens of one user pool and client: signature, issuer, client, use and expiry.
 * Keys come from the pool's well-known address, fetched once and again when an unknown key turns up, which is how a
 * rotated key is learnt; `jwks` gives them beforehand where that address is not reachable over https, `fetchKeys`
 * fetches them in another way. Rejects where the keys cannot be had: nothing is known about the token then.
 */
export const tokenVerifier = ({
  userPoolId,
  clientId,
  jwks,
  fetchKeys,
}: {
  userPoolId: string;
  clientId: string;
  jwks?: Jwks | undefined;
  fetchKeys?: FetchKeys;
}): VerifyToken => {
  const taken = { userPoolId, clientId, tokenUse: 'access', graceSeconds: clockSkewMs / 1_000 } as const;
  const verifier = CognitoJwtVerifier.create(taken, fetchKeys && cacheOf(fetchKeys));
  if (jwks) verifier.cacheJwks(jwks);
  return async (token) => {
    try {
      // With keys given beforehand nothing is fetched, not even for a token that names an unknown key.
      return Claims.parse(jwks ? verifier.verifySync(token) : await verifier.verify(token));
    } catch (error) {
      if (!isNoGood(error)) throw error;
      return null;
    }
  };
};
