import type { Page } from '@playwright/test';
import { expectAccessibleInBoth } from './accessible';
import { aStranger, signUp } from './account';
import { needs } from './needs';
import { opensSettings, signsOut } from './settings';
import { expect, test } from './test';

// The one port answers TLS by a certificate of its own, and aws-amplify insists on TLS for the way to Google.
const screen = { ignoreHTTPSErrors: true };

const goesToGoogle = (page: Page) => page.getByRole('button', { name: 'Continue with Google' }).click();
/** Says who one is at the stand-in, which asks for no password. */
const choosesAtGoogle = async (page: Page, email: string) => {
  await expect(page.getByRole('heading', { name: 'Choose an account' })).toBeVisible();
  await page.getByLabel('Or another e-mail address').fill(email);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
};

test.beforeEach(({ deployment }) => {
  needs(deployment, 'google');
});

test('somebody comes in with Google, goes out, and comes back to the conversation that they asked for @promised', async ({
  visitor,
  person,
}) => {
  const [ana, gina] = await Promise.all([person('Ana'), visitor(aStranger('Gina'), screen)]);
  const { page } = gina;
  await goesToGoogle(page);
  await choosesAtGoogle(page, gina.email);
  await expect(gina.profile).toBeEnabled();
  expect(new URL(page.url()).pathname).toBe('/');

  await opensSettings(gina, 'Account');
  await expect(page.getByText('there is no password to change here')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change password' })).toBeHidden();

  await ana.startsChannel('Launch', gina);
  await ana.says('Welcome');
  await gina.opens('Launch');
  await signsOut(gina);
  await page.goto(new URL(ana.page.url()).pathname);
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  await goesToGoogle(page); // which still knows her
  await expect(page.getByRole('heading', { name: 'Launch', level: 1 })).toBeVisible();
  await gina.sees('Welcome');
  expect(page.url()).toBe(ana.page.url());
});

test('who says no at Google is told so, and may try again for the same page, which is one of ours', async ({
  visitor,
}) => {
  const gina = await visitor(aStranger('Gina'), screen);
  const { page } = gina;
  const asked = `/c/c-${'0'.repeat(31)}1`;
  await page.goto(asked);
  await goesToGoogle(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Not signed in', level: 1 })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('given up before it was done');
  const again = page.getByRole('button', { name: 'Try again' });
  await expect(again).toBeFocused();
  await expectAccessibleInBoth(page, 'back from Google, not signed in');
  await again.click();
  await choosesAtGoogle(page, gina.email);
  await expect(gina.profile).toBeEnabled();
  expect(new URL(page.url()).pathname).toBe(asked);

  await signsOut(gina);
  for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
    await page.goto(`/sign-in?to=${encodeURIComponent(elsewhere)}`);
    await goesToGoogle(page);
    await expect(gina.profile).toBeEnabled();
    expect(new URL(page.url()).origin).toBe(new URL(asked, page.url()).origin);
    expect(new URL(page.url()).pathname).toBe('/');
    await signsOut(gina);
  }
});

test('Google opens the account that its address has already, over TLS on the one port, and with its password too', async ({
  visitor,
  deployment,
  person,
}) => {
  const account = aStranger('Ana');
  const [, bo] = await Promise.all([signUp(deployment, account), person('Bo')]);
  const at = { ...deployment, url: deployment.url.replace('http:', 'https:') };
  const ana = await visitor(account, { ...screen, at });
  const { page } = ana;
  await ana.signsIn();
  await bo.startsDirect(ana);
  await bo.says('Is it you?');
  await ana.opens('Bo');
  await signsOut(ana);

  await goesToGoogle(page);
  await choosesAtGoogle(page, account.email);
  await ana.opens('Bo');
  await ana.sees('Is it you?');
  await ana.says('It is');
  await bo.sees('Is it you?', 'It is');
  expect(page.url()).toMatch(/^https:/);
  expect((await bo.asks('people.find', { email: account.email })).people).toHaveLength(1);
  await opensSettings(ana, 'Account');
  await expect(page.getByText('your address is that of your Google account')).toBeVisible();
  await expect(page.getByLabel('New e-mail address')).toBeHidden();
  await signsOut(ana);
  await ana.signsIn();
  await ana.opens('Bo');
});

test('who was signed out from another device comes back by Google to where they were', async ({ person, visitor }) => {
  test.slow();
  const [bo, ana] = await Promise.all([person('Bo'), person('Ana', screen)]);
  await ana.startsDirect(bo);
  await ana.says('Still there?');
  const other = await visitor(ana);
  await other.signsIn();
  await opensSettings(other, 'Devices');
  await other.page.getByRole('button', { name: /^Sign out .+ on / }).click();
  await other.page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  const signIn = ana.page.getByRole('heading', { name: 'Sign in', level: 1 });
  await expect(signIn).toBeVisible({ timeout: 40_000 });
  await expect(ana.page.getByRole('status')).toContainText('Your session has ended.');
  await goesToGoogle(ana.page);
  await choosesAtGoogle(ana.page, ana.email);
  await expect(ana.page.getByRole('heading', { name: 'Bo', level: 1 })).toBeVisible();
  await ana.sees('Still there?');
});
