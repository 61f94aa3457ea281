import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { sendPage } from '../html';
import { accountOf, subOf } from './accounts';
import { loginForm } from './login-page';
import type { GoogleOptions } from './options';

/** A stand-in for Google's OpenID Connect, certified code behind a page of ours. Mount it at the issuer's path. */
export type Google = {
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** What a user pool needs to know of it, with the addresses under the issuer's own. */
  paths: { authorize: string; token: string; jwks: string };
};

const Email = z.email({ pattern: z.regexes.html5Email }).max(254);
/** What runs behind the page. It is large and seldom asked for, so it is loaded with the first request. */
const open = async (options: GoogleOptions, base: string, report: (error: unknown) => void) => {
  const { isOver, openProvider } = await import('./provider');
  const { provider, accounts } = await openProvider(options, base);
  provider.on('server_error', (_, error) => report(error));
  return { provider, accounts, isOver, run: provider.callback() };
};

/** Starts it. Sessions and keys are in memory: a restart asks who somebody is again. */
export const google = (options: GoogleOptions): Google => {
  const base = new URL(options.issuer).pathname.replace(/\/$/, '');
  const report = options.onError ?? ((error) => console.error('google:', error));
  let opened: ReturnType<typeof open> | undefined;

  const ask = (res: ServerResponse, uid: string, more: { hint?: string | undefined; wrong?: string } = {}) =>
    sendPage(
      res,
      more.wrong === undefined ? 200 : 400,
      'Choose an account',
      loginForm(options.accounts, { action: `${base}/choose/${uid}`, ...more }),
    );

  const choose = async (
    { provider, accounts }: Awaited<ReturnType<typeof open>>,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<void> => {
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
    accounts.set(accountId, accounts.get(accountId) ?? account);
    const grant = new provider.Grant({ accountId, clientId: options.client.id });
    grant.addOIDCScope('openid email profile');
    const login = { accountId, remember: true };
    return provider.interactionFinished(req, res, {
      login,
      select_account: {},
      consent: { grantId: await grant.save() },
    });
  };

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    opened ??= open(options, base, report);
    const running = await opened;
    if (!req.url?.startsWith(`${base}/choose/`)) {
      // It builds its own addresses from what the two differ in.
      Object.assign(req, { originalUrl: req.url, url: req.url?.slice(base.length) || '/' });
      return running.run(req, res);
    }
    return choose(running, req, res).catch((error: unknown) => {
      if (!running.isOver(error)) throw error;
      sendPage(res, 400, 'Too late', '<p>This sign-in is over. Go back to the app and start again.</p>');
    });
  };

  return {
    paths: { authorize: `${base}/auth`, token: `${base}/token`, jwks: `${base}/jwks` },
    handle: (req, res) => {
      answer(req, res).catch((error: unknown) => {
        report(error);
        if (!res.headersSent) res.writeHead(500).end();
      });
    },
  };
};
