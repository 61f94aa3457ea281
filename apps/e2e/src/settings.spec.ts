import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { expectAccessibleInBoth } from './accessible';
import { aStranger, founder, mailedCode } from './account';
import { tokenOf } from './api';
import { askCognito } from './deployment';
import { needs } from './needs';
import { opensSettings, signsOut } from './settings';
import { expect, test } from './test';

test('a profile is changed, and colleagues see it @first', async ({ pair: [ana, bo] }) => {
  const { page } = ana;
  const handle = `ana-${randomBytes(4).toString('hex')}`;
  await opensSettings(ana, 'Profile');
  await page.getByLabel('Name').fill('Ana María');
  await page.getByLabel('Handle').fill('1 no handle');
  await expect(page.getByLabel('Handle')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Handle').fill(handle);
  await page.getByRole('radio', { name: 'Purple' }).check();
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
  await page.getByLabel('Status', { exact: true }).fill('On the train');
  await page.getByLabel('Status ends').selectOption({ label: 'In one hour' });
  const save = page.getByRole('button', { name: 'Save profile' });
  await save.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Your profile is saved.' })).toBeVisible();
  await expect(save).toBeFocused();
  await expectAccessibleInBoth(page, 'profile');
  const { people } = await bo.asks('people.find', { email: ana.email });
  expect(people).toMatchObject([
    { name: 'Ana María', handle, colour: 1, timeZone: 'Asia/Tokyo', says: { text: 'On the train' } },
  ]);

  await opensSettings(bo, 'Profile');
  await bo.page.getByLabel('Handle').fill(handle);
  await expect(bo.page.getByLabel('Handle')).toHaveAccessibleDescription(/Somebody has that handle/);
  await bo.page.getByLabel('Handle').fill('everyone');
  await expect(bo.page.getByLabel('Handle')).toHaveAccessibleDescription(/like a call of everyone/);
});

test('a second step is set up, asked for at sign-in, and turned off @promised', async ({ person }) => {
  const ana = await person('Ana');
  const { page } = ana;
  await opensSettings(ana, 'Account');
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
  await expectAccessibleInBoth(page, 'setting up a second step');
  const secret = await page.locator('code').innerText();
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  const field = page.getByLabel('Code from the app');
  await field.fill(app.generate());
  await expect(page.getByText('It is on')).toBeVisible();
  await signsOut(ana);

  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(ana.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible();
  const code = page.getByLabel('Code', { exact: true });
  // No code is valid twice: the next one is, as clocks may differ by a step.
  const next = app.generate({ timestamp: Date.now() + 30_000 });
  await code.fill(next === '000000' ? '111111' : '000000');
  await expect(code).toHaveAccessibleDescription(/That code is not right/);
  await expect(code).toBeFocused();
  await expectAccessibleInBoth(page, 'second step');
  await code.fill(next);
  await expect(ana.profile).toBeEnabled();

  await opensSettings(ana, 'Account');
  await page.getByRole('button', { name: 'Turn off the second step' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible();
  await signsOut(ana);
  await ana.signsIn();
});

test('a password is changed by whoever knows the one before', async ({ person }) => {
  const ana = await person('Ana');
  const { page } = ana;
  await opensSettings(ana, 'Account');
  const after = `${ana.password}new`;
  const current = page.getByRole('textbox', { name: 'Current password' });
  const change = page.getByRole('button', { name: 'Change password' });
  await current.fill('Wrong-password-1!');
  await page.getByRole('textbox', { name: 'New password' }).fill(after);
  await change.click();
  await expect(page.getByText('This is not the password of your account.')).toBeVisible();
  await expect(current).toBeFocused();
  await current.fill(ana.password);
  await change.click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await expect(change).toBeFocused();
  await signsOut(ana);
  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(after);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(ana.profile).toBeEnabled();
});

test('an address is changed by the password and a code from the new mailbox: colleagues find them by it, and it signs in', async ({
  pair: [ana, bo],
  deployment,
}) => {
  const { page } = ana;
  const next = aStranger('Ana').email;
  const proofs: string[] = [];
  page.on('request', (request) => {
    const isAsked = request.method() === 'POST' && new URL(request.url()).pathname === '/api/people/me/address/change';
    if (isAsked) proofs.push(request.headers()['authorization']?.replace('Bearer ', '') ?? '');
  });
  await opensSettings(ana, 'Account');
  const form = page.getByRole('form', { name: 'E-mail address' });
  const address = form.getByLabel('New e-mail address');
  const code = form.getByLabel('Code', { exact: true });
  const send = form.getByRole('button', { name: 'Send code' });
  await expect(address).toHaveAttribute('autocomplete', 'email');
  await address.fill(ana.email);
  await send.click();
  await expect(address).toHaveAccessibleDescription('This is your address already.');
  await expect(address).toBeFocused();

  // Whoever found the device, or copied its tokens, has no password.
  const password = form.getByRole('textbox', { name: 'Your password' });
  await expect(password).toHaveAttribute('autocomplete', 'current-password');
  await address.fill(bo.email);
  await send.click();
  await expect(password).toHaveAccessibleDescription(/Enter your password/);
  await password.fill('Wrong-password-1!');
  await send.click();
  await expect(password).toHaveAccessibleDescription('This is not the password of your account.');
  await expect(password).toBeFocused();
  await expectAccessibleInBoth(page, 'changing an address, with a wrong password');

  // That somebody has an address is told to nobody but who reads its mail.
  await password.fill(ana.password);
  await send.click();
  await code.fill(await mailedCode(deployment, bo.email, 2));
  await expect(address).toHaveAccessibleDescription(/Another account has this address/);
  await expect(address).toBeFocused();
  await expect(password).toHaveValue('');
  await address.fill(next);
  await password.fill(ana.password);
  await send.click();
  await expect(code).toBeFocused();
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code');
  await expect(form.getByText(next)).toBeVisible();
  const right = await mailedCode(deployment, next);
  await code.fill(right === '123456' ? '654321' : '123456');
  await expect(code).toHaveAccessibleDescription(/That code is not right/);
  await expectAccessibleInBoth(page, 'changing an address');
  expect((await bo.asks('people.find', { email: ana.email })).people).toHaveLength(1);
  await code.fill(right);
  await expect(page.getByText('Your address is changed.')).toBeVisible();
  // What proved who is here was for that alone: it is no device, and nothing goes on with it in the pool.
  expect(proofs).toHaveLength(2);
  for (const AccessToken of proofs)
    await expect(askCognito(deployment, 'GetUser', { AccessToken })).rejects.toThrow('has been revoked');
  await page.getByRole('tab', { name: 'Devices' }).click();
  await expect(page.getByRole('list', { name: 'Devices' }).getByRole('listitem')).toHaveText([/This device/]);
  await page.getByRole('tab', { name: 'Account' }).click();
  await expect(page.getByText(`You sign in with ${next}`)).toBeVisible();
  await expectAccessibleInBoth(page, 'a changed address');

  expect((await bo.asks('people.find', { email: next })).people).toMatchObject([{ name: 'Ana', email: next }]);
  await expect(bo.asks('people.find', { email: ana.email })).rejects.toThrow('person_not_found');
  await bo.startsDirect({ ...ana, email: next });
  await signsOut(ana);
  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(ana.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('do not go together');
  await page.getByLabel('E-mail').fill(next);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(ana.profile).toBeEnabled();
});

test('who has a second step is asked for it too before an address is changed', async ({ person, deployment }) => {
  const ana = await person('Ana');
  const { page } = ana;
  const next = aStranger('Ana').email;
  await opensSettings(ana, 'Account');
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const app = new TOTP({ secret: Secret.fromBase32(await page.locator('code').innerText()) });
  await page.getByLabel('Code from the app').fill(app.generate());
  await expect(page.getByText('It is on')).toBeVisible();
  const form = page.getByRole('form', { name: 'E-mail address' });
  const send = form.getByRole('button', { name: 'Send code' });
  await form.getByLabel('New e-mail address').fill(next);
  await form.getByRole('textbox', { name: 'Your password' }).fill(ana.password);
  await send.click();
  const step = form.getByLabel('Code from the app');
  await expect(step).toBeFocused();
  await send.click();
  await expect(step).toHaveAccessibleDescription(/Enter all six digits/);
  await expectAccessibleInBoth(page, 'changing an address, with a second step');
  // No code is valid twice: the next one is, as clocks may differ by a step.
  await step.fill(app.generate({ timestamp: Date.now() + 30_000 }));
  await send.click();
  await form.getByLabel('Code', { exact: true }).fill(await mailedCode(deployment, next));
  await expect(page.getByText(`You sign in with ${next}`)).toBeVisible();
});

test('a device that nobody knows leads to signing out everywhere, which ends every copy of a sign-in', async ({
  person,
  visitor,
  deployment,
}) => {
  const desk = await person('Ana');
  const other = await visitor(desk);
  await other.signsIn();
  const copied = await tokenOf(other.page);
  await opensSettings(desk, 'Devices');
  const devices = desk.page.getByRole('list', { name: 'Devices' }).getByRole('listitem');
  await devices.last().getByRole('button').click();
  const one = desk.page.getByRole('dialog', { name: 'Sign out that device?' });
  await expect(one).toContainText('If you do not know it, sign out everywhere');
  await expectAccessibleInBoth(desk.page, 'signing out one device');
  await one.getByRole('button', { name: 'Sign out everywhere…' }).click();
  const all = desk.page.getByRole('dialog', { name: 'Sign out everywhere?' });
  await expectAccessibleInBoth(desk.page, 'signing out everywhere');
  await all.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(desk.page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  await expect(askCognito(deployment, 'GetUser', { AccessToken: copied })).rejects.toThrow('has been revoked');
});

test('one device signs out another, which says so @first', async ({ person, visitor }) => {
  const desk = await person('Ana');
  const phone = await visitor(desk, { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true });
  await phone.signsIn();
  await opensSettings(desk, 'Devices');
  const devices = desk.page.getByRole('list', { name: 'Devices' }).getByRole('listitem');
  await expect(devices).toHaveCount(2);
  await expect(devices.first()).toContainText('This device');
  await expectAccessibleInBoth(desk.page, 'devices');
  await devices.last().getByRole('button').click();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(devices).toHaveCount(1);
  await expect(phone.page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible({ timeout: 35_000 });
  await expect(phone.page.getByRole('status')).toContainText('Your session has ended');
});

test('an account is deleted with its address typed, and cannot come back in', async ({ person }) => {
  const ana = await person('Ana');
  const { page } = ana;
  await opensSettings(ana, 'Account');
  await page.getByRole('button', { name: 'Delete my account…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
  await dialog.getByLabel('Your e-mail address').fill('somebody@example.com');
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(dialog.getByLabel('Your e-mail address')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessibleInBoth(page, 'deleting an account');
  await dialog.getByLabel('Your e-mail address').fill(ana.email);
  // Whoever found the device knows the address, and not the password.
  const password = dialog.getByRole('textbox', { name: 'Your password' });
  await expect(password).toHaveAttribute('autocomplete', 'current-password');
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(password).toHaveAccessibleDescription(/Enter your password/);
  await password.fill('Wrong-password-1!');
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(password).toHaveAccessibleDescription('This is not the password of your account.');
  await expectAccessibleInBoth(page, 'deleting an account, with a wrong password');
  await password.fill(ana.password);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(ana.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('do not go together');
});

test('who has a second step is asked for it too before an account is deleted', async ({ person }) => {
  const ana = await person('Ana');
  const { page } = ana;
  await opensSettings(ana, 'Account');
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const app = new TOTP({ secret: Secret.fromBase32(await page.locator('code').innerText()) });
  await page.getByLabel('Code from the app').fill(app.generate());
  await expect(page.getByText('It is on')).toBeVisible();
  await page.getByRole('button', { name: 'Delete my account…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
  await dialog.getByLabel('Your e-mail address').fill(ana.email);
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(ana.password);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  const code = dialog.getByLabel('Code from the app');
  await expect(code).toBeFocused();
  // No code is valid twice: the next one is, as clocks may differ by a step.
  await code.fill(app.generate({ timestamp: Date.now() + 30_000 }));
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
});

test('who blocked somebody hears from them again when they say so; read receipts are a choice', async ({
  pair: [ana, bo],
}) => {
  const { page } = ana;
  const { people } = await ana.asks('people.find', { email: bo.email });
  await ana.asks('people.block', { personId: people[0]!.id });
  await opensSettings(ana, 'Privacy');
  await expect(page.getByRole('list', { name: 'Blocked people' })).toContainText(bo.email);
  await expectAccessibleInBoth(page, 'privacy');
  await page.getByRole('button', { name: 'Unblock Bo' }).click();
  await expect(page.getByText('You have blocked nobody.')).toBeVisible();
  expect((await ana.asks('people.blocked', {})).people).toEqual([]);
});

test('what only admins may do is not offered to a member', async ({ person }) => {
  const ana = await person('Ana');
  await opensSettings(ana, 'Invitations');
  await expect(ana.page.getByRole('tab')).toHaveText([
    ...['Profile', 'Account', 'Devices', 'Privacy', 'Writing', 'Invitations'],
  ]);
  await ana.page.goto('/settings/people');
  await expect(ana.page.getByRole('tab', { name: 'Profile' })).toHaveAttribute('aria-selected', 'true');
});

test('the settings fit a phone, each tab of them, and lead back to the conversations', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'owner');
  const { page, ...ana } = await visitor(founder, {
    ...{ viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true },
  });
  await ana.signsIn();
  await ana.profile.tap();
  await page.getByRole('menuitem', { name: 'Settings' }).tap();
  const tabs = page.getByRole('tab');
  await expect(tabs).toHaveText([
    ...['Profile', 'Account', 'Devices', 'Privacy', 'Writing', 'People', 'Invitations', 'Workspace'],
  ]);
  for (const tab of await tabs.all()) {
    const name = await tab.innerText();
    await tab.tap();
    const panel = page.getByRole('tabpanel', { name });
    await expect(panel.getByRole('heading', { level: 2 }).first()).toBeVisible();
    // What there is to do is there: nothing is being read any more.
    await expect(panel.getByRole('button').or(panel.getByRole('switch')).first()).toBeVisible();
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(fits, `${name} fits`).toBe(true);
    await expectAccessibleInBoth(page, `${name} on a phone`);
    const box = await tab.boundingBox();
    expect(box?.height ?? 0, `${name} is large enough for a finger`).toBeGreaterThanOrEqual(44);
  }
  await page.getByRole('link', { name: 'Back to conversations' }).tap();
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible();
});
