import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import * as tls from 'node:tls';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signInWithRedirect } from 'aws-amplify/auth';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { aBrowser, signInByGoogle } from './testing/by-google';
import { useStack } from './testing/a-stack';
import { openSocket } from './testing/a-socket';

/** Lets this process ask who has that certificate; Node 20 cannot be told so while it runs, and asks anybody then. */
const trustUntilTheEnd = (certificate: string): void => {
  if ('setDefaultCACertificates' in tls) {
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate]);
    onTestFinished(() => tls.setDefaultCACertificates(tls.getCACertificates('bundled')));
  } else vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
};

const stack = useStack();
describe('signing in with Google', () => {
  it('leads over TLS to tokens that both doors take, and back to the page that asked', async () => {
    const { url } = stack();
    const { accessToken: access_token } = await signInByGoogle(url, 'gus@example.com');
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
    trustUntilTheEnd(certificate);
    // It asks the page where it is, and nothing else of a browser.
    const { origin, hostname } = new URL(url);
    vi.stubGlobal('window', {
      location: { origin, hostname, pathname: '/sign-in' },
      addEventListener: () => undefined, // for somebody who goes back
    });
    onTestFinished(() => {
      vi.unstubAllEnvs();
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
