import { Secret, TOTP } from 'otpauth';
import { aName, aStranger, mailedCode, signUp } from './account';
import { needs } from './needs';
import type { Person } from './person';
import { tabsThrough } from './reading-order';
import { opensSettings, signsOut } from './settings';
import { expect, test } from './test';

const heading = ({ page }: Person, name: string) => page.getByRole('heading', { name, level: 1 });
const code = ({ page }: Person) => page.getByLabel('Code', { exact: true });

test('with the keyboard alone: sign up and confirm; Tab goes in reading order, and Enter leads to what is wrong first', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const ana = await visitor(aStranger('Ana'));
  const { page } = ana;
  const { keyboard } = page;
  await page.getByRole('link', { name: 'Create an account' }).press('Enter');
  await expect(heading(ana, 'Create your account')).toBeVisible();
  const [email, name, password] = [
    page.getByLabel('E-mail'),
    page.getByLabel('Name'),
    page.getByLabel('Password', { exact: true }),
  ];
  await expect(email).toBeFocused();
  const stops = await tabsThrough(page.getByRole('main'));
  expect(stops.slice(0, 5)).toEqual(['E-mail', 'Name', 'Password', 'Show password', 'Create account']);

  await email.focus();
  await keyboard.press('Enter');
  await expect(email).toBeFocused();
  for (const field of [email, name, password]) await expect(field).toHaveAttribute('aria-invalid', 'true');
  await keyboard.type(ana.email);
  await keyboard.press('Enter');
  await expect(name).toBeFocused();
  await keyboard.type(ana.name);
  await keyboard.press('Enter');
  await expect(password).toBeFocused();
  await keyboard.type(ana.password);
  await keyboard.press('Enter');

  await expect(heading(ana, 'Check your mail')).toBeVisible();
  await expect(code(ana)).toBeFocused();
  await keyboard.press('Enter');
  await expect(code(ana)).toHaveAccessibleDescription(/Enter all six digits/);
  await expect(code(ana)).toBeFocused();
  expect((await tabsThrough(page.getByRole('main'))).slice(0, 2)).toEqual(['Code', 'Confirm']);
  await code(ana).focus();
  await keyboard.type(await mailedCode(deployment, ana.email));
  await expect(ana.profile).toBeEnabled();
});

test('with the keyboard alone: reset a password', async ({ visitor, deployment }) => {
  needs(deployment, 'codes');
  const before = aStranger('Ana');
  await signUp(deployment, before);
  const ana = await visitor(before);
  const { page } = ana;
  const { keyboard } = page;
  await page.getByRole('link', { name: 'Forgot your password?' }).press('Enter');
  await expect(heading(ana, 'Reset your password')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/Enter your e-mail address/);
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await keyboard.type(before.email);
  await keyboard.press('Enter');

  await expect(heading(ana, 'Choose a new password')).toBeVisible();
  await expect(code(ana)).toBeFocused();
  await keyboard.press('Enter');
  await expect(code(ana)).toHaveAccessibleDescription(/Enter all six digits/);
  await expect(code(ana)).toBeFocused();
  const stops = await tabsThrough(page.getByRole('main'));
  expect(stops.slice(0, 4)).toEqual(['Code', 'New password', 'Show password', 'Change password and sign in']);
  await code(ana).focus();
  await keyboard.type(await mailedCode(deployment, before.email, 2));
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'New password' })).toBeFocused();
  await keyboard.type(`${before.password}new`);
  await keyboard.press('Enter');
  await expect(ana.profile).toBeEnabled();
});

test('with the keyboard alone: set up a second step, and enter its code', async ({ person }) => {
  const ana = await person('Ana');
  const { page } = ana;
  const { keyboard } = page;
  await opensSettings(ana, 'Account');
  await page.getByRole('button', { name: 'Set up an authenticator app' }).press('Enter');
  const app = new TOTP({ secret: Secret.fromBase32(await page.locator('code').innerText()) });
  const field = page.getByLabel('Code from the app');
  await field.focus();
  await keyboard.press('Enter');
  await expect(field).toHaveAccessibleDescription(/six digits/);
  await expect(field).toBeFocused();
  await keyboard.type(app.generate());
  await expect(page.getByText('It is on')).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
  await signsOut(ana);

  await page.getByLabel('E-mail').focus();
  await keyboard.type(ana.email);
  await keyboard.press('Tab');
  await keyboard.type(ana.password);
  await keyboard.press('Enter');
  await expect(heading(ana, 'Second step')).toBeVisible();
  await expect(code(ana)).toBeFocused();
  await keyboard.press('Enter');
  await expect(code(ana)).toHaveAccessibleDescription('Enter all six digits that your app shows.');
  await expect(code(ana)).toBeFocused();
  const stops = await tabsThrough(page.getByRole('main'));
  expect(stops).toEqual(['Code', 'Continue', 'Back to sign in']);
  await code(ana).focus();
  // No code is valid twice: the next one is, as clocks may differ by a step.
  await keyboard.type(app.generate({ timestamp: Date.now() + 30_000 }));
  await expect(ana.profile).toBeEnabled();
});

test('[UX-A11Y-3] with the keyboard alone: sign out another device', async ({ person, visitor }) => {
  const desk = await person('Ana');
  const phone = await visitor(desk);
  await phone.signsIn();
  const { page } = desk;
  const { keyboard } = page;
  await opensSettings(desk, 'Devices');
  const devices = page.getByRole('list', { name: 'Devices' }).getByRole('listitem');
  await expect(devices).toHaveCount(2);
  const opener = devices.last().getByRole('button', { name: /^Sign out / });
  await opener.focus();
  expect(await tabsThrough(page.getByRole('tabpanel', { name: 'Devices' }))).toEqual([
    expect.stringMatching(/^Sign out /),
    'Sign out everywhere…',
  ]);
  await opener.focus();
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Sign out that device?' });
  await expect(dialog).toBeVisible();
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  await keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Sign out', exact: true }).focus();
  await keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(devices).toHaveText([/This device/]);
});

test('with the keyboard alone: make a link, and join by it', async ({ person, visitor, deployment }) => {
  needs(deployment, 'codes');
  const ana = await person('Ana');
  const channel = aName('Launch');
  await ana.startsChannel(channel);
  await opensSettings(ana, 'Invitations');
  const form = ana.page.getByRole('form', { name: 'Invite people' });
  const role = form.getByLabel('As', { exact: true });
  await role.focus();
  await role.press('g');
  await expect(role).toHaveValue('guest');
  await tabsThrough(form);
  await form.getByRole('button', { name: 'Create link' }).press('Enter');
  const link = form.getByRole('textbox', { name: 'Link' });
  await expect(link).toHaveValue(/\/invite#[\w-]{27}$/);
  await expect(form.getByRole('button', { name: 'Create link' })).toBeFocused();

  const cy = await visitor(aStranger('Cy'));
  const { page } = cy;
  await page.goto(await link.inputValue());
  await expect(heading(cy, 'You are invited')).toBeVisible();
  await page.getByRole('link', { name: 'Create account' }).focus();
  await tabsThrough(page.getByRole('main'));
  await page.getByRole('link', { name: 'Create account' }).press('Enter');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type(cy.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(cy.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(cy.password);
  await page.keyboard.press('Enter');
  await expect(code(cy)).toBeFocused();
  await page.keyboard.type(await mailedCode(deployment, cy.email));
  await expect(cy.profile).toBeEnabled();
  expect((await cy.asks('people.me', {})).person.role).toBe('guest');
});
