import { expect, it } from 'vitest';
import { wishMs } from './outbox-tabs';
import { aBrowser, flush, offline, online } from './testing/a-browser';
import { general, random, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

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

it('[UX-SEND-4] gives up by itself what waits, where no other tab sends', async () => {
  const browser = aBrowser();
  const old = await browser.opens();
  await becomesOld(browser, old);
  const stored = await old.client.send(general, 'stored');
  const loose = await inMemory(browser, old, 'in memory');
  await old.client.discard(stored);
  await old.client.discard(loose);
  expect(old.client.unsent()).toEqual([]);
  const fresh = await browser.opens();
  await flush(fresh, old);
  expect(said(browser)).toEqual([]);
});

it('[UX-SEND-4] [SYNC-9] keeps for the next tab what is to be sent again, and sends nothing itself', async () => {
  const browser = aBrowser();
  const { opens, server } = browser;
  const old = await opens();
  server.refuses('messages.send', 'too_large');
  const key = await old.client.send(general, 'too much');
  await flush(old);
  await becomesOld(browser, old);
  await old.client.retry(key, 'less');
  await flush(old);
  expect(old.screen.outgoing(general)).toMatchObject([{ text: 'less', state: 'waiting' }]);
  expect(server.asked('messages.send')).toHaveLength(1);
  await flush(await opens(), old);
  expect(said(browser)).toEqual(['less']);
});

it('[SYNC-9] sends again what it kept, where the server takes it again while it still grants a wish', async () => {
  const browser = aBrowser();
  const { inner, opens } = browser;
  const slow: (() => void)[] = [];
  const remove = async (id: string) => {
    await new Promise<void>((done) => slow.push(done));
    await inner.delete(id);
  };
  const old = await opens({ store: { ...inner, delete: remove } });
  await becomesOld(browser, old);
  browser.server.converse(random);
  await old.client.send(general, 'first');
  const key = await old.client.send(random, 'better not');
  const discarded = old.client.discard(key);
  await settled();
  await online(old);
  expect(old.screen.status()).toBe('online');
  slow.shift()?.();
  await discarded;
  await flush(old);
  expect(said(browser)).toEqual(['first']);
  expect(old.client.unsent()).toEqual([]);
});

it('[UX-SEND-4] a wish that no tab answers ends, and says what to do', async () => {
  const { clock, opens, tab } = aBrowser();
  tab().lock.take(() => undefined); // a tab that hangs
  const { client } = await opens();
  const key = await client.send(general, 'hi');
  const wished = expect(client.discard(key)).rejects.toThrow('Reload the page');
  await clock.advance(wishMs);
  await wished;
});
