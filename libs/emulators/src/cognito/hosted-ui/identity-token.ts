import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../../clock';
import type { Visit } from './desk';
import type { IdentityProvider } from './options';

const Profile = z.object({
  sub: z.string().min(1),
  email: z.email(),
  email_verified: z.boolean().default(false),
  name: z.string().optional(),
  picture: z.string().optional(),
});
const Claims = Profile.extend({ iss: z.string(), aud: z.string(), exp: z.number(), nonce: z.string() });
const Header = z.object({ alg: z.literal('RS256'), kid: z.string() });
const Jwks = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string() })) });
const TokenReply = z.object({ id_token: z.string() });

/** Who somebody is, as their identity provider says. */
export type Profile = z.infer<typeof Profile>;

const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

const json = async (url: string, init: RequestInit = {}): Promise<unknown> => {
  const reply = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}: ${(await reply.text()).slice(0, 500)}`);
  return reply.json();
};

/** Redeems the provider's code, and reads who came with it; rejects unless every part of the ID token is as it must be. */
export const redeemProfile = async (
  provider: IdentityProvider,
  code: string,
  { nonce, verifier, redirectUri }: Visit,
  clock: Pick<Clock, 'now'>,
): Promise<Profile> => {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    client_id: provider.clientId,
    client_secret: provider.clientSecret,
    code_verifier: verifier,
  });
  const { id_token } = TokenReply.parse(await json(provider.tokenUrl, { method: 'POST', body }));
  const [header = '', payload = '', signature = ''] = id_token.split('.');
  const { kid } = Header.parse(decode(header));
  const { keys } = Jwks.parse(await json(provider.jwksUrl));
  const key = keys.find((one) => one.kid === kid);
  if (!key) throw new Error('The ID token names a key that its issuer does not publish.');
  const publicKey = createPublicKey({ key, format: 'jwk' });
  if (!verify('sha256', Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, 'base64url'))) {
    throw new Error('The signature of the ID token is wrong.');
  }
  const claims = Claims.parse(decode(payload));
  const isForUs = claims.iss === provider.issuer && claims.aud === provider.clientId && claims.nonce === nonce;
  if (!isForUs || claims.exp * 1000 <= clock.now()) throw new Error('The ID token is not for this sign-in.');
  return Profile.parse(claims);
};
