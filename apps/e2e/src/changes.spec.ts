import { expectAccessibleInBoth } from './accessible';
import { expect, test } from './test';

test('[UX-EDIT-1] [UX-EDIT-2] [UX-REACT-2] what is edited, reacted to and deleted looks the same to both, also after a reload @first', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  await ana.says('Lunch at one', 'Bring an umbrela', 'Never mind this');
  await bo.opens('Ana');
  await bo.sees('Lunch at one', 'Bring an umbrela', 'Never mind this');

  await ana.does('Edit', 'umbrela');
  const field = ana.page.getByRole('textbox', { name: 'Text of the message' });
  await expect(field).toBeFocused();
  await field.fill('Bring an umbrella');
  await field.press('Enter');
  await expect(ana.message('Bring an umbrella')).toBeFocused();

  await bo.does('Add reaction', 'Lunch');
  await bo.page.getByRole('combobox', { name: 'Search emoji' }).fill('thumbs up');
  await bo.page.keyboard.press('Enter');
  await ana.message('Lunch').getByRole('button', { name: '👍, 1', exact: true }).click();

  await ana.does('Delete', 'Never mind');
  await expect(ana.page.getByRole('dialog', { name: 'Delete this message?' })).toBeVisible();
  await expectAccessibleInBoth(ana.page, 'delete dialog');
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Delete message' }).click();

  for (const person of [ana, bo]) {
    const look = async () => {
      await expect(person.messages).toHaveText([/Lunch at one/, /Bring an umbrella \(edited .+\)$/, /was deleted\.$/]);
      const chip = person.message('Lunch').getByRole('button', { name: '👍, 2, including you', pressed: true });
      await expect(chip).toBeVisible();
    };
    await look();
    await person.page.reload();
    await look();
  }
  // The words are gone from the server too, not only from the screens.
  const { entries } = await bo.asks('messages.history', { conversationId: bo.conversationId() });
  expect(JSON.stringify(entries)).not.toContain('Never mind');
});

test('[UX-EDIT-3] of two edits the first wins; the second keeps its own text beside the new one', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  await ana.says('draft');
  const second = await ana.context.newPage();
  await second.goto(ana.page.url());
  const [row, field] = [
    second.getByRole('article').filter({ hasText: 'draft' }),
    (page: typeof second) => page.getByRole('textbox', { name: 'Text of the message' }),
  ];
  await row.focus();
  await row.press('e');
  await field(second).fill('from the second tab');
  await ana.composer.press('ArrowUp');
  await field(ana.page).fill('from the first tab');
  await field(ana.page).press('Enter');

  await expect(second.getByRole('alert')).toContainText('from the first tab');
  await expect(field(second)).toHaveValue('from the second tab');
  await bo.opens('Ana');
  await expect(bo.message('from the first tab')).toBeVisible();
  await field(second).press('Enter');
  await expect(bo.messages).toHaveText([/from the second tab \(edited .+\)$/]);
});

test('a reply leads to what it answers, and says so when that was deleted', async ({ pair: [ana, bo] }) => {
  await ana.startsDirect(bo);
  await ana.says('Shall we ship?', 'Second thought: where is the list?');
  await bo.opens('Ana');
  await bo.message('Shall we ship?').focus();
  await bo.page.keyboard.press('r');
  await expect(bo.composer).toBeFocused();
  await expect(bo.page.getByText('Replying to Ana: Shall we ship?')).toBeVisible();
  await bo.says('Yes, today');

  const quote = ana.message('Yes, today').getByRole('button', { name: 'In reply to Ana Shall we ship?' });
  await quote.click();
  await expect(ana.message('Shall we ship?').first()).toBeFocused();
  await ana.page.keyboard.press('Delete');
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Delete message' }).click();
  for (const person of [ana, bo]) await expect(person.message('Yes, today')).toContainText('The original was deleted.');
});

test('[UX-CONN-6] who was away while much was said and changed sees the same as who was there', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  await ana.says('one', 'two', 'three');
  await bo.opens('Ana');
  await bo.sees('one', 'two', 'three');
  await bo.context.setOffline(true);
  await ana.does('Edit', 'two');
  const field = ana.page.getByRole('textbox', { name: 'Text of the message' });
  await field.fill('TWO');
  await field.press('Enter');
  await ana.does('Delete', 'three');
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Delete message' }).click();
  await ana.says('four');
  await bo.does('Add reaction', 'one');
  await bo.page.getByRole('option', { name: 'party popper' }).click();
  // Shown at once, though nobody else can know of it yet (UX-REACT-1).
  await expect(bo.message('one').getByRole('button', { name: '🎉, 1, including you' })).toBeVisible();

  await bo.context.setOffline(false);
  for (const person of [ana, bo]) {
    const look = () => expect(person.messages).toHaveText([/one.*1$/, /TWO \(edited .+\)$/, /was deleted\.$/, /four$/]);
    await look();
    await person.page.reload();
    await look();
  }
});

test('a channel gets another name, and its owner puts somebody out', async ({ pair: [ana, bo] }) => {
  await ana.startsChannel('Lauch', bo);
  await bo.opens('Lauch');
  const members = await ana.members();
  await members.getByRole('button', { name: 'Rename channel' }).click();
  await expect(ana.page.getByRole('dialog').getByLabel('Name')).toBeFocused();
  await expectAccessibleInBoth(ana.page, 'rename dialog');
  await ana.page.getByRole('dialog').getByLabel('Name').fill('Launch');
  await ana.page.keyboard.press('Enter');
  await expect(bo.page.getByRole('heading', { level: 1, name: 'Launch' })).toBeVisible();
  await expect(bo.listed('Launch')).toBeVisible();
  await expect(bo.page.getByRole('article').getByText('Ana renamed this channel to Launch')).toBeVisible();

  await ana.doesTo(bo, 'Remove from this channel');
  await expect(ana.page.getByRole('dialog')).toBeVisible();
  await expectAccessibleInBoth(ana.page, 'remove dialog');
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(bo.page.getByRole('heading', { name: 'You are no longer in this conversation' })).toBeVisible();
  await expect(bo.listed('Launch')).toBeHidden();
  await expect(ana.page.getByRole('article').getByText('Ana removed Bo')).toBeVisible();
  await expect(members.getByRole('listitem')).toHaveCount(1);
});
