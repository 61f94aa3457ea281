import { agree } from './agreement';
import { personAt } from './person';
import { expect, test } from './test';

// A probe has 10 s for its answer, and the banner waits 4 s more (UX-CONN-1, UX-CONN-3).
const noticed = { timeout: 25_000 };

test('who was offline sees what was missed, in order and once each, and the banner goes', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  await ana.says('one');
  await bo.opens('Ana');
  await bo.sees('one');

  await bo.context.setOffline(true);
  await ana.says('two', 'three', 'four');
  await ana.sees('one', 'two', 'three', 'four');
  await expect(bo.banner).toContainText(/Offline\. Last up to date .+/, noticed);
  await bo.sees('one');

  await bo.context.setOffline(false);
  await bo.sees('one', 'two', 'three', 'four');
  await expect(bo.banner).toBeHidden();
});

test('[UX-SEND-1] [UX-SEND-5] airplane mode in mid-send: what was under way and what came after arrive in order and once each @promised', async ({
  pair: [ana, bo],
}) => {
  await bo.startsChannel('Plans', ana);
  await ana.startsDirect(bo);
  await bo.opens('Ana');
  // What Bo wrote never waits on Ana's screen, however slow its answer is.
  await bo.says('one');
  for (const person of [ana, bo]) await person.sees('one');

  // It may have reached the server, its answer may have come back, or neither: nobody waits to see.
  await ana.says('mid-air');
  await ana.context.setOffline(true);
  await ana.says('two', 'three', 'four');
  const written = [/one$/, /mid-air(Sending…)?$/, /twoSending…$/, /threeSending…$/, /fourSending…$/];
  await expect(ana.messages).toHaveText(written);
  await expect(ana.banner).toContainText('Offline', noticed);
  const hint = ana.page.getByRole('form').getByText(/^You are offline\. [34] messages wait to be sent\.$/);
  await expect(hint).toBeVisible();
  await expect(bo.messages.filter({ hasText: /(two|three|four)$/ })).toHaveCount(0);
  await bo.opens('Plans');
  await bo.says('one for the channel');
  await bo.calls(ana, 'and one for');
  await bo.opens('Ana');

  await ana.context.setOffline(false);
  const all = ['one', 'mid-air', 'two', 'three', 'four'];
  for (const person of [bo, ana]) await person.sees(...all);
  await expect(ana.banner).toBeHidden();
  await agree([ana, bo], all);
  await ana.hasUnread('Plans', 2, 1);
  await ana.page.reload();
  await agree([ana, bo], all);
  await ana.hasUnread('Plans', 2, 1);
});

test('[UX-SEND-7] what waits to be sent is sent once, also when its tab is closed in between', async ({
  pair: [ana, bo],
}) => {
  await ana.startsDirect(bo);
  await ana.says('one');
  await bo.opens('Ana');
  for (const person of [ana, bo]) await person.sees('one');

  await ana.context.setOffline(true);
  await ana.says('two', 'three');
  await bo.sees('one');
  const conversation = ana.page.url();
  await ana.page.close();
  // What had left the page before may still arrive; it is the same message then.
  await ana.context.setOffline(false);
  const page = await ana.context.newPage();
  await page.goto(conversation);
  await bo.sees('one', 'two', 'three');
  await personAt(page, ana).sees('one', 'two', 'three');
});
