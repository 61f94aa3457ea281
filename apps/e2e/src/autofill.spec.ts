import type { Locator, Page } from '@playwright/test';
import { ulid } from 'ulid';
import { aStranger, mailedCode, signUp } from './account';
import { needs } from './needs';
import { setsUpSecondStep } from './second-step';
import { opensSettings, signsOut } from './settings';
import { expect, test } from './test';
import { entersPassword, signsUp } from './way-in';

/**
 * What the fields of the form say to password managers and keyboards: name and `autocomplete`, in their order. An input of the
 * type `hidden` says nothing, since they pass over it.
 */
const expectFields = (form: Locator, ...fields: string[]) =>
  expect
    .poll(() =>
      form
        .locator('input')
        .evaluateAll((all) =>
          all
            .filter((input) => input.getAttribute('type') !== 'hidden')
            .map((input) => `${input.getAttribute('name')}: ${input.getAttribute('autocomplete')}`),
        ),
    )
    .toEqual(fields);
/**
 * Fills the form as a password manager does: it finds a field by what that says it is for, sets its value past the keyboard
 * and past what the page put in the setter's place, and tells the page by events.
 */
const fillsAsManager = (form: Locator, held: Partial<Record<'one-time-code' | 'new-password', string>>) =>
  form.evaluate((element, values) => {
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    for (const [purpose, value] of Object.entries(values)) {
      const fields = element.querySelectorAll(`input[autocomplete="${purpose}"]:not([type="hidden"])`);
      if (fields.length !== 1) throw new Error(`${fields.length} fields are for a ${purpose}, not one.`);
      setter?.call(fields[0], value);
      for (const type of ['input', 'change']) fields[0]?.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }, held);
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
  await signsUp({ ...ana, page });
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

test('the second step takes the code of a password manager, which says all that is asked', async ({
  person,
  deployment,
}) => {
  test.slow();
  needs(deployment, 'owner');
  const ana = await person('Ana');
  const code = await setsUpSecondStep(ana);
  await entersPassword(ana);
  await expect(ana.page.getByRole('heading', { name: 'Second step' })).toBeVisible();
  await expectFields(only(ana.page), 'code: one-time-code');
  await fillsAsManager(only(ana.page), { 'one-time-code': code() });
  await expect(ana.profile).toBeEnabled();
});

test('who was invited by mail has a password manager make their password, for the address that they came by', async ({
  person,
  visitor,
  deployment,
}) => {
  const ana = await person('Ana');
  const eve = aStranger('Eve');
  await ana.asks('invitations.create', { key: ulid(), email: eve.email });
  const newcomer = await visitor(eve);
  await entersPassword({ ...newcomer, password: await mailedCode(deployment, eve.email) });
  const { page } = newcomer;
  await expect(page.getByRole('heading', { name: 'Choose your password', level: 1 })).toBeVisible();
  await expectFields(only(page), 'username: username', 'name: name', 'password: new-password');
  await expect(page.locator('input[autocomplete="username"]')).toHaveValue(eve.email);
  await fillsAsManager(only(page), { 'new-password': eve.password });
  await page.getByLabel('Name').fill(eve.name);
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(newcomer.profile).toBeEnabled();
  await signsOut(newcomer);
  await newcomer.signsIn();
});
