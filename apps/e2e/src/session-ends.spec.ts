import type { Page } from '@playwright/test';
import { expectAccessibleInBoth } from './accessible';
import { agree } from './agreement';
import type { Account } from './account';
import { needs } from './needs';
import { type Person, personAt } from './person';
import { opensSettings, signsOut } from './settings';
import { expect, test } from './test';
import { signInPage, toUserPool } from './way-in';

// A probe has 10 s for its answer, and waits between tries grow (UX-CONN-3, UX-CONN-5).
const noticed = { timeout: 30_000 };

/** Writes what is kept as a draft; it is stored with the switch to another conversation at the latest (UX-DRAFT-1). */
const drafts = async (who: Person, title: string, text: string) => {
  await who.opens(title);
  await who.composer.fill(text);
};

/** On another device of theirs: every sign-in ends, at our doors and in the user pool. */
const signsOutEverywhere = async (device: Person) => {
  await device.signsIn();
  await opensSettings(device, 'Devices');
  await device.page.getByRole('button', { name: 'Sign out everywhere…' }).click();
  const dialog = device.page.getByRole('dialog', { name: 'Sign out everywhere?' });
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(signInPage(device)).toBeVisible();
};

/** Leaves a draft in each of two conversations and a message that could not be sent, and is signed out from elsewhere. */
const isSignedOutInTheMidst = async (ana: Person, bo: Person, visitor: (who: Account) => Promise<Person>) => {
  await ana.startsChannel('Plans', bo);
  await ana.startsDirect(bo);
  await bo.opens('Ana');
  await bo.says('hello');
  await ana.sees('hello');
  await drafts(ana, 'Plans', 'half a plan');
  await ana.opens('Bo');
  await ana.context.setOffline(true);
  await ana.says('written offline');
  await ana.composer.fill('half an answer');
  await signsOutEverywhere(await visitor(ana));
  await ana.context.setOffline(false);
  await expect(signInPage(ana)).toBeVisible(noticed);
  await expect(ana.page.getByRole('status')).toContainText('Your session has ended. Sign in again');
};

test('[UX-DRAFT-1] a session that is ended from elsewhere loses nothing: both drafts are there again, and what was unsent goes out once @first', async ({
  pair: [ana, bo],
  visitor,
}) => {
  test.slow();
  await isSignedOutInTheMidst(ana, bo, visitor);
  await expectAccessibleInBoth(ana.page, 'a session that has ended');
  await ana.signsIn();
  await expect(ana.page.getByRole('heading', { name: 'Bo', level: 1 })).toBeVisible();
  await expect(ana.composer).toHaveValue('half an answer');
  for (const person of [ana, bo]) await person.sees('hello', 'written offline');
  await ana.opens('Plans');
  await expect(ana.composer).toHaveValue('half a plan');
  await ana.opens('Bo');
  await agree([ana, bo], ['hello', 'written offline']);
});

test('who signs in after somebody else on one browser finds nothing of theirs, who finds all of it later', async ({
  pair: [ana, bo],
  person,
  visitor,
}) => {
  test.slow();
  const cy = await person('Cy');
  await cy.startsDirect(bo);
  await isSignedOutInTheMidst(ana, bo, visitor);

  const cyHere = personAt(ana.page, cy);
  await cyHere.signsIn();
  // The address is Ana's conversation, of which Cy is told no more than of any other.
  await expect(cyHere.heading).toHaveText('There is no such conversation here');
  await expect(cyHere.listed('Plans')).toHaveCount(0);
  await cyHere.opens('Bo');
  await expect(cyHere.composer).toHaveValue('');
  await expect(cyHere.messages).toHaveCount(0);
  await expect(cyHere.page.getByRole('button', { name: /unsent/ })).toHaveCount(0);
  await cyHere.says('from Cy');
  await bo.opens('Cy');
  await bo.sees('from Cy');
  await signsOut(cyHere);

  await ana.signsIn();
  await ana.opens('Bo');
  await expect(ana.composer).toHaveValue('half an answer');
  await bo.opens('Ana');
  for (const one of [ana, bo]) await one.sees('hello', 'written offline');
});

/** Makes the page believe that its tokens have expired, as they have after a night. */
const letTokensExpire = (page: Page) =>
  page.evaluate(() => {
    const names = Object.keys(localStorage).filter((name) => name.endsWith('.clockDrift'));
    for (const name of names) localStorage.setItem(name, String(24 * 60 * 60_000));
    return names.length;
  });

test('tokens that cannot be renewed now, for want of a network or of the user pool, end no session', async ({
  pair: [ana, bo],
  deployment,
}) => {
  test.slow();
  needs(deployment, 'pool');
  await ana.startsDirect(bo);
  await ana.says('before');
  await bo.opens('Ana');
  await bo.sees('before');
  const pool = toUserPool(deployment);
  const answers = {
    'no network': (page: Page) => page.route(pool, (route) => route.abort('internetdisconnected')),
    'a pool that is overrun': (page: Page) =>
      page.route(pool, (route) =>
        route.fulfill({
          status: 400,
          headers: { 'access-control-allow-origin': '*' },
          json: { __type: 'TooManyRequestsException', message: 'Rate exceeded' },
        }),
      ),
  };
  for (const [what, fail] of Object.entries(answers)) {
    await fail(ana.page);
    expect(await letTokensExpire(ana.page), what).toBe(1);
    await ana.page.reload();
    await expect(ana.banner, what).toContainText(/Offline|Connecting/, noticed);
    await expect(ana.profile, what).toBeEnabled();
    await expect(signInPage(ana), what).toHaveCount(0);
    await ana.page.unroute(pool);
    await ana.page.evaluate(() => window.dispatchEvent(new Event('online'))); // so that it tries at once
    await expect(ana.banner, what).toHaveCount(0, noticed);
  }
  await ana.says('after');
  await bo.sees('before', 'after');
});
