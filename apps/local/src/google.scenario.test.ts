import { request } from 'node:https';
import { createHash, randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signInWithRedirect } from 'aws-amplify/auth';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { clientId } from './deployment';
import { useStack } from './testing/a-stack';
import { openSocket } from './testing/a-socket';

const stack = useStack();
const verifier = randomBytes(32).toString('base64url');

/** A browser that follows redirects over TLS, whoever made the certificate, until it would leave `/cognito` and `/google`. */
const aBrowser = (base: string) => {
  const cookies = new Map<string, string>();
  const open = async (address: string, form?: Record<string, string>): Promise<{ url: URL; html: string }> => {
    const url = new URL(address, base);
    if (!/^\/(cognito|google)\//.test(url.pathname)) return { url, html: '' };
    const body = form && new URLSearchParams(form).toString();
    const asked = request(url, {
      method: body === undefined ? 'GET' : 'POST',
      rejectUnauthorized: false,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
    }).end(body);
    const [reply] = (await once(asked, 'response')) as [IncomingMessage];
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
      expect(line).toMatch(/; ?secure/i);
    }
    const html = await text(reply);
    return reply.headers.location ? open(new URL(reply.headers.location, url).href) : { url, html };
  };
  return { open };
};

describe('signing in with Google', () => {
  it('leads over TLS to tokens that both doors take, and back to the page that asked', async () => {
    const { url } = stack();
    const config = (await (await fetch(`${url}/config.json`)).json()) as { userPoolDomain: string };
    const secure = `https://${config.userPoolDomain}`;
    const browser = aBrowser(secure);
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: `${url}/sign-in/google`,
      response_type: 'code',
      identity_provider: 'Google',
      scope: 'openid email profile aws.cognito.signin.user.admin',
      state: 'back to /c/1',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const chooser = await browser.open(`${secure}/oauth2/authorize?${query}`);
    expect(chooser.html).toContain('Gus Google');
    const [, action = ''] = /action="([^"]+)"/.exec(chooser.html) ?? [];
    const { url: back } = await browser.open(new URL(action, chooser.url).href, { email: 'gus@example.com' });
    expect(`${back.origin}${back.pathname}`).toBe(`${url}/sign-in/google`);
    expect(back.searchParams.get('state')).toBe('back to /c/1');

    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: `${url}/sign-in/google`,
      code: back.searchParams.get('code') ?? '',
      code_verifier: verifier,
    });
    // The page asks over TLS; here the same door without it, which needs no trust in the certificate.
    const reply = await fetch(`${url}/cognito/oauth2/token`, { method: 'POST', body: form });
    const { access_token } = (await reply.json()) as { access_token: string };
    const me = await fetch(`${url}/api/people/me`, { headers: { authorization: `Bearer ${access_token}` } });
    expect(await me.json()).toMatchObject({ person: { name: 'Gus Google' } });

    const socket = await openSocket(url.replace('http:', 'https:'), access_token, {
      rejectUnauthorized: false,
      origin: url,
    });
    const hello = await socket.asks('connections.hello', { positions: [], build: 'dev' });
    expect(hello).toMatchObject({ type: 'reply', body: { person: { name: 'Gus Google' } } });
    socket.close();
  });

  it('is what aws-amplify does, which insists on TLS', async () => {
    const { url, certificate } = stack();
    setDefaultCACertificates([...getCACertificates('default'), certificate]);
    // It asks the page where it is, and nothing else of a browser.
    const { origin, hostname } = new URL(url);
    vi.stubGlobal('window', {
      location: { origin, hostname, pathname: '/sign-in' },
      addEventListener: () => undefined, // for somebody who goes back
    });
    onTestFinished(() => {
      setDefaultCACertificates(getCACertificates('bundled'));
      vi.unstubAllGlobals();
    });
    const config = (await (await fetch(`${url}/config.json`)).json()) as Record<string, string>;
    const { userPoolId = '', userPoolClientId = '', userPoolEndpoint = '', userPoolDomain = '' } = config;
    const oauth = {
      domain: userPoolDomain,
      scopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
      redirectSignIn: [`${url}/sign-in/google`],
      redirectSignOut: [`${url}/sign-in`],
      responseType: 'code' as const,
    };
    Amplify.configure({
      Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint, loginWith: { oauth } } },
    });
    const browser = aBrowser(`https://${userPoolDomain}`);
    await signInWithRedirect({
      provider: 'Google',
      options: {
        prompt: 'SELECT_ACCOUNT',
        authSessionOpener: async (address: string) => {
          expect(address).toMatch(`https://${userPoolDomain}/oauth2/authorize?`);
          const chooser = await browser.open(address);
          const [, action = ''] = /action="([^"]+)"/.exec(chooser.html) ?? [];
          const { url: back } = await browser.open(new URL(action, chooser.url).href, { email: 'mia@example.com' });
          return { type: 'success' as const, url: back.href };
        },
      },
    });
    const { tokens } = await fetchAuthSession();
    expect(tokens?.idToken?.payload).toMatchObject({ email: 'mia@example.com', email_verified: true });
    const renewed = await fetchAuthSession({ forceRefresh: true });
    expect(renewed.tokens?.accessToken.payload['origin_jti']).toBe(tokens?.accessToken.payload['origin_jti']);
  });

  it('is told to a page by the name and the scheme under which it was loaded', async () => {
    const { port } = new URL(stack().url);
    const asked = request(`https://127.0.0.1:${port}/config.json`, { rejectUnauthorized: false }).end();
    const [reply] = (await once(asked, 'response')) as [IncomingMessage];
    expect(JSON.parse(await text(reply))).toMatchObject({
      userPoolEndpoint: `https://127.0.0.1:${port}/cognito/`,
      userPoolDomain: `127.0.0.1:${port}/cognito`,
    });
  });
});
