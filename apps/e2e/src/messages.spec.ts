import { limits, utf8Bytes } from '@parley/protocol';
import { expect, test } from './test';

test('what one person writes is on the other’s screen at once, and both see one order, also after a reload @first', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  await ana.says('Lunch at one?');

  await bo.hasUnread('Ana', 1);
  await expect(bo.page).toHaveTitle('(1) Parley');
  await bo.opens('Ana');
  await bo.sees('Lunch at one?');
  await bo.hasUnread('Ana', 0);
  await expect(bo.page).toHaveTitle('Ana · Parley');

  await bo.says('Yes.', 'The usual place?');
  await ana.sees('Lunch at one?', 'Yes.', 'The usual place?');
  await ana.says('See you there');
  const all = ['Lunch at one?', 'Yes.', 'The usual place?', 'See you there'];
  for (const person of [ana, bo]) {
    await person.sees(...all);
    await person.page.reload();
    await person.sees(...all);
  }
});

test('[UX-A11Y-1] an arriving message is announced once, with its author, and takes no focus', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  await ana.says('Before you came');
  await bo.opens('Ana');
  await bo.sees('Before you came');
  await bo.composer.fill('half a sent');
  await ana.says('While you are here');

  await expect(bo.page.getByRole('log', { name: 'New messages' })).toHaveText('Ana: While you are here');
  await expect(bo.composer).toBeFocused();
  await expect(bo.composer).toHaveValue('half a sent');
});

test('[UX-I18N-4] each message keeps its own direction', async ({ pair: [ana, bo] }) => {
  const arabic = 'صباح الخير Ana، الاجتماع الساعة 10';
  const latin = 'See you there: قاعة الاجتماعات';
  await ana.startsDirect(bo);
  await ana.says(arabic, latin);
  await bo.opens('Ana');
  for (const { page } of [ana, bo]) {
    await expect(page.getByRole('article').getByText(arabic, { exact: true })).toHaveCSS('direction', 'rtl');
    await expect(page.getByRole('article').getByText(latin, { exact: true })).toHaveCSS('direction', 'ltr');
  }
});

test('[UX-COMP-5] a text over 16 KB is not cut: sending is off and the excess is counted, until it fits', async ({
  pair: [ana, bo],
}) => {
  await ana.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ana.startsDirect(bo);
  const send = ana.page.getByRole('button', { name: 'Send', exact: true });
  const megabyte = 2 ** 20;
  await ana.page.evaluate((length) => {
    const words = 'lorem ipsum '.repeat(length / 12 + 1).slice(0, length);
    return navigator.clipboard.writeText(words);
  }, megabyte);
  // Chromium itself takes seconds to lay out so much in any text field.
  await ana.composer.press('Control+V', { timeout: 40_000 });

  await expect(ana.page.getByRole('status').getByText('1,032,192 characters too many')).toBeVisible();
  await expect(send).toBeDisabled();
  await ana.composer.press('Enter');
  expect((await ana.composer.inputValue()).length).toBe(megabyte);
  await expect(ana.messages).toHaveCount(0);

  // Three bytes a character: it is bytes that count.
  const fits = '語'.repeat(limits.textBytes / 3);
  await ana.composer.fill(`${fits}語`);
  await expect(ana.page.getByRole('status').getByText('1 character too many')).toBeVisible();
  await ana.composer.press('Backspace');
  await expect(send).toBeEnabled();
  await send.click();
  await bo.opens('Ana');
  await expect(bo.messages).toHaveCount(1);
  // The server's own word: that nothing was cut is hard to tell from 16 KB on a screen.
  const { entries } = await bo.asks('messages.history', { conversationId: bo.conversationId() });
  const last = entries.at(-1);
  expect(last?.kind === 'message.posted' && utf8Bytes(String((last.body as { text: string }).text))).toBe(
    utf8Bytes(fits),
  );
});

test('[UX-DRAFT-1] a draft survives a reload, in its own conversation alone', async ({ pair: [ana, bo] }) => {
  await ana.startsChannel('Plans');
  await ana.startsDirect(bo);
  await ana.composer.fill('not finished yet');
  await ana.opens('Plans');
  await expect(ana.composer).toHaveValue('');
  await ana.opens('Bo');
  await ana.page.reload();
  await expect(ana.composer).toHaveValue('not finished yet');
});
