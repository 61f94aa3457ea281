import { personAt } from './person';
import { expect, test } from './test';

test('[UX-CONN-7] [UX-SEND-3] who is writing, who is there, and how far a message has come @first', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  await ana.says('Are you there?');
  const heading = ana.page.getByRole('main');
  await expect(heading.getByText('Online', { exact: true })).toBeVisible();
  // Stored on Bo's device, and not looked at.
  await expect(ana.message('Are you there?')).toContainText('Delivered');

  await bo.opens('Ana');
  await expect(ana.message('Are you there?')).toContainText('Read');
  await expect(ana.message('Are you there?')).toHaveAccessibleName(/Read$/);
  await bo.composer.pressSequentially('Yes');
  await expect(ana.page.getByText('Bo is writing…')).toBeVisible();
  await bo.composer.press('Enter');
  await ana.sees('Are you there?', 'Yes');
  await expect(ana.page.getByText('Bo is writing…')).toBeHidden();
});

test('who does not share what they read is not told what others read', async ({ pair: [ana, bo] }) => {
  await bo.page.goto('/settings/privacy');
  const shared = bo.page.getByRole('switch', { name: 'Read receipts' });
  await expect(shared).toBeChecked();
  await shared.click();
  await expect(shared).not.toBeChecked();
  await ana.startsDirect(bo);
  await ana.says('A secret reader?');
  await bo.opens('Ana');
  await bo.says('Indeed');
  await ana.sees('A secret reader?', 'Indeed');
  await expect(ana.message('A secret reader?')).toContainText('Delivered');
  await expect(bo.message('Indeed')).toContainText('Delivered');
});

test('a person with two tabs is there until both are closed', async ({ pair: [ana, bo] }) => {
  const second = await bo.context.newPage();
  await second.goto('/');
  await expect(personAt(second, bo).profile).toBeEnabled();
  await ana.startsDirect(bo);
  const presence = ana.page.getByRole('main').getByText(/^(Online|Offline)$/);
  await expect(presence).toHaveText('Online');
  await bo.page.close();
  await ana.page.reload();
  await expect(presence).toHaveText('Online');
  await second.close();
  // The connection that was cut is told to the server a moment later.
  await expect(async () => {
    await ana.page.reload();
    await expect(presence).toHaveText('Offline', { timeout: 2_000 });
  }).toPass();
});
