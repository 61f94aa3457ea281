import { expectAccessibleInBoth } from './accessible';
import { agree } from './agreement';
import { personAt } from './person';
import { expect, test } from './test';

// A probe has 10 s for its answer, and the banner waits 4 s more (UX-CONN-1, UX-CONN-3).
const noticed = { timeout: 25_000 };

test('[UX-SEND-7] two tabs of one person send what both wrote once each, also when one closes in between @promised', async ({
  pair: [ana, bo],
}) => {
  await bo.startsChannel('Plans', ana);
  await bo.says('one for the channel');
  await bo.calls(ana, 'and one for');
  await ana.startsDirect(bo);
  await bo.opens('Ana');
  await bo.says('start');
  await ana.sees('start');
  const page = await ana.context.newPage();
  await page.goto(ana.page.url());
  const second = personAt(page, ana);
  await second.sees('start');
  await agree([ana, second, bo], ['start']);

  await ana.context.setOffline(true);
  await ana.says('from the first tab');
  await expect(second.messages).toHaveText([/start$/, /from the first tab(Sending…)?$/]);
  await second.says('from the second tab');
  await expect(ana.messages).toHaveCount(3);
  await ana.page.close();
  await ana.context.setOffline(false);

  const all = ['start', 'from the first tab', 'from the second tab'];
  for (const person of [bo, second]) await person.sees(...all);
  await page.reload();
  await agree([second, bo], all);
  await second.hasUnread('Plans', 2, 1);
});

test('[UX-SEND-8] everything unsent is in one list, where it can be given up before it was ever sent', async ({
  pair: [ana, bo],
}) => {
  await ana.startsChannel('Plans', bo);
  await ana.startsDirect(bo);
  await bo.opens('Ana');
  await bo.says('hello');
  await ana.sees('hello');
  await ana.context.setOffline(true);
  // One key is in flight in a conversation (SYNC-4): the second was not tried yet, so that nothing is left of it.
  await ana.says('meant', 'regretted');
  await ana.opens('Plans');
  await ana.says('for the channel');

  await expect(ana.banner).toContainText('Offline', noticed);
  await expectAccessibleInBoth(ana.page, 'banner');
  // On the narrowest phone a word says it, uncut, and what is unsent can be pressed.
  const size = ana.page.viewportSize()!;
  await ana.page.setViewportSize({ width: 320, height: 568 });
  const word = ana.banner.getByText('Offline', { exact: true });
  await expect(word).toBeInViewport({ ratio: 1 });
  expect(await word.evaluate((box) => box.scrollWidth <= box.clientWidth)).toBe(true);
  await expect(ana.page.getByRole('button', { name: '3 unsent' })).toBeInViewport({ ratio: 1 });
  await ana.page.setViewportSize(size);
  await ana.profile.click();
  await ana.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(ana.page.getByRole('dialog', { name: 'Sign out?' })).toContainText(
    '3 messages and changes have not been',
  );
  await ana.page.getByRole('button', { name: 'Cancel' }).click();
  await ana.page.getByRole('button', { name: '3 unsent' }).click();
  const dialog = ana.page.getByRole('dialog', { name: 'Unsent messages' });
  await expect(dialog.getByRole('listitem')).toHaveText([/Bo.*meant/, /Bo.*regretted/, /Plans.*for the channel/]);
  await expectAccessibleInBoth(ana.page, 'what is unsent');
  await dialog.getByRole('listitem').filter({ hasText: 'regretted' }).getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('listitem')).toHaveText([/Bo.*meant/, /Plans.*for the channel/]);
  await ana.context.setOffline(false);
  await expect(dialog.getByText('Everything you wrote has been sent.')).toBeVisible(noticed);
  await ana.page.keyboard.press('Escape');
  await ana.opens('Bo');
  for (const person of [ana, bo]) await person.sees('hello', 'meant');
});

test('[UX-SEND-4] what I wrote in a channel that I was put out of is not lost unseen @first', async ({
  pair: [ana, bo],
}) => {
  await ana.startsChannel('Launch', bo);
  await bo.opens('Launch');
  await ana.says('hi');
  await bo.sees('hi');
  await bo.context.setOffline(true);
  await bo.says('too late');
  await ana.doesTo(bo, 'Remove from this channel');
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(ana.page.getByRole('article').getByText('Ana removed Bo')).toBeVisible();
  await bo.context.setOffline(false);

  await bo.page.getByRole('button', { name: '1 unsent' }).click(noticed);
  const item = bo.page.getByRole('dialog').getByRole('listitem');
  await expect(item).toContainText('too late');
  await expect(item).toContainText('Not sent');
  await item.getByRole('button', { name: 'Delete' }).click();
  await expect(bo.page.getByRole('dialog').getByText('Everything you wrote has been sent.')).toBeVisible();
  await ana.sees('hi');
});
