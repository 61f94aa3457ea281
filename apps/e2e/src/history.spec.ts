import type { Page } from '@playwright/test';
import { ulid } from 'ulid';
import { ask, tokenOf } from './api';
import type { Person } from './person';
import { expect, test } from './test';

/** More than four pages of 50. */
const many = 220;

/** Fills the open conversation with messages, each on its own place in the log, and marks them read. */
const fill = async (author: Person, count: number): Promise<void> => {
  const conversationId = author.conversationId();
  // The token is read once: a look into the page for each message would take longer than sending it.
  const door = { url: new URL(author.page.url()).origin, token: await tokenOf(author.page) };
  let after = 1;
  for (let i = 1; i <= count; i += 1) {
    const body = { conversationId, key: ulid(), after, text: `message ${i}` };
    after = (await ask(door, 'messages.send', body)).entry.seq;
  }
  await ask(door, 'delivery.read', { conversationId, seq: after });
};

/** Notes where a row stands after each frame that is painted; the answer stops that and tells how far it ever moved. */
const watchRow = async (page: Page, text: string): Promise<() => Promise<number>> => {
  const watch = await page.evaluateHandle((wanted) => {
    const tops: number[] = [];
    let watching = true;
    const channel = new MessageChannel();
    // A message posted in a frame is handled right after its paint: what is measured is what was seen.
    const frame = () => requestAnimationFrame(() => channel.port2.postMessage(null));
    channel.port1.onmessage = () => {
      const row = [...document.querySelectorAll('article')].find(({ textContent }) => textContent?.endsWith(wanted));
      tops.push(row ? row.getBoundingClientRect().top : NaN);
      if (watching) frame();
    };
    frame();
    return { stop: () => ((watching = false), tops) };
  }, text);
  return async () => {
    const tops = await watch.evaluate(({ stop }) => stop());
    expect(tops.length, 'frames seen').toBeGreaterThan(1);
    return Math.max(...tops) - Math.min(...tops);
  };
};

/** The text of the first row that is wholly in view. */
const firstInView = (person: Person): Promise<string> =>
  person.timeline.evaluate((box) => {
    const { top } = box.getBoundingClientRect();
    const row = [...box.querySelectorAll('article')].find((one) => one.getBoundingClientRect().top >= top);
    return /message \d+$/.exec(row?.textContent ?? '')?.[0] ?? 'no message';
  });

test('[UX-TIME-2] scrolling up loads older messages to the very first, and the row being read stays in place @first', async ({
  pair: [ana, bo],
}) => {
  await ana.startsChannel('Archive', bo);
  await fill(ana, many);
  await bo.page.reload();
  await bo.asks('delivery.read', { conversationId: ana.conversationId(), seq: many + 1 });
  await bo.hasUnread('Archive', 0);
  await bo.opens('Archive');
  await expect(bo.messages.last()).toHaveText(/message 220$/);

  // Pages of history come when the test lets them, so that it is known where the reader is when one arrives.
  const gates: (() => void)[] = [];
  await bo.page.route(/\/messages\?.*before=/, async (route) => {
    await new Promise<void>((open) => gates.push(open));
    await route.continue();
  });
  const height = () => bo.timeline.evaluate((box) => box.scrollHeight);
  await bo.timeline.hover();
  let pages = 0;
  const start = bo.timeline.getByText('This is where the conversation begins.');
  while (!(await start.isVisible())) {
    const asked = gates.length;
    await expect(async () => {
      await bo.page.mouse.wheel(0, -500);
      expect(gates.length > asked || (await start.isVisible())).toBe(true);
    }).toPass({ intervals: [50] });
    if (gates.length === asked) break;
    const before = await height();
    const moved = await watchRow(bo.page, await firstInView(bo));
    gates.at(-1)?.();
    await expect.poll(height).toBeGreaterThan(before);
    expect(await moved(), `pixels that the row moved when page ${(pages += 1)} arrived`).toBeLessThan(1);
  }
  expect(pages).toBeGreaterThanOrEqual(Math.floor(many / 50));
  const first = bo.page.getByRole('article', { name: /message 1 / });
  await expect(async () => {
    await bo.page.mouse.wheel(0, -2_000);
    await expect(first).toBeInViewport({ timeout: 200 });
  }).toPass();
  const mounted = await bo.page.getByRole('article').count();
  expect(mounted, '[UX-TIME-5] rows mounted').toBeLessThanOrEqual(60);
});

test('[UX-TIME-3] away from the end, new messages move nothing and raise a button that leads to them', async ({
  pair: [ana, bo],
}) => {
  await ana.startsChannel('Busy', bo);
  await fill(ana, 45);
  await bo.asks('delivery.read', { conversationId: ana.conversationId(), seq: 46 });
  await bo.page.reload();
  // A page that was just loaded first shows what it knew before.
  await bo.hasUnread('Busy', 0);
  await bo.opens('Busy');
  await expect(bo.messages.last()).toHaveText(/message 45$/);
  await bo.timeline.hover();
  await expect(async () => {
    await bo.page.mouse.wheel(0, -500);
    await expect(bo.page.getByRole('button', { name: 'Jump to latest' })).toBeVisible({ timeout: 500 });
  }).toPass();
  const moved = await watchRow(bo.page, await firstInView(bo));
  await ana.says('something new', 'and more');
  await bo.page.getByRole('button', { name: '2 new messages' }).waitFor();
  expect(await moved(), 'pixels').toBeLessThan(1);
  await bo.page.getByRole('button', { name: '2 new messages' }).click();
  await expect(bo.page.getByRole('article').getByText('something new')).toBeInViewport();
});

test('[UX-TIME-1] [UX-READ-1] a conversation opens at the first unread message, and what was in view in a focused window is read', async ({
  pair: [ana, bo],
}) => {
  await ana.startsChannel('Overnight', bo);
  await fill(ana, 80);
  await bo.hasUnread('Overnight', 80);
  await bo.opens('Overnight');
  await expect(bo.timeline.getByText('New', { exact: true })).toBeInViewport();
  await expect(bo.page.getByRole('article', { name: /message 1 / })).toBeInViewport();
  // Some was in view; what is further down was not.
  await expect(bo.listed('Overnight')).toHaveAccessibleName(/ [1-7]\d unread$/);
  await bo.timeline.press('End');
  await expect(bo.messages.last()).toHaveText(/message 80$/);
  await bo.hasUnread('Overnight', 0);

  const looks = (here: boolean) =>
    bo.page.evaluate((has) => {
      document.hasFocus = () => has;
      window.dispatchEvent(new Event(has ? 'focus' : 'blur'));
    }, here);
  await looks(false);
  await ana.says('while you look elsewhere');
  await expect(bo.page.getByRole('article').getByText('while you look elsewhere')).toBeInViewport();
  await bo.hasUnread('Overnight', 1);
  await looks(true);
  await bo.hasUnread('Overnight', 0);
  await expect(bo.timeline.locator('[data-unread-line]')).toBeInViewport();
});
