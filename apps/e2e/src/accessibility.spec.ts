import type { BrowserContextOptions } from '@playwright/test';
import { expectAccessible } from './accessible';
import { aStranger } from './account';
import { needs } from './needs';
import { expect, test } from './test';
import { signsUp } from './way-in';

const phone = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true };
const screens: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { ...phone, colorScheme: 'light' },
};

for (const [name, screen] of Object.entries(screens)) {
  // One way of looking is enough for every run: the journeys look at what they open in the light and in the dark.
  const tag = name === 'light' ? ' @promised' : '';
  test(`axe finds nothing on the way in (${name})${tag}`, async ({ visitor }) => {
    const { page } = await visitor(aStranger('Ana'), screen);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    // Else the dark pages would be light ones, looked at twice.
    await expect(page.locator('html')).toHaveCSS('color-scheme', screen.colorScheme!);
    await expectAccessible(page, 'sign in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page, 'sign in, with an error');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill('Half-way');
    await expectAccessible(page, 'sign up');
    await page.goto('/reset');
    await expect(page.getByRole('heading', { name: 'Reset your password' })).toBeVisible();
    await expectAccessible(page, 'reset');
  });

  test(`axe finds nothing where codes are asked for (${name})${tag}`, async ({ visitor, deployment }) => {
    needs(deployment, 'codes');
    const { page, ...ana } = await visitor(aStranger('Ana'), screen);
    await page.goto('/reset');
    await page.getByLabel('E-mail').fill(ana.email);
    await page.getByRole('button', { name: 'Send code' }).click();
    await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible();
    await expectAccessible(page, 'new password');
    await page.goto('/sign-up');
    await signsUp({ ...ana, page });
    await expectAccessible(page, 'confirm');
    await page.getByLabel('Code', { exact: true }).fill('12');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByLabel('Code', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page, 'confirm, with an error');
  });

  test(`axe finds nothing in the shell, a conversation and the dialogs (${name})${tag}`, async ({ person }) => {
    const [ana, bo] = await Promise.all([person('Ana', screen), person('Bo')]);
    const { page } = ana;
    await expect(page.getByRole('button', { name: 'New direct message' }).first()).toBeVisible();
    await expectAccessible(page, 'empty shell');
    for (const dialog of ['New channel', 'New direct message'] as const) {
      await ana.opener(dialog).click();
      await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
      await expectAccessible(page, dialog);
      await page.keyboard.press('Escape');
    }
    await ana.profile.click();
    await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
    await expectAccessible(page, 'profile menu');
    await page.keyboard.press('Escape');

    await bo.startsChannel('Launch', ana);
    await bo.says('Is https://example.com/plan still the plan?', 'I think so');
    await ana.hasUnread('Launch', 2);
    await expectAccessible(page, 'shell with something unread');
    await ana.opens('Launch');
    await ana.says('It is');
    await ana.sees('Is https://example.com/plan still the plan?', 'I think so', 'It is');
    await expectAccessible(page, 'conversation');
    await page.getByRole('button', { name: 'Members, 2' }).click();
    await expect(page.getByRole('complementary', { name: 'Members' }).getByRole('listitem')).toHaveCount(2);
    await expectAccessible(page, 'members');
    await page.getByRole('button', { name: 'Leave channel' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'leave dialog');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('Escape');
    await ana.says('Ask <@nobody> about it');
    await bo.opens('Launch');
    await bo.does('Add reaction', 'It is');
    await bo.page.getByRole('option', { name: 'thumbs up' }).click();
    await bo.message('I think so').focus();
    await bo.page.keyboard.press('r');
    await bo.says('More than that');
    await expect(ana.message('More than that')).toContainText('I think so');
    await bo.does('Delete', 'I think so');
    await bo.page.getByRole('button', { name: 'Delete message' }).click();
    await ana.does('Edit', 'It is');
    await expect(page.getByRole('textbox', { name: 'Text of the message' })).toBeFocused();
    await expect(ana.messages.filter({ hasText: 'This message was deleted.' })).toBeVisible();
    await expectAccessible(page, 'reaction, reply, tombstone and an open edit');
    await page.keyboard.press('Escape');
    await ana.message('More than that').focus();
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: 'Mark unread from here' })).toBeVisible();
    await expectAccessible(page, 'row menu');
    await page.getByRole('menuitem', { name: 'Add reaction' }).click();
    await expect(page.getByRole('listbox', { name: 'Emoji' })).toBeVisible();
    await expectAccessible(page, 'emoji');
    await page.keyboard.press('Escape');
    await ana.composer.fill('@');
    await expect(page.getByRole('listbox', { name: 'People to mention' })).toBeVisible();
    await expectAccessible(page, 'people to mention');
    await ana.composer.fill('');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('option')).toHaveCount(1);
    await expectAccessible(page, 'quick switcher');
  });
}
