// Whoever compiles this file needs the declarations too, and an `import` of a file without code would fail when it runs.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./oidc-provider.d.ts" />
import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import Provider, { errors, interactionPolicy } from 'oidc-provider';
import { escapeHtml, htmlPage } from '../html';
import { claimsOf, type GoogleAccount, subOf } from './accounts';
import { memory } from './memory';
import type { GoogleOptions } from './options';

const day = 24 * 3600;

const signingJwk = async (): Promise<object> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
};

const configuration = async ({ client }: GoogleOptions, base: string, accounts: Map<string, GoogleAccount>) => {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return {
    adapter: memory(),
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: client.redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [await signingJwk()] },
    cookies: { keys: [randomBytes(32).toString('base64url')], long: { path: base }, short: { path: base } },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false, // Google puts them into the ID token
    pkce: { required: () => false },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: {
      policy,
      url: (_: unknown, { uid }: { uid: string }) => `${base}/choose/${uid}`,
    },
    ttl: { Session: day, Interaction: 600, Grant: day, AuthorizationCode: 60, AccessToken: 3600, IdToken: 3600 },
    renderError: (ctx: { type: string; body: string }, { error, error_description }: Record<string, string>) => {
      ctx.type = 'html';
      ctx.body = htmlPage('This did not work', `<p>${escapeHtml(`${error}: ${error_description}`)}</p>`);
    },
    findAccount: (_: unknown, accountId: string) => {
      const account = accounts.get(accountId);
      return account && { accountId, claims: () => claimsOf(account) };
    },
  };
};

/** Whether what was thrown says that the sign-in is over, or began in another browser. */
export const isOver = (error: unknown): boolean => error instanceof errors.SessionNotFound;

/** Starts the provider that lies under `base`; `accounts`, by their ids, may grow. */
export const openProvider = async (options: GoogleOptions, base: string) => {
  const accounts = new Map(options.accounts.map((account) => [subOf(account.email), account]));
  const provider = new Provider(options.issuer, await configuration(options, base, accounts));
  return { provider, accounts };
};
