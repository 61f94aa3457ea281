import type { Locator, Page } from '@playwright/test';
import { aStranger, mailedCode, signUp } from './account';
import { needs } from './needs';
import { opensSettings } from './settings';
import { expect, test } from './test';

/** What the fields of the form say to password managers and keyboards: name and `autocomplete`, in their order. */
const expectFields = (form: Locator, ...fields: string[]) =>
  expect
    .poll(() =>
      form
        .locator('input')
        .evaluateAll((all) =>
          all.map((input) => `${input.getAttribute('name')}: ${input.getAttribute('autocomplete')}`),
        ),
    )
    .toEqual(fields);
const only = (page: Page) => page.getByRole('form');

test('every form of the way in says to password managers and phones what its fields are @first', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const { page, ...ana } = await visitor(aStranger('Ana'));
  await expectFields(only(page), 'email: username', 'password: current-password');
  await page.goto('/sign-up');
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await expectFields(only(page), 'email: username', 'name: name', 'password: new-password');
  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Name').fill(ana.name);
  await page.getByLabel('Password', { exact: true }).fill(ana.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  await expectFields(only(page), 'code: one-time-code');
  await mailedCode(deployment, ana.email);

  await page.goto('/reset');
  await expectFields(only(page), 'email: username');
  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByRole('button', { name: 'Send code' }).click();
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
  await expectFields(only(page), 'username: username', 'code: one-time-code', 'password: new-password');
});

test('the forms of the account say so, too', async ({ visitor, deployment }) => {
  needs(deployment, 'codes');
  const account = aStranger('Ana');
  await signUp(deployment, account);
  const ana = await visitor(account);
  await ana.signsIn();
  await opensSettings(ana, 'Account');
  const form = (name: string) => ana.page.getByRole('form', { name });
  await expect(form('E-mail address')).toBeVisible();
  await expectFields(form('E-mail address'), 'email: email', 'current: current-password');
  await expectFields(form('Password'), 'username: username', 'current: current-password', 'password: new-password');
  await ana.page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await expect(ana.page.getByLabel('Code from the app')).toBeVisible();
  await expectFields(form('Second step'), 'code: one-time-code');
});
