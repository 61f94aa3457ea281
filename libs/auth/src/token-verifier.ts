import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import * as z from 'zod';

/** Who a token speaks for. */
export type Identity = {
  personId: string;
  /** ms since 1970. */
  tokenExpires: number;
};

/** The verdict on a token: its identity, or null. Why it is not good is nobody's business outside. */
export type VerifyToken = (token: string) => Promise<Identity | null>;

const Claims = z.object({ sub: z.string().min(1), exp: z.number().int().positive() });

/**
 * Verifies access tokens of one user pool and client: signature, issuer, client, use and expiry.
 * Keys come from the pool's well-known address, fetched once and again when an unknown key turns up;
 * `jwks` gives them beforehand where that address is not reachable over https.
 */
export const tokenVerifier = ({
  userPoolId,
  clientId,
  jwks,
}: {
  userPoolId: string;
  clientId: string;
  jwks?: Jwks | undefined;
}): VerifyToken => {
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' });
  if (jwks) verifier.cacheJwks(jwks);
  return async (token) => {
    try {
      // With keys given beforehand nothing is fetched, not even for a token that names an unknown key.
      const { sub, exp } = Claims.parse(jwks ? verifier.verifySync(token) : await verifier.verify(token));
      return { personId: sub, tokenExpires: exp * 1_000 };
    } catch {
      return null;
    }
  };
};
