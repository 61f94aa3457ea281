import type { Locator, Page } from '@playwright/test';
import { aStranger, mailedCode, signUp } from './account';
import { opensSettings } from './settings';
import { expect, test } from './test';

/** What the fields of the form on this page say to password managers and keyboards, by their names, in their order. */
const fieldsOf = async (form: Locator): Promise<string[]> =>
  form
    .locator('input')
    .evaluateAll((inputs) =>
      inputs.map((input) => `${input.getAttribute('name')}: ${input.getAttribute('autocomplete')}`),
    );
const only = (page: Page) => page.getByRole('form');

test('every form of the way in says to password managers and phones what its fields are', async ({
  visitor,
  deployment,
}) => {
  test.skip(!deployment.mailUrl, 'Codes are needed; set MAIL_URL to where they can be read.');
  const { page, ...ana } = await visitor(aStranger('Ana'));
  expect(await fieldsOf(only(page))).toEqual(['email: username', 'password: current-password']);
  await page.goto('/sign-up');
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  expect(await fieldsOf(only(page))).toEqual(['email: username', 'name: name', 'password: new-password']);
  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Name').fill(ana.name);
  await page.getByLabel('Password', { exact: true }).fill(ana.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  expect(await fieldsOf(only(page))).toEqual(['code: one-time-code']);
  await mailedCode(deployment, ana.email);

  await page.goto('/reset');
  expect(await fieldsOf(only(page))).toEqual(['email: username']);
  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByRole('button', { name: 'Send code' }).click();
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  const asked = ['username: username', 'code: one-time-code', 'password: new-password'];
  expect(await fieldsOf(only(page))).toEqual(asked);
});

test('the forms of the account say so, too', async ({ visitor, deployment }) => {
  test.skip(!deployment.mailUrl, 'Codes are needed; set MAIL_URL to where they can be read.');
  const account = aStranger('Ana');
  await signUp(deployment, account);
  const ana = await visitor(account);
  await ana.signsIn();
  await opensSettings(ana, 'Account');
  const form = (name: string) => ana.page.getByRole('form', { name });
  await expect(form('E-mail address')).toBeVisible();
  expect(await fieldsOf(form('E-mail address'))).toEqual(['email: email']);
  const passwords = ['username: username', 'current: current-password', 'password: new-password'];
  expect(await fieldsOf(form('Password'))).toEqual(passwords);
  await ana.page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await expect(ana.page.getByLabel('Code from the app')).toBeVisible();
  expect(await fieldsOf(form('Second step'))).toEqual(['code: one-time-code']);
});
