import type { Page } from '@playwright/test';
import { expectAccessibleInBoth } from './accessible';
import { type Account, aStranger, mailedCode, signUp } from './account';
import type { Deployment } from './deployment';
import { needs } from './needs';
import { type Person, personAt } from './person';
import { opensSettings, signsOut } from './settings';
import { expect, test } from './test';
import { entersPassword, isRefused, signInPage, signsUp } from './way-in';

const asksForAccount = async (who: Person) => {
  await who.page.getByRole('link', { name: 'Create an account' }).click();
  // The page that is left has a field for an e-mail address too.
  await expect(who.page.getByRole('heading', { name: 'Create your account', level: 1 })).toBeVisible();
  await signsUp(who);
};

test('somebody new signs up with a pasted code, is signed in by it, signs out and in again @promised', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const ana = await visitor(aStranger('Ana'));
  const { page } = ana;
  await asksForAccount(ana);

  const code = await mailedCode(deployment, ana.email);
  const field = page.getByLabel('Code', { exact: true });
  const wrong = code === '123456' ? '654321' : '123456';
  await field.fill(wrong);
  await expect(field).toHaveAccessibleDescription(/That code is not right/);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toBeFocused();

  // As people copy it from a mail: with a space in it. The sixth digit submits.
  await ana.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), ` ${code.slice(0, 3)} ${code.slice(3)} `);
  await field.press('Control+A');
  await field.press('Control+V');
  await expect(page.getByRole('heading', { name: 'Start a conversation' })).toBeVisible();
  await ana.profile.click();
  await expect(page.getByRole('menu').getByText(ana.email)).toBeVisible();
  await page.keyboard.press('Escape');

  await signsOut(ana);
  await page.reload();
  await ana.signsIn();
});

test('a wrong password and an unknown address are answered alike @promised', async ({ visitor, deployment }) => {
  needs(deployment, 'codes');
  const known = aStranger('Ana');
  await signUp(deployment, known);
  const answers: string[] = [];
  const { page } = await visitor(known);
  for (const email of [known.email, aStranger('Nobody').email]) {
    await entersPassword({ page, email, password: 'Wrong-password-1!' });
    const summary = page.getByRole('alert');
    await expect(summary).toContainText('do not go together');
    await expect(summary).toBeFocused();
    answers.push(await summary.innerText());
    await page.reload();
  }
  expect(answers[0]).toBe(answers[1]);
});

/** Somebody with an account, by the password that it has and by the one that they choose next. */
const someForgetful = async (deployment: Deployment): Promise<Record<'before' | 'after', Account>> => {
  const before = aStranger('Ana');
  await signUp(deployment, before);
  return { before, after: { ...before, password: `${before.password}new` } };
};

/** Chooses the password that they have from now on, by the second code that is mailed to them, and is signed in by it. */
const resetsPassword = async ({ page, email, password, profile }: Person, deployment: Deployment) => {
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByRole('heading', { name: 'Reset your password', level: 1 })).toBeVisible();
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send code' }).click();
  await page.getByLabel('Code', { exact: true }).fill(await mailedCode(deployment, email, 2));
  await page.getByRole('textbox', { name: 'New password' }).fill(password);
  await page.getByRole('button', { name: 'Change password and sign in' }).click();
  await expect(profile).toBeEnabled();
};

test('a forgotten password is reset by a code, and the old one no longer works @promised', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const { before, after } = await someForgetful(deployment);
  const ana = await visitor(after);
  await resetsPassword(ana, deployment);
  await signsOut(ana);

  await isRefused({ ...before, page: ana.page });
});

test('[AUTH-3] just after a reset another device is told how long to wait, and the page of it may do all at once', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const { after } = await someForgetful(deployment);
  const [ana, phone] = [await visitor(after), await visitor(after)];
  await resetsPassword(ana, deployment);

  await entersPassword(phone);
  const told = phone.page.getByRole('alert');
  await expect(told).toContainText(
    /was chosen anew just now.*wait \d+ (minute|second)s?, then sign in here with the new password/,
  );
  await expect(told).toBeFocused();

  await opensSettings(ana, 'Account');
  await ana.page.getByRole('button', { name: 'Delete my account…' }).click();
  const dialog = ana.page.getByRole('dialog', { name: 'Delete your account?' });
  await dialog.getByLabel('Your e-mail address').fill(after.email);
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(after.password);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(signInPage(ana)).toBeVisible();
});

/** The page that follows a code where no password counts yet; the next code is on its way there. */
const choosesPassword = async (who: Person, deployment: Deployment, nthMail: number) => {
  const { page } = who;
  await expect(page.getByRole('heading', { name: 'Choose your password', level: 1 })).toBeVisible();
  await expect(page.getByText(/no password counts until you choose one/)).toBeVisible();
  await expectAccessibleInBoth(page, 'choosing a password after the code');
  await page.getByLabel('Code', { exact: true }).fill(await mailedCode(deployment, who.email, nthMail));
  await page.getByRole('textbox', { name: 'New password' }).fill(who.password);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(who.profile).toBeEnabled();
};

test('[AUTH-11] who signs up with an address that a stranger took first gets the account, and the stranger’s password opens it never', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const account = aStranger('Ana');
  const stranger = { ...account, name: 'Mallory', password: `${account.password}-of-mallory` };
  const mallory = await visitor(stranger);
  await asksForAccount(mallory);

  const ana = await visitor(account);
  await asksForAccount(ana);
  // The code that the stranger had sent to Ana's mailbox.
  await ana.page.getByLabel('Code', { exact: true }).fill(await mailedCode(deployment, account.email));
  await expect(ana.page.getByRole('heading', { name: 'Choose your password', level: 1 })).toBeVisible();
  const isKeptOut = async () => {
    await mallory.page.goto('/sign-in');
    await isRefused(mallory);
  };
  await isKeptOut();
  await choosesPassword(ana, deployment, 2);
  await isKeptOut();
});

test('[AUTH-11] who signs up on one device and enters the code on another chooses the password there', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const account = aStranger('Ana');
  await asksForAccount(await visitor(account));

  const phone = await visitor(account);
  const { page } = phone;
  await entersPassword(phone);
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  await page.getByLabel('Code', { exact: true }).fill(await mailedCode(deployment, account.email, 2));
  await choosesPassword(phone, deployment, 3);
});

test('[AUTH-11] the page of the code goes on after a reload with the password of before', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const ana = await visitor(aStranger('Ana'));
  const { page } = ana;
  await asksForAccount(ana);
  await page.reload();
  await page.getByLabel('Code', { exact: true }).fill(await mailedCode(deployment, ana.email));
  await expect(page.getByText('Your address is confirmed. Sign in to start.')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(ana.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(ana.profile).toBeEnabled();
});

test('the page of the code says the same of an address that is free and of one that is taken, and takes no code for either', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const taken = aStranger('Ana');
  await signUp(deployment, taken);
  const said: string[] = [];
  for (const email of [taken.email, taken.email.replace('ana', 'ama')]) {
    // By a password of their own: whoever has the holder's is let in by it.
    const who = await visitor({ ...aStranger('Ana'), email });
    await asksForAccount(who);
    await expect(who.page.getByText(/If this address may join and has no account yet/)).toBeVisible();
    const field = who.page.getByLabel('Code', { exact: true });
    await field.fill((await mailedCode(deployment, email)) === '123456' ? '654321' : '123456');
    await expect(field).toHaveAccessibleDescription(/That code is not right, or too old/);
    said.push(await who.page.getByRole('main').innerText());
  }
  // What differs is how many seconds are left until another code may be sent.
  const words = said.map((text) => text.replace(/in \d+ s/, 'in a while'));
  expect(words[0]).toBe(words[1]);
});

/** Turns the last part of a kept token around: the signature of an access token, the secret of a refresh token. */
const tamper = (page: Page, which: RegExp) =>
  page.evaluate((pattern) => {
    const names = Object.keys(localStorage).filter((name) => new RegExp(pattern).test(name));
    for (const name of names) {
      const parts = (localStorage.getItem(name) ?? '').split('.');
      const last = [...(parts.pop() ?? '')].reverse().join('');
      localStorage.setItem(name, [...parts, last].join('.'));
    }
    return names.length;
  }, which.source);

test('a session that is no longer good ends with its reason, and signing in leads back to the same place', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  await ana.says('Still here?');
  expect(await tamper(ana.page, /^CognitoIdentityServiceProvider\..+\.(accessToken|refreshToken)$/)).toBe(2);
  await ana.page.reload();

  await expect(signInPage(ana)).toBeVisible();
  await expect(ana.page.getByRole('status')).toContainText('Your session has ended. Sign in again');
  await ana.signsIn();
  await expect(ana.page.getByRole('heading', { name: 'Bo', level: 1 })).toBeVisible();
  await ana.sees('Still here?');
});

test('an access token that the server refuses is renewed without a word, as long as the session is good @promised', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  expect(await tamper(ana.page, /^CognitoIdentityServiceProvider\..+\.accessToken$/)).toBe(1);
  await ana.page.reload();
  await ana.says('Back again');
  await bo.opens('Ana');
  await bo.sees('Back again');
  await expect(ana.page.getByRole('heading', { name: 'Bo', level: 1 })).toBeVisible();
});

test('signing out in one tab signs out the other, and says so', async ({ person }) => {
  const ana = await person('Ana');
  const tab = personAt(await ana.context.newPage(), ana);
  await tab.page.goto('/');
  await signsOut(tab);
  await expect(signInPage(ana)).toBeVisible();
  await expect(ana.page.getByRole('status')).toContainText('You signed out in another tab.');
});

test('a session that one tab finds no longer good ends for the same reason in the other', async ({ person }) => {
  const ana = await person('Ana');
  const tab = personAt(await ana.context.newPage(), ana);
  await tab.page.goto('/');
  await expect(tab.profile).toBeEnabled();
  expect(await tamper(tab.page, /^CognitoIdentityServiceProvider\..+\.(accessToken|refreshToken)$/)).toBe(2);
  await tab.page.reload();
  for (const { page } of [tab, ana]) {
    await expect(signInPage({ page })).toBeVisible();
    await expect(page.getByRole('status')).toContainText('Your session has ended.');
  }
});

test('who signs in with another account in one tab is told in the other why it shows nothing any more', async ({
  visitor,
  deployment,
}) => {
  needs(deployment, 'codes');
  const [account, other] = [aStranger('Ana'), aStranger('Bo')];
  for (const one of [account, other]) await signUp(deployment, one);
  const bo = await visitor(other);
  const ana = personAt(await bo.context.newPage(), account);
  await ana.page.goto('/');
  await ana.signsIn();
  await bo.signsIn();
  await expect(signInPage(ana)).toBeVisible();
  await expect(ana.page.getByRole('status')).toContainText('Another account was signed in in another tab');
  await expectAccessibleInBoth(ana.page, 'another account in another tab');
  await ana.page.reload();
  await personAt(ana.page, other).profile.click();
  await expect(ana.page.getByRole('menu').getByText(other.email)).toBeVisible();
});
