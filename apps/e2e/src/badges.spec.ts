import { expectAccessibleInBoth } from './accessible';
import { agree } from './agreement';
import { personAt } from './person';
import { expect, test } from './test';

test('[UX-MENT-1] [UX-READ-3] a mention is a badge of its own until it is read, and follows a new name', async ({
  pair: [ana, bo],
}) => {
  await ana.startsChannel('Launch', bo);
  await ana.says('Morning all');
  await ana.composer.pressSequentially('Thanks @b');
  await expect(ana.page.getByRole('option', { name: /Bo/, selected: true })).toBeVisible();
  await ana.composer.press('Enter');
  await expect(ana.composer).toHaveValue('Thanks @Bo ');
  await ana.composer.press('Enter');

  await bo.hasUnread('Launch', 2, 1);
  await expect(bo.page).toHaveTitle('(1) Parley');
  await bo.opens('Launch');
  await bo.sees('Morning all', 'Thanks @Bo');
  await bo.hasUnread('Launch', 0);
  await expect(bo.page).toHaveTitle('Launch · Parley');
});

test('[UX-MENT-2] to mention somebody who is not here asks first, and can add them', async ({
  pair: [ana, bo],
  person,
}) => {
  const cy = await person('Cy');
  // Met in another conversation.
  await ana.startsDirect(cy);
  await ana.startsChannel('Launch', bo);
  const mention = async () => {
    await ana.composer.pressSequentially('Hello @c');
    await expect(ana.page.getByRole('option', { name: /Cy.*not in this conversation/ })).toBeVisible();
    await ana.composer.press('Tab');
    await ana.composer.press('Enter');
  };
  const dialog = ana.page.getByRole('dialog', { name: 'They will not see this' });
  await mention();
  await expect(dialog).toBeVisible();
  await expectAccessibleInBoth(ana.page, 'who would not see it');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(ana.composer).toHaveValue('Hello @Cy');
  await expect(ana.messages).toHaveCount(0);
  await ana.composer.press('Enter');
  await dialog.getByRole('button', { name: 'Add and send' }).click();
  await bo.opens('Launch');
  await bo.sees('Hello @Cy');
  await cy.hasUnread('Launch', 1, 1);
});

test('[UX-READ-4] [UX-READ-5] what is read or marked unread on one device is so on the other @promised', async ({
  pair: [ana, bo],
  deployment,
  browser,
}) => {
  const phone = await browser.newContext({ baseURL: deployment.url, storageState: await bo.context.storageState() });
  const page = await phone.newPage();
  await page.goto('/');
  const other = personAt(page, bo);
  await expect(other.profile).toBeEnabled();

  await ana.startsDirect(bo);
  await ana.says('one', 'two', 'three');
  for (const device of [bo, other]) await device.hasUnread('Ana', 3);
  await bo.opens('Ana');
  for (const device of [bo, other]) await device.hasUnread('Ana', 0);

  await bo.does('Mark unread', 'two');
  for (const device of [bo, other]) await device.hasUnread('Ana', 2);
  for (const { page: screen } of [bo, other]) await expect(screen).toHaveTitle(/^\(2\) /);
  await expect(bo.page.locator('[data-unread-line]')).toBeVisible();
  // It holds while the conversation is open, also when more comes, and on every device.
  await ana.says('four');
  for (const device of [bo, other]) await device.hasUnread('Ana', 3);
  await other.opens('Ana');
  await other.sees('one', 'two', 'three', 'four');
  for (const device of [bo, other]) await device.hasUnread('Ana', 0);
  for (const device of [bo, other]) {
    await device.page.reload();
    await device.hasUnread('Ana', 0);
  }
  await agree([bo, other, ana], ['one', 'two', 'three', 'four']);

  // What is elsewhere is counted on both, and read on both once it is read on one.
  await ana.startsChannel('Plans', bo);
  await ana.says('one for the channel');
  await ana.calls(bo, 'and one for');
  await ana.opens('Bo');
  for (const device of [bo, other]) await device.hasUnread('Plans', 2, 1);
  await agree([bo, other, ana], ['one', 'two', 'three', 'four']);
  await other.opens('Plans');
  for (const device of [bo, other]) await device.hasUnread('Plans', 0);
  await other.opens('Ana');
  await agree([bo, other, ana], ['one', 'two', 'three', 'four']);
  await phone.close();
});
