import { expect, it } from 'vitest';
import { aBrowser, flush, offline } from './testing/a-browser';
import { general, type World } from './testing/a-client';

type Browser = ReturnType<typeof aBrowser>;
const becomesOld = async ({ server, clock }: Browser, { pair, screen }: World) => {
  server.refuses('connections.hello', 'update_needed');
  await pair.cut();
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.status()).toBe('outdated');
};
/** What is written while the store takes nothing. */
const inMemory = async ({ failing }: Browser, { client }: World, text: string) => {
  failing.add('put');
  const key = await client.send(general, text);
  failing.delete('put');
  return key;
};
const said = ({ server }: Browser) =>
  server.log(general).flatMap(({ author, body }) => (author === 'ana' ? [(body as { text: string }).text] : []));

it('[SYNC-4] what a tab that is too old could not store goes before what it stored next, when a newer tab opens', async () => {
  const browser = aBrowser();
  const old = await browser.opens();
  await becomesOld(browser, old);
  await inMemory(browser, old, 'first');
  await old.client.send(general, 'second');
  const fresh = await browser.opens();
  await flush(fresh, old);
  expect(said(browser)).toEqual(['first', 'second']);
  expect([old.client.unsent(), fresh.client.unsent()]).toEqual([[], []]);
});

it('[SYNC-4] nor does it fall behind where another tab that had heard of it is gone again', async () => {
  const browser = aBrowser();
  const old = await browser.opens();
  await becomesOld(browser, old);
  await inMemory(browser, old, 'first');
  browser.server.refuses('messages.send', 'busy', { retryAfterMs: 60_000 });
  const gone = await browser.opens();
  await offline(gone);
  gone.tabs.die();
  await old.client.send(general, 'second');
  const fresh = await browser.opens();
  await flush(fresh, old);
  expect(said(browser)).toEqual(['first', 'second']);
});
