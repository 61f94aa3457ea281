import { expect } from '@playwright/test';
import type { Person } from './person';
import { signInPage } from './way-in';

/** Opens a tab of the settings, by the keyboard as far as there is a way. */
export const opensSettings = async ({ page }: Person, tab: string): Promise<void> => {
  // A page that was just loaded does not hear keys yet.
  await expect(page.getByRole('button', { name: 'Profile', exact: true })).toBeVisible();
  await page.keyboard.press('Control+Comma');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await page.getByRole('tab', { name: tab }).click();
};

export const signsOut = async ({ page, profile }: Person): Promise<void> => {
  await profile.click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  // Asked where the page was loaded just now, and does not know yet what is unsent.
  const sure = page.getByRole('dialog', { name: 'Sign out?' }).getByRole('button', { name: 'Sign out and delete' });
  await expect(signInPage({ page }).or(sure)).toBeVisible();
  if (await sure.isVisible()) await sure.click();
  await expect(signInPage({ page })).toBeVisible();
};
