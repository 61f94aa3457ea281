import { expectAccessibleInBoth } from './accessible';
import { aName, type Account } from './account';
import type { Person } from './person';
import { signsOut } from './settings';
import { expect, test } from './test';

/** Does something to a member by the menu of their row, and says yes. */
const does = async (by: Person, act: string, whom: Account, action: string) => {
  await by.doesTo(whom, act);
  const dialog = by.page.getByRole('dialog');
  await dialog.getByRole('button', { name: action, exact: true }).click();
  await expect(dialog).toBeHidden();
};
const notice = ({ page }: Person, words: string) => page.getByRole('status').filter({ hasText: words });

test('[ROLE-3] who is removed or banned while they look elsewhere is told so, and sees nothing of it later, by a link either @first', async ({
  pair: [ana, bo],
}) => {
  test.slow();
  const [plans, launch] = [aName('Plans'), aName('Launch')];
  await ana.startsChannel(plans, bo);
  await ana.says('the plan');
  const link = new URL(ana.page.url()).pathname;
  await ana.startsChannel(launch, bo);
  await bo.opens(launch);

  await ana.opens(plans);
  await does(ana, 'Remove from this channel', bo, 'Remove');
  await expect(notice(bo, `You were removed from ${plans}.`)).toBeVisible();
  await expect(bo.listed(plans)).toHaveCount(0);
  // It is said politely, and takes nothing from under the hand.
  await expect(bo.heading).toHaveText(launch);
  await expect(bo.composer).toBeVisible();
  await expectAccessibleInBoth(bo.page, 'a notice of being removed');
  const size = bo.page.viewportSize()!;
  await bo.page.setViewportSize({ width: 390, height: 844 });
  await expect(notice(bo, `You were removed from ${plans}.`)).toBeInViewport({ ratio: 1 });
  await expectAccessibleInBoth(bo.page, 'a notice of being removed, on a phone');
  await bo.page.setViewportSize(size);

  // Who comes back is told nothing of before.
  await (await ana.members()).getByRole('button', { name: 'Add people' }).click();
  const adds = ana.page.getByRole('dialog', { name: 'Add people' });
  await adds.getByRole('textbox', { name: 'People' }).fill(bo.email);
  await adds.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(bo.listed(plans)).toBeVisible();
  await expect(notice(bo, 'You were removed')).toHaveCount(0);

  await does(ana, 'Ban from this channel', bo, 'Ban');
  await expect(notice(bo, `You were banned from ${plans}.`)).toBeVisible();
  await bo.page.getByRole('button', { name: `Dismiss: ${plans}` }).press('Enter');
  await expect(notice(bo, 'You were banned')).toHaveCount(0);

  // The page of it that is open says what happened, and the keyboard goes on from there.
  await ana.opens(launch);
  await bo.composer.fill('in the midst of a sentence');
  await does(ana, 'Ban from this channel', bo, 'Ban');
  await expect(bo.heading).toHaveText('You were banned from this channel');
  await expect(bo.page.getByRole('link', { name: 'Back to conversations' })).toBeFocused();
  await expectAccessibleInBoth(bo.page, 'banned from what is open');

  // Which of the two depends on what this device had written down by then; either way nothing of it shows.
  const away = /^(There is no such conversation here|You are no longer in this conversation)$/;
  for (const again of [() => bo.page.reload(), () => bo.page.goto(link)]) {
    await again();
    await expect(bo.heading).toHaveText(away);
    await expect(bo.page.getByText('the plan')).toHaveCount(0);
  }
  await signsOut(bo);
});

test('who leaves a channel by themselves, on another device, gets no notice; who was put out while away does', async ({
  pair: [ana, bo],
  visitor,
}) => {
  test.slow();
  const [plans, launch, talk] = [aName('Plans'), aName('Launch'), aName('Talk')];
  for (const name of [plans, launch, talk]) await ana.startsChannel(name, bo);
  await bo.opens(talk);
  const phone = await visitor(bo);
  await phone.signsIn();
  await phone.opens(plans);
  await (await phone.members()).getByRole('button', { name: 'Leave channel' }).click();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Leave channel' }).click();
  await expect(bo.listed(plans)).toHaveCount(0);

  await bo.context.setOffline(true);
  await ana.opens(launch);
  await does(ana, 'Remove from this channel', bo, 'Remove');
  await bo.context.setOffline(false);
  const told = notice(bo, launch);
  await expect(told).toBeVisible({ timeout: 30_000 });
  await expect(told).toHaveText(/You (were removed from|are no longer in) Launch [0-9a-f]+\.$/);
  await expect(bo.listed(launch)).toHaveCount(0);
  for (const one of [bo, phone]) await expect(notice(one, plans)).toHaveCount(0);
});
