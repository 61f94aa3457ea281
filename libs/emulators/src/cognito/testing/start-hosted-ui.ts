import { createHash, randomBytes } from 'node:crypto';
import { google } from '../../google/google';
import type { CognitoOptions } from '../cognito';
import type { HostedUiOptions, IdentityProvider } from '../hosted-ui/options';
import { aBrowser } from './a-browser';
import { clientId, startPool } from './start-pool';

export const redirectUri = 'http://localhost:4400/';
export const logoutUri = 'http://localhost:4400/bye';
export const accounts = [
  { email: 'ana@example.com', name: 'Ana of Google' },
  { email: 'unchecked@example.com', name: 'Una', emailVerified: false },
];

export type Tokens = {
  id_token: string;
  access_token: string;
  refresh_token: string;
  expires_in: number;
  token_type: string;
};

/** A pool with a hosted page under /cognito, and the stand-in for Google under /google, seen by a browser. */
export const startHostedUi = async (
  given: Partial<CognitoOptions> = {},
  hosted: Partial<HostedUiOptions> = {},
  /** What the pool believes of Google, where it is wrong. */
  believed: Partial<IdentityProvider> = {},
) => {
  const started = await startPool(given, async (endpoint) => {
    const client = { id: 'pool', secret: 'of the pool', redirectUris: [`${endpoint}/cognito/oauth2/idpresponse`] };
    const stand = google({ issuer: `${endpoint}/google`, client, accounts });
    const provider = {
      issuer: `${endpoint}/google`,
      clientId: client.id,
      clientSecret: client.secret,
      authorizeUrl: stand.paths.authorize,
      tokenUrl: `${endpoint}${stand.paths.token}`,
      jwksUrl: `${endpoint}${stand.paths.jwks}`,
      ...believed,
    };
    return {
      options: {
        clock: given.clock ?? Date, // what Google signs is true by the machine's clock
        hostedUi: { redirectUris: [redirectUri], logoutUris: [logoutUri], providers: { Google: provider }, ...hosted },
      },
      handle: (req, res) => {
        if (!req.url?.startsWith('/google/')) return false;
        stand.handle(req, res);
        return true;
      },
    };
  });
  const { endpoint } = started;
  const browser = aBrowser(endpoint);
  const verifier = randomBytes(32).toString('base64url');
  const usual = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    identity_provider: 'Google',
    scope: 'openid email profile aws.cognito.signin.user.admin',
    state: 's-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };

  /** Goes to sign in, as an app sends people; a parameter that is undefined is left out. */
  const authorize = (changes: Record<string, string | undefined> = {}, by = browser) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...usual, ...changes }))
      if (value !== undefined) query.set(name, value);
    return by.open(`/cognito/oauth2/authorize?${query}`);
  };
  const post = (path: string, fields: Record<string, string>) =>
    fetch(`${endpoint}/cognito/oauth2/${path}`, { method: 'POST', body: new URLSearchParams(fields) });

  /** Asks for the tokens of a code. */
  const redeem = (code: string, changes: Record<string, string> = {}) =>
    post('token', {
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
      ...changes,
    });

  /** Chooses an account at Google; gives the address that the app is sent back to. */
  const comeAs = async (email: string, changes: Record<string, string | undefined> = {}): Promise<URL> =>
    (await browser.submit(await authorize({ prompt: 'select_account', ...changes }), { email })).url;

  /** The whole way, to tokens. */
  const signInWithGoogle = async (email: string, changes: Record<string, string | undefined> = {}): Promise<Tokens> => {
    const back = await comeAs(email, changes);
    const reply = await redeem(back.searchParams.get('code') ?? `no code, but ${back.search}`);
    if (!reply.ok) throw new Error(`${await reply.text()} after ${back.href}`);
    return (await reply.json()) as Tokens;
  };
  return { ...started, browser, authorize, redeem, post, comeAs, signInWithGoogle };
};
