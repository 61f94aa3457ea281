import { ResendConfirmationCodeCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { deliver, mailbox } from './mailbox';
import { type State } from './state';
import { clientId, password, startPool } from './testing/start-pool';

const ana = 'ana@example.com';

const startWithMail = async (...addresses: string[]) => {
  const started = await startPool();
  for (const Username of addresses) {
    await started.sdk.send(new SignUpCommand({ ClientId: clientId, Username, Password: password }));
  }
  return { ...started, read: (query = '', init?: RequestInit) => fetch(`${started.endpoint}/mail${query}`, init) };
};

describe('the mail page', () => {
  it('shows every code, newest first, without any script', async () => {
    const { read, newestCode, sdk, pool } = await startWithMail('bo@example.com', ana);
    await sdk.send(new ResendConfirmationCodeCommand({ ClientId: clientId, Username: 'bo@example.com' }));
    const reply = await read();
    const html = await reply.text();
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('<html lang="en">');
    expect(html).not.toContain('<script');
    expect([...html.matchAll(/<h2>To (.*)<\/h2>/g)].map(([, to]) => to)).toEqual([
      'bo@example.com',
      ana,
      'bo@example.com',
    ]);
    expect([...html.matchAll(/class="code">(\d{6})</g)].map(([, code]) => code)).toEqual(
      pool.mail.list().map(({ code }) => code),
    );
    expect(html).toContain(newestCode(ana));
  });

  it('says so when there is none', async () => {
    const { read } = await startWithMail();
    expect(await (await read()).text()).toContain('No mail yet.');
  });

  it('shows what people typed as text', async () => {
    const hostile = `o'neil&co@example.com`;
    const { read } = await startWithMail(hostile);
    const html = await (await read()).text();
    expect(html).toContain('To o&#39;neil&amp;co@example.com');
    expect(html).not.toContain(hostile);
  });

  it('answers programs with JSON, for one person if they like', async () => {
    const { read, newestCode } = await startWithMail('bo@example.com', ana);
    const mail = { to: ana, subject: 'Your verification code', code: newestCode(ana), sentAt: expect.any(Number) };
    const byQuery = await read('?format=json&to=Ana%40example.com');
    expect(byQuery.headers.get('content-type')).toBe('application/json');
    expect(await byQuery.json()).toMatchObject({ mails: [mail] });
    const byHeader = await read('', { headers: { accept: 'application/json' } });
    expect(await byHeader.json()).toMatchObject({ mails: [mail, { to: 'bo@example.com' }] });
  });

  it('is for reading', async () => {
    const { read } = await startWithMail(ana);
    expect((await read('', { method: 'DELETE' })).status).toBe(405);
    const head = await read('', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('the mailbox', () => {
  it('keeps the latest 200 mails', () => {
    const state: State = { users: new Map(), sessions: new Map(), groups: new Map(), mails: [] };
    for (let number = 1; number <= 205; number += 1) {
      deliver(state, { now: () => number }, { to: ana, subject: 'Code', text: '', code: String(number) });
    }
    const codes = mailbox(state)
      .list()
      .map(({ code }) => code);
    expect([codes.length, codes[0], codes.at(-1)]).toEqual([200, '205', '6']);
  });
});
