import { type Account, aStranger, signUp } from './account';
import { expectAccessibleInBoth } from './accessible';
import type { Deployment } from './deployment';
import { expect, test } from './test';

/** With Ana and Bo they are eleven: one more than anybody may notify. */
const crowd = async (deployment: Deployment): Promise<Account[]> => {
  const others = ['Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal', 'Ida', 'Jo', 'Kit'].map(aStranger);
  await Promise.all(others.map((account) => signUp(deployment, account)));
  return others;
};
const everyone = (note: string) => new RegExp(`everyone.*${note}`);

test('[UX-MENT-2] who may not notify everyone of many is told so before anything is sent, and what to do', async ({
  pair: [ana, bo],
  deployment,
}) => {
  await ana.startsChannel('Launch', bo, ...(await crowd(deployment)));
  await bo.opens('Launch');
  await bo.composer.pressSequentially('Lunch @ever');
  await expect(bo.page.getByRole('option', { name: everyone('only for owners'), selected: true })).toBeVisible();
  await expectAccessibleInBoth(bo.page, 'the list with everyone');
  await bo.composer.press('Enter');
  await expect(bo.composer).toHaveValue('Lunch @everyone ');
  await bo.composer.press('Enter');
  const refusal = bo.page.getByRole('dialog', { name: 'You cannot notify everyone here' });
  await expect(refusal).toContainText('Ask one of them');
  await expectAccessibleInBoth(bo.page, 'who may not notify everyone');
  await refusal.getByRole('button', { name: 'Cancel' }).click();
  await expect(bo.composer).toHaveValue('Lunch @everyone');
  await bo.composer.press('Enter');
  await refusal.getByRole('button', { name: 'Send without notifying' }).click();
  await bo.sees('Lunch @everyone');
  await ana.sees('Lunch @everyone');
});

test('[UX-MENT-2] [UX-READ-3] to notify everyone of many asks with the count, and counts until it is read or deleted @first', async ({
  pair: [ana, bo],
  deployment,
}) => {
  await ana.startsChannel('Launch', bo, ...(await crowd(deployment)));
  await bo.startsDirect(ana);
  await ana.composer.pressSequentially('Now @every');
  await expect(ana.page.getByRole('option', { name: everyone('notifies 10 people'), selected: true })).toBeVisible();
  await ana.composer.press('Tab');
  await ana.composer.press('Enter');
  const question = ana.page.getByRole('dialog', { name: 'Notify 10 people?' });
  await expect(question).toBeVisible();
  await expectAccessibleInBoth(ana.page, 'whether to notify everyone');
  await ana.page.keyboard.press('Escape');
  await expect(ana.composer).toHaveValue('Now @everyone');
  await bo.hasUnread('Launch', 0);
  await ana.composer.press('Enter');
  await question.getByRole('button', { name: 'Notify and send' }).click();
  await ana.hasUnread('Launch', 0);
  await bo.hasUnread('Launch', 1, 1);
  await expect(bo.page).toHaveTitle(/^\(1\) /);

  // Again when it is marked unread, and not once it is deleted.
  await bo.opens('Launch');
  await bo.hasUnread('Launch', 0);
  for (const person of [ana, bo]) await person.sees('Now @everyone');
  await bo.does('Mark unread', 'Now @everyone');
  await bo.hasUnread('Launch', 1, 1);
  await ana.does('Delete', 'Now @everyone');
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Delete message' }).click();
  await bo.hasUnread('Launch', 1);
  await bo.opens('Ana');
  await bo.page.reload();
  await bo.hasUnread('Launch', 1);
});

test('[UX-MENT-2] a few are notified without a question, and their own message notifies nobody of their devices', async ({
  pair: [ana, bo],
}) => {
  await ana.startsChannel('Plans', bo);
  await ana.composer.pressSequentially('Hello @every');
  await expect(ana.page.getByRole('option', { name: everyone('notifies 1 person'), selected: true })).toBeVisible();
  await ana.composer.press('Enter');
  await ana.composer.press('Enter');
  await expect(ana.composer).toHaveValue('');
  await bo.hasUnread('Plans', 1, 1);
  await ana.does('Mark unread', 'Hello @everyone');
  await ana.hasUnread('Plans', 1);
});
