import { expect, it } from 'vitest';
import type { Fetch } from './http';
import { memoryOutboxStore } from './outbox-store.memory';
import type { StoredItem } from './outbox-store';
import { aBrowser, flush, offline, online } from './testing/a-browser';
import { anOpenClient, general, type World } from './testing/a-client';
import { fakeClock, settled } from './testing/fake-clock';
import { modelServer } from './testing/model-server';
import { socketPair } from './testing/socket-pair';

const texts = ({ server }: Pick<World, 'server'>) =>
  server.log(general).flatMap(({ author, body }) => (author === 'ana' ? [(body as { text: string }).text] : []));

it('[UX-PWA-5] sends nothing of what was abandoned, though the network comes back at once and others are asked for', async () => {
  const world = await anOpenClient(3);
  const { client, clock, pair, store } = world;
  await offline(world);
  await client.send(general, 'unsent');
  await client.edit(general, 3, 'changed');
  await client.abandon();
  await online(world);
  await clock.advance(60_000);
  await pair.flush();
  const asked = client.ask('conversations.get', { conversationId: general });
  await pair.flush();
  expect((await asked).conversation.id).toBe(general);
  expect(texts(world)).toEqual([]);
  expect(await store.load()).toEqual([]);
});

it('[UX-PWA-5] does not ask once more over HTTP for what the connection left unanswered', async () => {
  const world = await anOpenClient(3);
  await world.client.send(general, 'unsent');
  await settled();
  expect(world.pair.packets.map(({ what }) => what)).toEqual([expect.stringContaining('messages.send')]);
  world.pair.packets.length = 0;
  await world.client.abandon();
  await world.pair.cut();
  expect(world.pair.packets.filter(({ what }) => what.includes('POST'))).toEqual([]);
});

it('[UX-PWA-5] hands nothing to a connection in doubt, which would take it out with the network that comes back', async () => {
  const world = await anOpenClient(3);
  world.client.probe();
  await world.client.send(general, 'unsent');
  await settled();
  expect(world.pair.packets.map(({ what }) => what)).toEqual([expect.stringContaining('connections.ping')]);
  await world.client.abandon();
  await world.pair.flush();
  expect(texts(world)).toEqual([]);
});

it('sends at once what waited for the connection to answer', async () => {
  const world = await anOpenClient(3);
  world.client.probe();
  await world.client.send(general, 'hi');
  await world.pair.flush();
  expect(texts(world)).toEqual(['hi']);
  expect(world.server.asked('messages.send')).toHaveLength(1);
});

it('[UX-PWA-5] sends nothing that waited for a token meanwhile', async () => {
  let come = (_: string) => undefined as void;
  let token = async (): Promise<string> => 'token';
  const world = await anOpenClient(3, { token: () => token() });
  token = () => new Promise((resolve) => (come = resolve));
  await offline(world);
  world.pair.network.isUp = true;
  await world.client.send(general, 'unsent');
  await settled();
  await world.client.abandon();
  come('token');
  await flush(world);
  expect(texts(world)).toEqual([]);
});

it('[UX-PWA-5] lets no other tab take over what was abandoned, whichever of them sent', async () => {
  for (const who of ['the one that sends', 'another'] as const) {
    const browser = aBrowser();
    const tabs = [await browser.opens(), await browser.opens(), await browser.opens()] as const;
    for (const tab of tabs) await offline(tab);
    await tabs[1].client.send(general, 'unsent');
    const [first, ...others] = who === 'another' ? [tabs[1], tabs[0], tabs[2]] : tabs;
    await first.client.abandon();
    // The others hear of it, too, each when it does.
    for (const { client } of others) await client.abandon();
    for (const tab of tabs) await online(tab);
    await browser.clock.advance(60_000);
    for (const tab of tabs) {
      await tab.client.stop();
      await flush(...tabs);
    }
    expect(texts(browser)).toEqual([]);
    expect(await browser.inner.load()).toEqual([]);
  }
});

it('[UX-PWA-5] keeps a tab that has heard nothing yet from taking over while this one lives, and from finding anything after', async () => {
  const browser = aBrowser();
  const [one, two] = [await browser.opens(), await browser.opens()];
  for (const tab of [one, two]) await offline(tab);
  await two.client.send(general, 'unsent');
  await one.client.abandon();
  await online(two);
  await browser.clock.advance(60_000);
  await flush(two);
  expect(texts(browser)).toEqual([]);
  await one.client.stop();
  await flush(two);
  expect(texts(browser)).toEqual([]);
  expect(two.client.unsent()).toEqual([]);
});

it('[UX-PWA-5] deletes what was being stored, too', async () => {
  const inner = memoryOutboxStore();
  let stored = () => undefined as void;
  const put = async (item: StoredItem) => {
    await new Promise<void>((resolve) => (stored = resolve));
    await inner.put(item);
  };
  const { client } = await anOpenClient(3, { store: { ...inner, put } });
  client.send(general, 'unsent').catch(() => undefined);
  await settled();
  const abandoned = client.abandon();
  stored();
  await abandoned;
  expect(await inner.load()).toEqual([]);
});

it('says so where the store deletes nothing', async () => {
  const browser = aBrowser('clear');
  const { client } = await browser.opens();
  await expect(client.abandon()).rejects.toThrow('storage');
});

it('[LOG-4] begins nothing where its turn to send comes afterwards', async () => {
  const browser = aBrowser();
  const [one, two] = [await browser.opens(), await browser.opens()];
  await two.client.abandon();
  await offline(one);
  await one.client.send(general, 'unsent');
  one.tabs.die();
  // As a tab leaves it that dies before its first try.
  for (const { after: _, ...item } of await browser.inner.load()) await browser.inner.put(item);
  await flush(two);
  await browser.clock.advance(60_000);
  await flush(two);
  expect((await browser.inner.load()).map(({ after }) => after)).toEqual([undefined]);
});

it('[UX-PWA-5] calls back what is on its way over HTTP', async () => {
  const clock = fakeClock();
  const server = modelServer(clock);
  const pair = socketPair(server);
  const signals: AbortSignal[] = [];
  const fetch: Fetch = (url, init) => {
    if (init.method === 'POST' && url.endsWith('/messages')) signals.push(init.signal);
    return pair.fetch(url, init);
  };
  const { client } = await anOpenClient(3, { clock, server, pair: { ...pair, fetch } });
  // More than a frame takes.
  await client.send(general, '語'.repeat(16_000));
  await settled();
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  await client.abandon();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});
