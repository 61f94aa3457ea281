import { aStranger, signUp } from './account';
import { expect, test } from './test';

test('with the keyboard alone: sign in, open a conversation, send, and find the way back @first', async ({
  person,
  visitor,
  deployment,
}) => {
  const ana = await person('Ana');
  const account = aStranger('Bo');
  await signUp(deployment, account);
  const bo = await visitor(account);
  const { keyboard } = bo.page;

  await expect(bo.page.getByLabel('E-mail')).toBeFocused();
  await keyboard.type(bo.email);
  await keyboard.press('Tab');
  await keyboard.type(bo.password);
  await keyboard.press('Enter');
  await expect(bo.profile).toBeEnabled();
  await ana.startsDirect(bo);
  await ana.says('Can you hear me?');
  await expect(bo.listed('Ana')).toBeVisible();

  await keyboard.press('Control+k');
  await expect(bo.page.getByRole('combobox', { name: 'Go to a conversation' })).toBeFocused();
  await keyboard.type('an');
  await expect(bo.page.getByRole('option', { selected: true })).toContainText('Ana');
  await keyboard.press('Enter');
  await bo.sees('Can you hear me?');
  await expect(bo.composer).toBeFocused();
  await keyboard.type('Loud');
  await keyboard.press('Shift+Enter');
  await keyboard.type('and clear');
  await keyboard.press('Enter');
  await expect(ana.messages.last()).toHaveText(/Loud\s+and clear$/);

  // Rows are one tab stop before the composer; arrows move among them.
  await keyboard.press('Shift+Tab');
  await expect(bo.timeline).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(bo.messages.last()).toBeFocused();
  await keyboard.press('Home');
  await expect(bo.page.getByRole('article').first()).toBeFocused();
});

test('[UX-A11Y-3] a dialog opened by the keyboard gives the focus back to where it came from', async ({ person }) => {
  const ana = await person('Ana');
  const opener = ana.page.getByRole('button', { name: 'New channel' });
  await opener.focus();
  await ana.page.keyboard.press('Enter');
  await expect(ana.page.getByRole('dialog').getByLabel('Name')).toBeFocused();
  await ana.page.keyboard.press('Escape');
  await expect(ana.page.getByRole('dialog')).toBeHidden();
  await expect(opener).toBeFocused();
});

test('the first Tab of a page leads past the list to the messages', async ({ pair: [ana, bo] }) => {
  await ana.startsDirect(bo);
  await ana.page.reload();
  await expect(ana.composer).toBeFocused();
  await ana.page.goto(new URL('/', ana.page.url()).href);
  await expect(ana.listed('Bo')).toBeVisible();
  await ana.page.keyboard.press('Tab');
  const skip = ana.page.getByRole('link', { name: 'Skip to messages' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await ana.page.keyboard.press('Enter');
  await expect(ana.page.getByRole('main')).toBeFocused();
});

test('[UX-A11Y-3] [UX-KEY-1] every change of a message by keys alone, and the focus is back where it came from', async ({
  pair: [ana, bo],
}) => {
  const { keyboard } = ana.page;
  await ana.startsDirect(bo);
  await ana.says('first', 'second');
  await expect(ana.message('second')).toHaveAttribute('data-seq');
  const first = ana.message('first');
  const opensMenu = async () => {
    await keyboard.press('Shift+F10');
    await expect(ana.page.getByRole('menuitem', { name: 'Add reaction' })).toBeFocused();
  };

  // Up in an empty composer is for the last message of mine; Esc loses nothing of what was typed.
  await ana.composer.press('ArrowUp');
  const field = ana.page.getByRole('textbox', { name: 'Text of the message' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('second');
  await keyboard.type(' thought');
  await keyboard.press('Escape');
  await expect(ana.composer).toBeFocused();
  await ana.composer.press('ArrowUp');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('second thought');
  await keyboard.press('Enter');
  await expect(ana.composer).toBeFocused();

  await keyboard.press('Shift+Tab');
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  await expect(first).toBeFocused();
  await keyboard.press('+');
  await expect(ana.page.getByRole('combobox', { name: 'Search emoji' })).toBeFocused();
  await keyboard.type('heart');
  await keyboard.press('Enter');
  await expect(first).toBeFocused();
  await expect(first.getByRole('button', { name: '❤️, 1, including you' })).toBeVisible();
  await opensMenu();
  await keyboard.press('Escape');
  await expect(first).toBeFocused();
  await opensMenu();
  for (let down = 0; down < 3; down += 1) await keyboard.press('ArrowDown');
  await expect(ana.page.getByRole('menuitem', { name: 'Mark unread from here' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(first).toBeFocused();
  await keyboard.press('Delete');
  await expect(ana.page.getByRole('dialog', { name: 'Delete this message?' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(first).toBeFocused();
  await keyboard.press('r');
  await expect(ana.page.getByText('Replying to Ana: first')).toBeVisible();
  await keyboard.press('Escape');
  await expect(ana.page.getByText('Replying to Ana: first')).toBeHidden();

  // Every region in turn, and round again.
  for (const region of [
    ana.page.getByRole('button', { name: /^Go to a conversation/ }),
    ana.listed('Bo'),
    ana.timeline,
    ana.composer,
  ]) {
    await keyboard.press('F6');
    await expect(region).toBeFocused();
  }
  await bo.opens('Ana');
  await expect(bo.messages).toHaveText([/first.*1$/, /second thought \(edited .+\)$/]);
});

test('the tools of a row go with the pointer, also when it chose from their menu', async ({ pair: [ana, bo] }) => {
  await ana.startsDirect(bo);
  await ana.says('one', 'two');
  const row = ana.message('one');
  await expect(row).toHaveAttribute('data-seq');
  await row.hover();
  await row.getByRole('button', { name: 'More actions' }).click();
  await ana.page.getByRole('menuitem', { name: 'Mark unread from here' }).click();
  await expect(row).toBeFocused();
  await ana.composer.click();
  await ana.page.mouse.move(0, 0);
  await expect(ana.page.getByRole('group', { name: 'Message actions' })).toHaveCount(0);
});
