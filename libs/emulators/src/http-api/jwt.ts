import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';

/** The public keys of an issuer, as `/.well-known/jwks.json` serves them. */
export interface Jwks {
  keys: JsonWebKey[];
}

export interface JwtConfiguration {
  /** Must equal the claim `iss`. */
  issuer: string;
  /** One of these must be in `aud`, or, when the token has no `aud`, be its `client_id`. */
  audience: string[];
  /** Asked for every token, so that a new key counts at once. */
  jwks: () => Jwks | Promise<Jwks>;
}

export type Claims = Record<string, unknown>;

/** A token that is not accepted; the message is what `www-authenticate` tells the caller. */
export class InvalidToken extends Error {}

/** The claims of a token that holds at `nowMs`. Rejects with InvalidToken. No leeway for clocks that differ. */
export const verifyJwt = async (token: string, { issuer, audience, jwks }: JwtConfiguration, nowMs: number) => {
  const [header64 = '', claims64 = '', signature64 = '', ...more] = token.split('.');
  const header = jsonObject(header64);
  const claims = jsonObject(claims64);
  if (!header || !claims || signature64 === '' || more.length > 0) throw new InvalidToken('the token is malformed');
  if (header.alg !== 'RS256') throw new InvalidToken('signature method invalid');

  const key = (await jwks()).keys.find(({ kid, kty }) => kid !== undefined && kid === header.kid && kty === 'RSA');
  if (!key) throw new InvalidToken('unable to find a signing key that matches the key id of the token');
  const signed = Buffer.from(`${header64}.${claims64}`);
  const signature = Buffer.from(signature64, 'base64url');
  if (!verify('RSA-SHA256', signed, createPublicKey({ key, format: 'jwk' }), signature))
    throw new InvalidToken('the token signature is invalid');

  const now = nowMs / 1000;
  if (typeof claims.exp !== 'number' || claims.exp <= now) throw new InvalidToken('the token has expired');
  const isInTheFuture = (time: unknown) => time !== undefined && !(typeof time === 'number' && time <= now);
  if (isInTheFuture(claims.nbf) || isInTheFuture(claims.iat)) throw new InvalidToken('the token is not valid yet');
  if (claims.iss !== issuer) throw new InvalidToken('the token does not have a valid issuer');
  const audiences = [claims.aud ?? claims.client_id].flat();
  if (!audiences.some((one) => typeof one === 'string' && audience.includes(one)))
    throw new InvalidToken('the token does not have a valid audience');
  return claims;
};

/** The scopes a token holds: words in `scope`, or a list in `scp`. */
export const scopesOf = ({ scope, scp }: Claims): string[] => {
  const given = scope ?? scp;
  if (Array.isArray(given)) return given.filter((one) => typeof one === 'string');
  return typeof given === 'string' ? given.split(' ').filter(Boolean) : [];
};

/** A claim as API Gateway hands it on: always a string; a list such as `cognito:groups` becomes `[a b]`. */
export const claimAsString = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimAsString).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const jsonObject = (base64url: string): Claims | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64url, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
};
