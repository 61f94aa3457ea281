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

test('[UX-MENT-1] [UX-MENT-2] by keys alone a message is changed to name somebody and everyone, which asks before it is saved', async ({
  pair: [ana, bo],
  deployment,
}) => {
  test.slow();
  await ana.startsChannel('Launch', bo, ...(await crowd(deployment)));
  await ana.says('Lunch at noon');
  await bo.hasUnread('Launch', 1);
  const { page } = ana;
  const { keyboard } = page;
  await ana.composer.press('ArrowUp');
  const field = page.getByRole('textbox', { name: 'Text of the message' });
  const list = page.getByRole('listbox', { name: 'People to mention' });
  const options = list.getByRole('option');
  /** The one that is chosen by Enter is the one that the field announces. */
  const isActive = async (at: number) => {
    await expect(options.nth(at)).toHaveAttribute('aria-selected', 'true');
    await expect(list.getByRole('option', { selected: true })).toHaveCount(1);
    const id = await options.nth(at).getAttribute('id');
    await expect(field).toHaveAttribute('aria-activedescendant', id!);
  };
  await expect(field).toHaveValue('Lunch at noon');

  // Esc closes the list and nothing else; what was typed stays as it is.
  await keyboard.type(' @');
  await isActive(0);
  await keyboard.press('ArrowDown');
  await isActive(1);
  await keyboard.press('ArrowUp');
  await isActive(0);
  await expectAccessibleInBoth(page, 'an edit with the list of people');
  await keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('Lunch at noon @');

  await keyboard.press('Backspace');
  await keyboard.type('@bo');
  await expect(list.getByRole('option', { name: 'Bo', selected: true })).toBeVisible();
  await keyboard.press('Tab');
  await expect(field).toHaveValue('Lunch at noon @Bo ');
  await expect(field).toBeFocused();
  await keyboard.type('and @ever');
  await expect(list.getByRole('option', { name: everyone('notifies 10 people'), selected: true })).toBeVisible();
  await keyboard.press('Enter');
  await expect(field).toHaveValue('Lunch at noon @Bo and @everyone ');
  await expect(list).toHaveCount(0);

  await keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Notify 10 people?' });
  await expect(question).toBeVisible();
  await expectAccessibleInBoth(page, 'whether an edit is to notify everyone');
  await keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('Lunch at noon @Bo and @everyone ');
  await bo.hasUnread('Launch', 1);

  await keyboard.press('Enter');
  const button = (name: string) => question.getByRole('button', { name });
  await expect(button('Close')).toBeFocused();
  for (const next of ['Cancel', 'Save without notifying', 'Notify and save']) {
    await keyboard.press('Tab');
    await expect(button(next)).toBeFocused();
  }
  await keyboard.press('Enter');
  await expect(ana.messages).toHaveText([/Lunch at noon @Bo and @everyone \(edited .+\)$/]);
  await expect(ana.composer).toBeFocused();
  await bo.hasUnread('Launch', 1, 1);
  await bo.opens('Launch');
  await expect(bo.messages).toHaveText([/Lunch at noon @Bo and @everyone \(edited .+\)$/]);
});
