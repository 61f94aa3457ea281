import { expectAccessibleInBoth } from './accessible';
import { aName, aStranger, founder, signUp } from './account';
import { needs } from './needs';
import { setsUpSecondStep } from './second-step';
import { opensSettings } from './settings';
import { expect, test } from './test';
import { entersPassword } from './way-in';

test.beforeEach(({ deployment }) => {
  needs(deployment, 'owner');
});

test('[AUTH-10] Google does not open an account past its second step, and leads to the password', async ({
  visitor,
  deployment,
}) => {
  test.setTimeout(120_000); // an app is set up, and the way to Google gone twice: the first time links the account
  const account = aStranger('Ana');
  await signUp(deployment, account);
  // aws-amplify insists on TLS for the way to Google, and the one port answers it by a certificate of its own.
  const at = { ...deployment, url: deployment.url.replace('http:', 'https:') };
  const ana = await visitor(account, { ignoreHTTPSErrors: true, at });
  const { page } = ana;
  await ana.signsIn();
  const code = await setsUpSecondStep(ana);

  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await page.getByLabel('Or another e-mail address').fill(ana.email);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Not signed in', level: 1 })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveText('This account has a second step: sign in with your password.');
  const onwards = page.getByRole('button', { name: 'Sign in with your password' });
  await expect(onwards).toBeFocused();
  await expectAccessibleInBoth(page, 'back from Google, with a second step');

  await onwards.click();
  await entersPassword(ana);
  await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible();
  await page.getByLabel('Code', { exact: true }).fill(code());
  await expect(ana.profile).toBeEnabled();
  await opensSettings(ana, 'Account');
  await expect(page.getByText('With a second step you sign in with your password')).toBeVisible();
});

test('[ROLE-2] an owner takes a second step off the account of somebody who lost their app', async ({
  visitor,
  person,
}) => {
  test.setTimeout(120_000); // two browsers, and three sign-ins of one of them
  const [owner, bo] = await Promise.all([visitor(founder), person(aName('Bo'))]);
  await owner.signsIn();
  await setsUpSecondStep(bo);
  await entersPassword(bo);
  await expect(bo.page.getByRole('heading', { name: 'Second step' })).toBeVisible();
  await expect(bo.page.getByText('App lost? An admin of this workspace can take the second step off')).toBeVisible();

  await opensSettings(owner, 'People');
  await owner.page.getByLabel('Find people').fill(bo.name);
  const button = owner.page.getByRole('button', { name: `Reset second step of ${bo.name}` });
  await button.click();
  const dialog = owner.page.getByRole('dialog', { name: 'Take the second step off this account?' });
  await expect(dialog).toContainText(bo.name);
  await expectAccessibleInBoth(owner.page, 'taking a second step away');
  await owner.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
  await button.press('Enter');
  await dialog.getByRole('button', { name: 'Take off' }).click();
  await expect(owner.page.getByText(`The password of ${bo.name} lets them in by itself now.`)).toBeVisible();
  await expect(button).toBeFocused();
  await expectAccessibleInBoth(owner.page, 'people, with a second step taken away');

  await bo.page.getByRole('link', { name: 'Back to sign in' }).click();
  await entersPassword(bo);
  await expect(bo.profile).toBeEnabled();
  await opensSettings(bo, 'Account');
  await expect(bo.page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible();
});
