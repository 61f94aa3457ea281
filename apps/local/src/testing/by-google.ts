import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import * as z from 'zod';
import { clientId } from '../deployment';

/** A browser that follows redirects over TLS, whoever made the certificate, until it would leave `/cognito` and `/google`. */
export const aBrowser = (base: string) => {
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

const Config = z.object({ userPoolDomain: z.string() });
const Tokens = z.object({ access_token: z.string() });

/** Goes to the stand-in for Google and back, as a page does: a token, or what the page would read instead. */
export const byGoogle = async (url: string, email: string): Promise<{ accessToken: string } | { refused: string }> => {
  const verifier = randomBytes(32).toString('base64url');
  const config = Config.parse(await (await fetch(`${url}/config.json`)).json());
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
  const { url: back } = await browser.open(new URL(action, chooser.url).href, { email });
  expect(`${back.origin}${back.pathname}`).toBe(`${url}/sign-in/google`);
  expect(back.searchParams.get('state')).toBe('back to /c/1');
  const refused = back.searchParams.get('error_description');
  if (refused !== null) return { refused };

  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: `${url}/sign-in/google`,
    code: back.searchParams.get('code') ?? '',
    code_verifier: verifier,
  });
  // The page asks over TLS; here the same door without it, which needs no trust in the certificate.
  const reply = await fetch(`${url}/cognito/oauth2/token`, { method: 'POST', body: form });
  return { accessToken: Tokens.parse(await reply.json()).access_token };
};

/** Somebody who comes by Google and is let in. */
export const signInByGoogle = async (url: string, email: string): Promise<{ accessToken: string }> => {
  const outcome = await byGoogle(url, email);
  if ('refused' in outcome) throw new Error(`Google let nobody in: ${outcome.refused}`);
  return outcome;
};
