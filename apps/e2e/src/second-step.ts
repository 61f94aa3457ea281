import { expect } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import type { Person } from './person';
import { opensSettings, signsOut } from './settings';

/** Sets up an authenticator app, and goes out. What the app shows from the next half minute on: no code is good twice. */
export const setsUpSecondStep = async (person: Person): Promise<() => string> => {
  const { page } = person;
  await opensSettings(person, 'Account');
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const app = new TOTP({ secret: Secret.fromBase32(await page.locator('code').innerText()) });
  await page.getByLabel('Code from the app').fill(app.generate());
  await expect(page.getByText('It is on')).toBeVisible();
  await signsOut(person);
  return () => app.generate({ timestamp: Date.now() + 30_000 });
};
