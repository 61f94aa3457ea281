import type { WebSocketRoute } from '@playwright/test';
import { ulid } from 'ulid';
import * as z from 'zod';
import { expectAccessibleInBoth } from './accessible';
import { agree } from './agreement';
import { ask, tokenOf } from './api';
import type { Person } from './person';
import { expect, test } from './test';

const Asked = z.object({ type: z.string(), id: z.string() });

/** Stands between the page and its server, which may come to serve newer pages alone. */
const aServerThatMovesOn = async ({ page }: Person) => {
  const open = new Set<WebSocketRoute>();
  const asked: string[] = [];
  let isBeyond = false;
  const refuse = (socket: WebSocketRoute) =>
    socket.onMessage((text) => {
      const { type, id } = Asked.parse(JSON.parse(String(text)));
      asked.push(type);
      const message = 'This version of Parley is out of date. Reload the page.';
      socket.send(JSON.stringify({ type: 'refusal', id, code: 'update_needed', message }));
    });
  await page.routeWebSocket(/\/ws$/, (socket) => {
    if (isBeyond) return refuse(socket);
    socket.connectToServer();
    open.add(socket);
  });
  return {
    /** What the page asked of it since it moved on. */
    asked,
    /** Two deploys went by while the page was open, and its connection ends. */
    movesOn: async () => {
      isBeyond = true;
      for (const socket of open) await socket.close();
    },
    /** From its next load on the page is as new as the server. */
    hasNewPages: () => {
      isBeyond = false;
    },
  };
};

test('[SYNC-9] [UX-CONN-2] a page that is too old says so and sends nothing; reloaded, it has the draft and sends what waited, once @first', async ({
  pair: [ana, bo],
}) => {
  test.slow();
  const server = await aServerThatMovesOn(ana);
  await ana.page.reload();
  await ana.startsDirect(bo);
  await ana.says('before');
  await bo.opens('Ana');
  await bo.sees('before');
  await server.movesOn();
  const banner = ana.page.getByRole('status').filter({ hasText: 'Parley was updated. Reload to go on.' });
  await expect(banner).toBeVisible();
  await ana.sees('before');
  const posts: string[] = [];
  ana.page.on('request', (request) => request.method() === 'POST' && posts.push(new URL(request.url()).pathname));
  await ana.says('written to an old page');
  await ana.composer.fill('half an answer');
  await expect(ana.page.getByText('Reload to send. What you write is kept.')).toBeVisible();
  await expect(ana.message('written to an old page')).toContainText('Sending…');
  await expectAccessibleInBoth(ana.page, 'a page that is too old');
  const size = ana.page.viewportSize()!;
  for (const width of [390, 320]) {
    await ana.page.setViewportSize({ width, height: 700 });
    const word = ana.page.getByText('Outdated', { exact: true });
    await expect(word).toBeInViewport({ ratio: 1 });
    expect(await word.evaluate((box) => box.scrollWidth <= box.clientWidth), `uncut at ${width} px`).toBe(true);
    await expect(ana.page.getByRole('button', { name: 'Reload', exact: true })).toBeInViewport({ ratio: 1 });
  }
  await expectAccessibleInBoth(ana.page, 'a page that is too old, on a phone');
  await ana.page.setViewportSize(size);
  expect(new Set(server.asked)).toEqual(new Set(['connections.hello']));
  expect(posts.filter((path) => path.startsWith('/api/'))).toEqual([]);

  server.hasNewPages();
  await ana.page.getByRole('button', { name: 'Reload', exact: true }).press('Enter');
  await expect(banner).toHaveCount(0);
  await expect(ana.composer).toHaveValue('half an answer');
  for (const person of [ana, bo]) await person.sees('before', 'written to an old page');
  await agree([ana, bo], ['before', 'written to an old page']);
});

/** The first message in view, and how many pixels of it are above. */
const placeOf = ({ timeline }: Person) =>
  timeline.evaluate((box) => {
    const { top } = box.getBoundingClientRect();
    const row = [...box.querySelectorAll('article')].find((one) => one.getBoundingClientRect().bottom > top);
    return { seq: row?.dataset['seq'], hidden: Math.round(top - (row?.getBoundingClientRect().top ?? 0)) };
  });

test('[UX-TIME-7] a new version waits for the reader, and their reload keeps conversation, draft and where they were reading', async ({
  pair: [ana, bo],
}) => {
  test.slow();
  const server = await aServerThatMovesOn(ana);
  await ana.page.reload();
  await ana.startsDirect(bo);
  const conversationId = ana.conversationId();
  const door = { url: new URL(ana.page.url()).origin, token: await tokenOf(ana.page) };
  for (let [i, after] = [1, 1]; i <= 60; i += 1) {
    const body = { conversationId, key: ulid(), after, text: `message ${i}` };
    after = (await ask(door, 'messages.send', body)).entry.seq;
  }
  // Who is at the end stays there, however fast they come (UX-TIME-1).
  await expect(ana.message('message 60')).toBeInViewport();
  await ana.composer.fill('half an answer');
  await ana.timeline.hover();
  await expect(async () => {
    await ana.page.mouse.wheel(0, -400);
    await expect(ana.message('message 30')).toBeInViewport({ timeout: 200 });
  }).toPass();
  const before = await placeOf(ana);

  let loads = 0;
  ana.page.on('load', () => (loads += 1));
  await server.movesOn();
  const banner = ana.page.getByRole('status').filter({ hasText: 'Parley was updated. Reload to go on.' });
  await expect(banner).toBeVisible();
  expect(await placeOf(ana)).toEqual(before);
  expect([loads, ana.conversationId()]).toEqual([0, conversationId]);

  server.hasNewPages();
  await ana.page.getByRole('button', { name: 'Reload', exact: true }).click();
  await expect(banner).toHaveCount(0);
  await expect(ana.composer).toHaveValue('half an answer');
  await expect.poll(() => placeOf(ana)).toEqual(before);
  expect([loads, ana.conversationId()]).toEqual([1, conversationId]);
});

test('[SYNC-9] a kind of entry that this page does not know shows as a line that says so, and loses nothing around it', async ({
  pair: [ana, bo],
  visitor,
}) => {
  await ana.startsDirect(bo);
  await ana.says('before', 'shall we vote', 'after');
  const { page, ...late } = await visitor(bo);
  // As a newer server would answer: of what was said, one is of a kind of its own.
  const Page = z.looseObject({ entries: z.array(z.looseObject({ kind: z.string() })) });
  await page.route(/\/api\/conversations\/[^/]+\/messages/, async (route) => {
    const response = await route.fetch();
    const body = Page.parse(await response.json());
    const entries = body.entries.map((entry) => {
      const isVote = JSON.stringify(entry).includes('shall we vote');
      return isVote ? { ...entry, kind: 'poll.opened', body: { asks: 'Lunch?' } } : entry;
    });
    await route.fulfill({ response, json: { ...body, entries } });
  });
  await late.signsIn();
  await late.opens('Ana');
  await expect(late.messages.filter({ hasText: 'before' })).toBeVisible();
  await expect(late.messages.filter({ hasText: 'after' })).toBeVisible();
  const line = page.getByRole('article').filter({ hasText: 'Ana did something that this version of Parley cannot' });
  await expect(line).toBeVisible();
  await expectAccessibleInBoth(page, 'something that this version cannot show');
});
