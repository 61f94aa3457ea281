// Whoever compiles this file needs the declarations too, and an `import` of a file without code would fail when it runs.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./oidc-provider.d.ts" />
import { generateKeyPair, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import Provider, { errors, interactionPolicy } from 'oidc-provider';
import * as z from 'zod';
import { escapeHtml, htmlPage, sendPage } from '../html';
import { accountOf, claimsOf, type GoogleAccount, subOf } from './accounts';
import { loginForm } from './login-page';
import { memory } from './memory';

export type GoogleOptions = {
  /** Where it is mounted, as an address; `iss` of its ID tokens. The browser may come by another name of this machine. */
  issuer: string;
  /** The one client: the user pool. */
  client: { id: string; secret: string; redirectUris: readonly string[] };
  /** Who can be chosen; any other address can be typed. */
  accounts: readonly GoogleAccount[];
  onError?: (error: unknown) => void;
};

/** A stand-in for Google's OpenID Connect, certified code behind a page of ours. Mount it at the issuer's path. */
export type Google = {
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** What a user pool needs to know of it, with the addresses under the issuer's own. */
  paths: { authorize: string; token: string; jwks: string };
};

const Email = z.email({ pattern: z.regexes.html5Email }).max(254);
const day = 24 * 3600;

const signingJwk = async (): Promise<object> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
};

const configuration = async ({ client, accounts }: GoogleOptions, base: string) => {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  const byId = new Map(accounts.map((account) => [subOf(account.email), account]));
  return {
    byId,
    setup: {
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
        const account = byId.get(accountId);
        return account && { accountId, claims: () => claimsOf(account) };
      },
    },
  };
};

/** Starts it. Sessions and keys are in memory: a restart asks who somebody is again. */
export const google = async (options: GoogleOptions): Promise<Google> => {
  const base = new URL(options.issuer).pathname.replace(/\/$/, '');
  const { setup, byId } = await configuration(options, base);
  const provider = new Provider(options.issuer, setup);
  const report = options.onError ?? ((error) => console.error('google:', error));
  provider.on('server_error', (_, error) => report(error));
  const run = provider.callback();

  const ask = (res: ServerResponse, uid: string, more: { hint?: string | undefined; wrong?: string } = {}) =>
    sendPage(
      res,
      more.wrong === undefined ? 200 : 400,
      'Choose an account',
      loginForm(options.accounts, { action: `${base}/choose/${uid}`, ...more }),
    );

  const choose = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { uid, params } = await provider.interactionDetails(req, res);
    if (req.method !== 'POST') return ask(res, uid, { hint: params['login_hint'] });
    const form = new URLSearchParams(await text(req));
    if (form.has('cancel')) {
      const denied = { error: 'access_denied', error_description: 'The user denied access.' };
      return provider.interactionFinished(req, res, denied);
    }
    const email = Email.safeParse(form.get('email')?.trim());
    if (!email.success) return ask(res, uid, { wrong: 'Enter an e-mail address, such as ana@example.com.' });
    const account = accountOf(options.accounts, email.data);
    const accountId = subOf(account.email);
    byId.set(accountId, byId.get(accountId) ?? account);
    const grant = new provider.Grant({ accountId, clientId: options.client.id });
    grant.addOIDCScope('openid email profile');
    const login = { accountId, remember: true };
    return provider.interactionFinished(req, res, {
      login,
      select_account: {},
      consent: { grantId: await grant.save() },
    });
  };

  return {
    paths: { authorize: `${base}/auth`, token: `${base}/token`, jwks: `${base}/jwks` },
    handle: (req, res) => {
      if (req.url?.startsWith(`${base}/choose/`)) {
        choose(req, res).catch((error: unknown) => {
          if (error instanceof errors.SessionNotFound) {
            return sendPage(res, 400, 'Too late', '<p>This sign-in is over. Go back to the app and start again.</p>');
          }
          report(error);
          return res.writeHead(500).end();
        });
        return;
      }
      // It builds its own addresses from what the two differ in.
      Object.assign(req, { originalUrl: req.url, url: req.url?.slice(base.length) || '/' });
      void run(req, res);
    },
  };
};
