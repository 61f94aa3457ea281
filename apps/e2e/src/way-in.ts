import { expect, type Locator } from '@playwright/test';
import type { Deployment } from './deployment';
import type { Person } from './person';

type Newcomer = Pick<Person, 'page' | 'email' | 'password'>;

/** What the page says first where everybody signs in. */
export const signInPage = ({ page }: Pick<Person, 'page'>): Locator =>
  page.getByRole('heading', { name: 'Sign in', level: 1 });

/** The first step of a sign-in, whatever it leads to. */
export const entersPassword = async ({ page, email, password }: Newcomer): Promise<void> => {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

/** Signs in with what is not right, and is told no more than that. */
export const isRefused = async (person: Newcomer): Promise<void> => {
  await entersPassword(person);
  await expect(person.page.getByRole('alert')).toContainText('do not go together');
};

/** Fills in the page of a new account. */
export const fillsSignUp = async ({ page, email, name, password }: Newcomer & { name: string }): Promise<void> => {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
};

/** Asks for an account, on its page; a code is due then. */
export const signsUp = async (person: Newcomer & { name: string }): Promise<void> => {
  await fillsSignUp(person);
  await person.page.getByRole('button', { name: 'Create account' }).click();
  await expect(person.page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
};

/** What a page asks the user pool for; to be used where `needs(deployment, 'pool')` holds. */
export const toUserPool =
  ({ userPoolEndpoint }: Deployment) =>
  (url: URL): boolean =>
    url.href.startsWith(userPoolEndpoint ?? '-');
