import { aStranger, signUp } from './account';
import { expect, test } from './test';

test('with the keyboard alone: sign in, open a conversation, send, and find the way back', async ({
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
