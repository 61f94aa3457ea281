import { type BrowserContext, type BrowserContextOptions, expect, test as base } from '@playwright/test';
import { type Account, aStranger, signUp } from './account';
import { type Deployment, readDeployment } from './deployment';
import { deviceOf, type Stored } from './device';
import { needs } from './needs';
import { type Person, personAt } from './person';
import { regularsOf } from './regulars';

export { expect } from '@playwright/test';

type Screen = BrowserContextOptions & {
  /** Another deployment than the one under test. */
  at?: Deployment;
  /** What the browser keeps from before; nothing where this is absent. */
  stored?: Stored;
};

type Fixtures = {
  /** Somebody at the front page in a browser of their own, not signed in. */
  visitor: (account: Account, screen?: Screen) => Promise<Person>;
  /** Somebody who has just signed up, with nothing in their list, signed in. How one gets there is not what they show. */
  person: (name: string, screen?: Screen) => Promise<Person>;
  /** Two people who never met, each in a browser of their own. */
  pair: [ana: Person, bo: Person];
  /** Two who have accounts wherever the tests run, and who may have been here before: see `regulars.ts`. */
  regularAccounts: [ana: Account, bo: Account];
  /** They, signed in, each in a browser of their own. */
  regulars: [ana: Person, bo: Person];
};

/** A test with people in it. Everyone is new, so tests share nothing and run in any order. */
export const test = base.extend<Fixtures, { deployment: Deployment }>({
  deployment: [
    // Playwright reads the names of the fixtures from an object pattern, so an empty one has to stand here.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const url = process.env['BASE_URL'];
      if (!url) throw new Error('BASE_URL is not set, and the global setup started nothing.');
      await use(await readDeployment(url));
    },
    { scope: 'worker' },
  ],

  visitor: async ({ browser, deployment }, use) => {
    const faults: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (account, { at = deployment, stored, ...screen } = {}) => {
      const context = await browser.newContext({ baseURL: at.url, ...screen });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(`${account.name}: ${error.stack ?? error.message}`));
      page.on('console', (message) => {
        const isRefused = /content security policy|requires 'Trusted/i.test(message.text());
        if (isRefused) faults.push(`${account.name}: ${message.text()}`);
      });
      const earlier =
        stored &&
        (await page.addInitScript((items) => {
          for (const [name, value] of Object.entries(items)) localStorage.setItem(name, value);
        }, stored));
      await page.goto('/');
      // Once: what the page forgets later is gone.
      await earlier?.dispose();
      return personAt(page, account);
    });
    // A worker keeps its browser: whoever is not sent home goes on using the machine in the tests that follow.
    await Promise.all(contexts.map((context) => context.close()));
    expect(faults, 'errors that no code caught, and what the page was not allowed to do').toEqual([]);
  },

  person: async ({ visitor, deployment }, use) => {
    needs(deployment, 'codes');
    await use(async (name, screen = {}) => {
      const account = aStranger(name);
      const at = screen.at ?? deployment;
      await signUp(at, account);
      return isIn(await visitor(account, { ...screen, stored: await deviceOf(at, account) }));
    });
  },

  pair: async ({ person }, use) => {
    await use(await Promise.all([person('Ana'), person('Bo')]));
  },

  regularAccounts: async ({ deployment }, use) => {
    await use(await regularsOf(deployment));
  },

  regulars: async ({ visitor, deployment, regularAccounts: [ana, bo] }, use) => {
    const signedIn = async (account: Account) =>
      isIn(await visitor(account, { stored: await deviceOf(deployment, account) }));
    await use(await Promise.all([signedIn(ana), signedIn(bo)]));
  },
});

const isIn = async (person: Person): Promise<Person> => {
  await expect(person.profile).toBeEnabled();
  return person;
};
