import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { ulid } from 'ulid';
import { aStranger, mailedCode, signUp } from './account';
import { ask, tokenOf } from './api';
import { needs } from './needs';
import { signsOut } from './settings';
import { expect, test } from './test';
import { signsUp } from './way-in';

/** Every address that a page asked for or opened a socket to, from now on. */
const addressesOf = (page: Page): string[] => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  page.on('websocket', (socket) => addresses.push(socket.url()));
  return addresses;
};

/** What a hostile colleague might call themselves or say. */
const hostile = [
  '<script>window.pwned = 1</script>',
  '<img src=x onerror="window.pwned = 1">',
  '"><svg/onload=window.pwned=1>',
  '[x](javascript:window.pwned=1) javascript:window.pwned=1',
  '{{constructor.constructor("window.pwned=1")()}}',
  '\u202egnp.exe\u202c invoice',
];
const isPwned = (page: Page) => page.evaluate(() => 'pwned' in window);

test('what colleagues say and are called stays text: no markup, no script, no other address @promised', async ({
  person,
}) => {
  const mallory = await person('Mallory <img src=x onerror="window.pwned = 1">');
  const ana = await person('Ana');
  await mallory.startsDirect(ana);
  await mallory.says(...hostile);
  await ana.opens(mallory.name);
  await ana.sees(...hostile);
  for (const { page } of [ana, mallory]) {
    expect(await isPwned(page)).toBe(false);
    const inside = page.getByRole('article');
    expect(await inside.locator('script, svg[onload], img[src="x"]').count()).toBe(0);
    const links = await inside
      .locator('a')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
    expect(links.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([]);
  }
});

test('the browser itself refuses what a hole would let in: inline and foreign script, eval, markup made of text @promised', async ({
  browser,
  deployment,
}) => {
  // Past the fixture that fails on any refusal: here they are what is wanted.
  const context = await browser.newContext({ baseURL: deployment.url });
  try {
    const page = await context.newPage();
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
    const outcome = await page.evaluate(async () => {
      const refused: string[] = [];
      Object.assign(window, { refused });
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        refused.push(effectiveDirective),
      );
      const caught = (attempt: () => unknown): string => {
        try {
          attempt();
          return 'done';
        } catch (error) {
          return error instanceof Error ? error.name : 'thrown';
        }
      };
      const box = document.createElement('div');
      const markup = caught(() => (box.innerHTML = '<img src=x onerror="window.pwned = 1">'));
      const styles = caught(() => (document.createElement('style').innerHTML = 'a > b { color: red }'));
      // Later, by itself: what a debugger calls at once, as here, may evaluate what it likes.
      const evaluated = await new Promise<string>((done) =>
        setTimeout(() => done(caught(() => window.eval('window.pwned = 1')))),
      );
      const address = caught(() => (document.createElement('script').src = 'https://evil.example/x.js'));
      const policy = caught(() =>
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
        ).trustedTypes.createPolicy('another', {}),
      );
      const inline = document.createElement('div');
      inline.setAttribute('style', 'color: red');
      const connected = await fetch('https://evil.example/').then(
        () => 'done',
        () => 'refused',
      );
      return { markup, styles, evaluated, address, policy, connected, pwned: 'pwned' in window };
    });
    expect(outcome).toMatchObject({
      ...{ markup: 'TypeError', styles: 'done', evaluated: 'EvalError', address: 'TypeError', policy: 'TypeError' },
      ...{ connected: 'refused', pwned: false },
    });
    // The page is told of each in its own time.
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { refused: string[] }).refused))
      .toEqual(expect.arrayContaining(['require-trusted-types-for', 'trusted-types', 'connect-src']));
  } finally {
    await context.close();
  }
});

test('no address carries a token, no cookie is kept, and none tells where the page came from @promised', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const account = aStranger('Ana');
  await signUp(deployment, account);
  const ana = await visitor(account);
  const addresses = addressesOf(ana.page);
  await ana.signsIn();
  await ana.startsChannel('General');
  await ana.says('Hello');
  const kept = await ana.page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([name]) => /\.(accessToken|idToken|refreshToken)$/.test(name))
      .map(([, value]) => String(value)),
  );
  expect(kept).toHaveLength(3);
  expect(addresses.some((address) => address.startsWith('ws'))).toBe(true);
  for (const token of kept) {
    const parts = token.split('.');
    for (const address of addresses) for (const part of [token, ...parts.slice(1)]) expect(address).not.toContain(part);
  }
  for (const address of addresses) expect(address).not.toContain(encodeURIComponent(account.password));
  expect(await ana.context.cookies()).toEqual([]);
});

test('no address and no message of the console carries what lets somebody in: invitation, code, sign-up secret, password', async ({
  person,
  visitor,
  deployment,
}) => {
  test.slow();
  const ana = await person('Ana');
  const { token } = await ana.asks('invitations.create', { key: ulid() });
  if (!token) throw new Error('No link was made.');
  const cy = await visitor(aStranger('Cy'));
  const { page } = cy;
  const addresses = addressesOf(page);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(`/invite#${token}`);
  await page.getByRole('link', { name: 'Create account' }).click();
  await signsUp(cy);
  const secretOf = () => page.evaluate((email) => sessionStorage.getItem(`parley.sign-up ${email}`), cy.email);
  const secrets = [token, cy.password, (await secretOf()) ?? '', await mailedCode(deployment, cy.email)];
  addresses.push(page.url());
  await page.getByLabel('Code', { exact: true }).fill(secrets.at(-1)!);
  await expect(cy.profile).toBeEnabled();
  await signsOut(cy);

  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByRole('heading', { name: 'Reset your password', level: 1 })).toBeVisible();
  await page.getByLabel('E-mail').fill(cy.email);
  await page.getByRole('button', { name: 'Send code' }).click();
  const code = await mailedCode(deployment, cy.email, 2);
  // One that is refused first: what is said of it says nothing of what was entered.
  await page.getByLabel('Code', { exact: true }).fill(code === '123456' ? '654321' : '123456');
  const chosen = `${cy.password}new`;
  await page.getByRole('textbox', { name: 'New password' }).fill(chosen);
  await page.getByRole('button', { name: 'Change password and sign in' }).click();
  await expect(page.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/That code is not right/);
  secrets.push(code, chosen, (await secretOf()) ?? '');
  addresses.push(page.url());
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Change password and sign in' }).click();
  await expect(cy.profile).toBeEnabled();
  addresses.push(page.url());

  expect(new Set(secrets.map((secret) => secret.length >= 6)), 'each was seen').toEqual(new Set([true]));
  expect(secrets).toHaveLength(7);
  for (const secret of secrets)
    for (const where of [...addresses, ...said]) {
      expect(where).not.toContain(secret);
      expect(where).not.toContain(encodeURIComponent(secret));
    }
});

test.describe('somebody who comes by a link', () => {
  for (const to of [
    'https://evil.example/',
    '//evil.example',
    'javascript:window.pwned=1',
    '/\\evil.example',
    '/c/../..//evil.example',
  ])
    test(`is led after signing in to a page of ours, whatever the link says: ${to}`, async ({
      visitor,
      deployment,
    }) => {
      needs(deployment, 'codes');
      const account = aStranger('Ana');
      await signUp(deployment, account);
      const ana = await visitor(account);
      await ana.page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
      await ana.signsIn();
      expect(new URL(ana.page.url()).origin).toBe(new URL(deployment.url).origin);
      expect(new URL(ana.page.url()).pathname).toBe('/');
      expect(await isPwned(ana.page)).toBe(false);
    });
});

test('no other page can hold ours in a frame @promised', async ({ browser, deployment }) => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.route('https://evil.example/', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${deployment.url}/"></iframe>` }),
    );
    // The browser puts its own page of refusal into the frame.
    await page.goto('https://evil.example/');
    expect(page.frames().map((frame) => frame.url())).toEqual([
      'https://evil.example/',
      'chrome-error://chromewebdata/',
    ]);
    expect(await page.frameLocator('iframe').getByLabel('E-mail').count()).toBe(0);
  } finally {
    await context.close();
  }
});

test('no foreign page opens a socket or asks anything in the name of somebody, even with their token @promised', async ({
  person,
  deployment,
}) => {
  const ana = await person('Ana');
  const token = await tokenOf(ana.page);
  /** What becomes of it where the page stands: without the token, which no browser adds by itself, and with it. */
  const triesFrom = (page: Page) =>
    page.evaluate(
      async ({ url, bearer }) => {
        const opens = (...more: string[]) =>
          new Promise<string>((done) => {
            const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, ['chat.v1', ...more]);
            socket.onopen = () => (done('open'), socket.close());
            socket.onerror = () => done('refused');
          });
        const asks = fetch(`${url}/api/people/me`, { headers: { authorization: `Bearer ${bearer}` } });
        const answered = asks.then(
          ({ ok }) => (ok ? 'answered' : 'refused'),
          () => 'refused',
        );
        return [await opens(), await opens(`bearer.${bearer}`), await answered];
      },
      { url: new URL(deployment.url).origin, bearer: token },
    );
  // On this machine, too: what comes from elsewhere the browser itself may keep from it, whatever we do.
  const site = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<title>Foreign</title>'),
  );
  await once(site.listen(0, '127.0.0.1'), 'listening');
  const foreign = await ana.context.newPage();
  await foreign.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
  const tried = await triesFrom(foreign).finally(() => site.close());
  expect(tried).toEqual(['refused', 'refused', 'refused']);
  expect(await triesFrom(ana.page)).toEqual(['refused', 'open', 'answered']);
});

test('[DEL-6] a copied token is taken no more once its device has signed out', async ({ visitor, deployment }) => {
  needs(deployment, 'codes');
  const account = aStranger('Ana');
  await signUp(deployment, account);
  const ana = await visitor(account);
  await ana.signsIn();
  const copied = { url: deployment.url, token: await tokenOf(ana.page) };
  expect(await ask(copied, 'people.me', {})).toMatchObject({ person: { name: account.name } });
  await signsOut(ana);
  // Each process counts what it read for 30 s.
  const isTaken = () =>
    ask(copied, 'people.me', {}).then(
      () => true,
      () => false,
    );
  await expect.poll(async () => Promise.all([1, 2, 3, 4, 5, 6].map(isTaken)), { timeout: 40_000 }).not.toContain(true);
});
