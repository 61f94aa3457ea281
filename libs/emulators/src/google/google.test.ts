import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aBrowser } from '../cognito/testing/a-browser';
import { subOf } from './accounts';
import { google } from './google';

const back = 'http://localhost:1/back';
const accounts = [{ email: 'ana@example.com', name: 'Ana <b>&"' }];

const start = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { id: 'pool', secret: 'secret', redirectUris: [back] };
  const played = google({ issuer: `${endpoint}/google`, client, accounts });
  server.on('request', (req: IncomingMessage, res: ServerResponse) => played.handle(req, res));
  const browser = aBrowser(endpoint);
  const query = { client_id: 'pool', redirect_uri: back, response_type: 'code', scope: 'openid email profile' };
  const authorize = (more: Record<string, string> = {}) =>
    browser.open(`/google/auth?${new URLSearchParams({ ...query, state: 's', nonce: 'n', ...more })}`);
  const redeem = async (code: string | null) => {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code: code ?? '',
      redirect_uri: back,
      client_id: 'pool',
      client_secret: 'secret',
    });
    const reply = await fetch(`${endpoint}/google/token`, { method: 'POST', body });
    const { id_token } = (await reply.json()) as { id_token: string };
    return JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  };
  return { browser, authorize, redeem, endpoint };
};

describe('the stand-in for Google', () => {
  it('says in its ID token who was chosen, as Google does', async () => {
    const { browser, authorize, redeem, endpoint } = await start();
    const { url } = await browser.submit(await authorize(), { email: 'ana@example.com' });
    expect(url.searchParams.get('state')).toBe('s');
    expect(await redeem(url.searchParams.get('code'))).toMatchObject({
      iss: `${endpoint}/google`,
      aud: 'pool',
      nonce: 'n',
      sub: subOf('ana@example.com'),
      email: 'ana@example.com',
      email_verified: true,
      name: 'Ana <b>&"',
    });
  });

  it('takes any address, whose id is the same each time', async () => {
    const { browser, authorize, redeem } = await start();
    const { url } = await browser.submit(await authorize(), { email: 'Zoe@Example.com' });
    const claims = await redeem(url.searchParams.get('code'));
    expect(claims).toMatchObject({ sub: subOf('zoe@example.com'), name: 'Zoe' });
    expect(claims['sub']).toMatch(/^1\d{20}$/);
  });

  it('knows the browser the next time, and asks again when it is told to', async () => {
    const { browser, authorize } = await start();
    await browser.submit(await authorize(), { email: 'ana@example.com' });
    expect((await authorize()).url.searchParams.has('code')).toBe(true);
    const chooser = await authorize({ prompt: 'select_account', login_hint: '"><i>' });
    expect(chooser.html).toContain('Choose an account');
    expect(chooser.html).toContain('value="&quot;&gt;&lt;i&gt;"');
    expect(chooser.html).toContain('Ana &lt;b&gt;&amp;&quot;');
  });

  it('wants an address that is one', async () => {
    const { browser, authorize } = await start();
    const again = await browser.submit(await authorize(), { email: 'nobody' });
    expect(again.status).toBe(400);
    expect(again.html).toContain('Enter an e-mail address');
    expect((await browser.submit(again, { email: 'ana@example.com' })).url.searchParams.has('code')).toBe(true);
  });

  it('sends nobody anywhere but to its client, and says when a sign-in is over', async () => {
    const { authorize, browser } = await start();
    const page = await authorize({ redirect_uri: 'https://evil.example/<i>' });
    expect(page.status).toBe(400);
    expect(page.html).not.toContain('<i>');
    const late = await browser.open('/google/choose/made-up');
    expect([late.status, late.html.includes('This sign-in is over')]).toEqual([400, true]);
  });
});
