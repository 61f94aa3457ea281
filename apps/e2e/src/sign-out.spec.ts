import type { Page, Route } from '@playwright/test';
import type { Deployment } from './deployment';
import { needs } from './needs';
import { type Person, personAt } from './person';
import { expect, test } from './test';
import { signInPage, toUserPool } from './way-in';

const noticed = { timeout: 30_000 };
const signOut = async (who: Person) => {
  await who.profile.click();
  await who.page.getByRole('menuitem', { name: 'Sign out' }).click();
};

/** How many rows each store of the page's databases has, and what its local storage names of whoever is signed in. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    const rows: Record<string, number> = {};
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        rows[`${name}/${store}`] = await answer(database.transaction(store).objectStore(store).count());
      database.close();
    }
    const names = Object.keys(localStorage);
    return {
      rows,
      tokens: names.filter((name) => /(access|id|refresh)Token$/i.test(name)).length,
      drafts: names.filter((name) => name.startsWith('parley.draft.')).length,
      // Who is signed in, or signing out.
      hints: names.filter((name) => /^parley\.(signed-in|leaving)$/.test(name)).length,
    };
  });
const nothing = {
  rows: { 'parley-cache/logs': 0, 'parley-cache/states': 0, 'parley-outbox/messages': 0 },
  ...{ tokens: 0, drafts: 0, hints: 0 },
};

/** One conversation, one message that could not be sent, and one that is not written yet. */
const something = {
  rows: { 'parley-cache/logs': 1, 'parley-cache/states': 1, 'parley-outbox/messages': 1 },
  ...{ tokens: 3, drafts: 1, hints: 1 },
};
const writesOffline = async (who: Person) => {
  await expect(who.message('before')).toHaveAttribute('data-seq');
  await who.context.setOffline(true);
  await who.says('never sent');
  await who.composer.fill('half a thought');
  await expect.poll(() => kept(who.page)).toEqual(something);
};
/** Talks with somebody, in two tabs; the second one. */
const inTwoTabs = async (who: Person, other: Person): Promise<Person> => {
  await who.startsDirect(other);
  await who.says('before');
  const tab = personAt(await who.context.newPage(), who);
  await tab.page.goto(who.page.url());
  await tab.sees('before');
  return tab;
};
/** The user pool does as it is told for somebody's page, once `answer` is called. */
const slowPool = async ({ page }: Person, deployment: Deployment, act: (route: Route) => Promise<void>) => {
  let isAsked = false;
  let answer = () => undefined as void;
  const late = new Promise<void>((resolve) => (answer = resolve));
  await page.route(toUserPool(deployment), async (route) => {
    isAsked = true;
    await late;
    await act(route);
  });
  return { isAsked: () => isAsked, answer: () => answer() };
};
const signsOutAllTheSame = async (who: Person) => {
  await signOut(who);
  await who.page.getByRole('dialog', { name: 'Sign out?' }).getByRole('button', { name: 'Sign out' }).click();
};

test('[UX-PWA-5] signing out leaves no message, unsent word, draft or token, whatever another tab held', async ({
  pair: [ana, bo],
  deployment,
}) => {
  test.slow();
  needs(deployment, 'pool');
  const tab = await inTwoTabs(ana, bo);
  await writesOffline(tab);

  // The pool takes its time to answer: what the other tab has must go before it does.
  const pool = await slowPool(ana, deployment, (route) => route.abort('internetdisconnected'));
  await signsOutAllTheSame(ana);
  await expect(signInPage(tab)).toBeVisible(noticed);
  await expect(tab.page.getByRole('status')).toContainText('You signed out in another tab.');
  await expect.poll(async () => (await kept(tab.page)).rows, noticed).toEqual(nothing.rows);
  await expect.poll(pool.isAsked).toBe(true);
  await expect(signInPage(ana)).toHaveCount(0);
  pool.answer();
  await expect(signInPage(ana)).toBeVisible(noticed);
  expect(await kept(ana.page)).toEqual(nothing);
});

test('[UX-PWA-5] a page that is closed as soon as its owner signed out leaves nothing either, once Parley is opened again', async ({
  pair: [ana, bo],
}) => {
  test.slow();
  await ana.startsDirect(bo);
  await ana.says('before');
  await writesOffline(ana);
  // But for what was unsent, nothing was deleted by then: the server is given its time to hear of it first.
  await signsOutAllTheSame(ana);
  await expect.poll(async () => (await kept(ana.page)).hints).toBe(2);
  expect((await kept(ana.page)).rows).toMatchObject({ 'parley-cache/logs': 1, 'parley-cache/states': 1 });
  await ana.page.close();
  await ana.context.setOffline(false);
  const next = personAt(await ana.context.newPage(), ana);
  await next.page.goto('/');
  await expect(signInPage(next)).toBeVisible();
  await expect.poll(() => kept(next.page)).toEqual(nothing);
  await next.signsIn();
  await next.opens('Bo');
  await expect(next.message('before')).toBeVisible();
  await expect(next.composer).toHaveValue('');
});

test('[UX-PWA-5] what signing out deletes goes to nobody, though the network is back before the page has gone', async ({
  pair: [ana, bo],
}) => {
  test.slow();
  const tab = await inTwoTabs(ana, bo);
  await writesOffline(tab);
  await expect(ana.message('never sent')).toBeVisible();
  await signsOutAllTheSame(ana);
  await ana.context.setOffline(false);
  await expect(signInPage(tab)).toBeVisible(noticed);
  await expect(signInPage(ana)).toBeVisible(noticed);
  await expect.poll(() => kept(ana.page), noticed).toEqual(nothing);
  await tab.signsIn();
  await tab.opens('Bo');
  await tab.says('after');
  await bo.opens('Ana');
  await bo.sees('before', 'after');
});

test('[UX-PWA-5] who is back in another tab before the user pool has heard of their sign-out stays signed in there', async ({
  person,
  deployment,
}) => {
  test.slow();
  needs(deployment, 'pool');
  const ana = await person('Ana');
  const tab = personAt(await ana.context.newPage(), ana);
  await tab.page.goto('/');
  await expect(tab.profile).toBeEnabled();
  const pool = await slowPool(ana, deployment, (route) => route.continue());
  await signOut(ana);
  await expect(signInPage(tab)).toBeVisible(noticed);
  await expect.poll(pool.isAsked, noticed).toBe(true);
  await tab.signsIn();
  pool.answer();
  await expect(signInPage(ana)).toBeVisible(noticed);
  await tab.page.reload();
  await expect(tab.profile).toBeEnabled(noticed);
  await expect.poll(async () => (await kept(tab.page)).tokens).toBe(3);
  await expect(signInPage(tab)).toHaveCount(0);
});

test('[UX-PWA-5] who signs out where the browser keeps no more than it has leaves nothing either', async ({ pair }) => {
  const [ana, bo] = pair;
  await ana.startsDirect(bo);
  await ana.says('before');
  await ana.composer.fill('half a thought');
  await expect.poll(async () => (await kept(ana.page)).drafts).toBe(1);
  await ana.page.evaluate(() => {
    for (let size = 1 << 23; size >= 1; size /= 2)
      try {
        for (let n = 0; ; n += 1) localStorage.setItem(`full ${size} ${n}`, 'x'.repeat(size));
      } catch {
        // The next smaller piece.
      }
  });
  await signOut(ana);
  await expect(signInPage(ana)).toBeVisible(noticed);
  expect(await kept(ana.page)).toEqual(nothing);
});
