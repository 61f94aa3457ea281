import { expect, it } from 'vitest';
import { memoryOutboxStore } from './outbox-store.memory';
import type { Tabs } from './tabs';
import { memoryTabs } from './tabs.memory';
import { aClient, general, type World } from './testing/a-client';
import { fakeClock, settled } from './testing/fake-clock';
import { modelServer } from './testing/model-server';
import { socketPair } from './testing/socket-pair';

/** Tabs of Ana's browser, each with its own connection to one server. */
const aBrowser = () => {
  const clock = fakeClock();
  const server = modelServer(clock);
  server.converse(general, 3);
  const tab = memoryTabs();
  const store = memoryOutboxStore();
  const opens = async (hearing = (tabs: Tabs) => tabs) => {
    const own = tab();
    const tabs = { ...own, ...hearing(own) };
    const world = aClient({ clock, server, store, tabs, pair: socketPair(server) });
    world.client.start();
    await world.pair.flush();
    const opened = world.client.open(general);
    await world.pair.flush();
    await opened;
    return { ...world, tabs };
  };
  return { clock, server, store, opens };
};
const said = (world: World) =>
  world.server.log(general).flatMap(({ author, body }) => (author === 'ana' ? [(body as { text: string }).text] : []));
const flush = async (...worlds: World[]) => {
  for (let i = 0; i < 3; i += 1) for (const { pair } of worlds) await pair.flush();
};

it('[UX-SEND-7] one tab sends for all, each message once, and all show how they stand', async () => {
  const browser = aBrowser();
  const [one, two] = [await browser.opens(), await browser.opens()];
  await one.client.send(general, 'one');
  await two.client.send(general, 'two');
  await settled();
  for (const { client } of [one, two]) expect(client.unsent().map(({ text }) => text)).toEqual(['one', 'two']);
  expect(two.pair.packets).toEqual([]);
  await flush(one, two);
  expect(said(one)).toEqual(['one', 'two']);
  expect(browser.server.asked('messages.send')).toHaveLength(2);
  for (const { client, screen } of [one, two]) {
    expect(client.unsent()).toEqual([]);
    expect(screen.entries(general)).toEqual(browser.server.log(general));
  }
  expect(await browser.store.load()).toEqual([]);
});

it('[UX-SEND-7] when the tab that sends goes, another takes over with what it left, under the same keys', async () => {
  const browser = aBrowser();
  const [one, two] = [await browser.opens(), await browser.opens()];
  await one.client.send(general, 'one');
  await two.client.send(general, 'two');
  await settled();
  one.pair.packets.shift()?.deliver(); // it is appended, and its tab never hears of it
  one.tabs.die();
  one.pair.network.isUp = false;
  await one.pair.cut();
  await flush(two);
  expect(said(two)).toEqual(['one', 'two']);
  const keys = browser.server.asked('messages.send').map(({ body }) => (body as { key: string }).key);
  expect(new Set(keys).size).toBe(2);
  expect(two.client.unsent()).toEqual([]);
  expect(await browser.store.load()).toEqual([]);
});

it('[UX-SEND-7] a tab that is closed properly hands over too, and its own unsent message goes out once', async () => {
  const browser = aBrowser();
  const [one, two] = [await browser.opens(), await browser.opens()];
  await two.client.send(general, 'written in the second');
  await two.client.stop();
  await flush(one);
  const three = await browser.opens();
  await three.client.send(general, 'written in the third');
  await one.client.stop();
  await flush(three);
  expect(said(three)).toEqual(['written in the second', 'written in the third']);
  expect(await browser.store.load()).toEqual([]);
});

it('a tab that does not send has what failed sent again, or given up, by the one that does', async () => {
  const browser = aBrowser();
  const [one, two] = [await browser.opens(), await browser.opens()];
  browser.server.refuses('messages.send', 'too_large');
  const key = await two.client.send(general, 'too much');
  await two.client.send(general, 'held');
  await flush(one, two);
  expect(two.screen.outgoing(general)).toMatchObject([{ state: 'failed' }, { state: 'waiting' }]);
  await two.client.retry(key, 'less');
  await flush(one, two);
  expect(said(one)).toEqual(['less', 'held']);
  browser.server.refuses('messages.send', 'too_large');
  const other = await two.client.send(general, 'too much again');
  await flush(one, two);
  await two.client.discard(other);
  expect([one.client.unsent(), two.client.unsent()]).toEqual([[], []]);
  await expect(two.client.retry(other)).rejects.toThrow('not on its way');
});

it('a wish that the tab which sends did not live to grant is granted by the next', async () => {
  const browser = aBrowser();
  const [one, two] = [await browser.opens(), await browser.opens()];
  browser.server.refuses('messages.send', 'too_large');
  const key = await two.client.send(general, 'too much');
  await flush(one, two);
  one.tabs.die();
  await two.client.retry(key, 'less');
  await flush(two);
  expect(said(two)).toEqual(['less']);
});

it('a wish is repeated to a third tab, where that one sends next', async () => {
  const browser = aBrowser();
  const [one, two, three] = [await browser.opens(), await browser.opens(), await browser.opens()];
  browser.server.refuses('messages.send', 'too_large');
  const key = await three.client.send(general, 'too much');
  await flush(one, two, three);
  one.tabs.die();
  // The second has the lock and has not begun: what is wished meanwhile, nobody hears.
  const retried = three.client.retry(key, 'less');
  await flush(two, three);
  await retried;
  expect(said(two)).toEqual(['less']);
});

it('[LOG-4] a tab that heard nothing takes over with what the store says, not with what it loaded', async () => {
  const [clock, tab, store] = [fakeClock(), memoryTabs(), memoryOutboxStore()];
  const server = modelServer(clock);
  server.converse(general, 3);
  const opens = (tabs: Tabs) => aClient({ clock, server, store, tabs, pair: socketPair(server) });
  await opens(tab()).client.send(general, 'hi'); // stored, and never tried
  const [first, second] = [tab(), tab()];
  const one = opens(first);
  const deaf = opens({ ...second, channel: { post: () => undefined, listen: () => () => undefined } });
  deaf.pair.network.isUp = false;
  one.client.start();
  deaf.client.start();
  await settled();
  while (server.asked('messages.send').length === 0) {
    one.pair.packets.shift()?.deliver();
    await settled();
  }
  one.pair.network.isUp = false; // it arrived, and nobody here knows
  one.pair.packets.length = 0;
  for (let i = 0; i < 5; i += 1) server.say(general, 'later');
  first.die();
  await one.pair.cut();
  deaf.pair.network.isUp = true;
  deaf.client.probe();
  await flush(deaf);
  expect(said(deaf)).toEqual(['hi']);
  expect(deaf.client.unsent()).toEqual([]);
});

it('[LOG-4] what a tab wrote itself, and another sent and settled unheard, is not tried anew when it takes over', async () => {
  const [clock, tab, store] = [fakeClock(), memoryTabs(), memoryOutboxStore()];
  const server = modelServer(clock);
  server.converse(general, 3);
  const opens = (tabs: Tabs) => aClient({ clock, server, store, tabs, pair: socketPair(server) });
  const [first, second] = [tab(), tab()];
  const one = opens(first);
  one.client.start();
  await flush(one);
  // As one that was frozen: what the others say waits behind the lock.
  const deaf = opens({ ...second, channel: { ...second.channel, listen: () => () => undefined } });
  deaf.pair.network.isUp = false;
  deaf.client.start();
  await settled();
  await deaf.client.send(general, 'hi');
  await flush(one);
  expect(said(one)).toEqual(['hi']);
  expect(await store.load()).toEqual([]);
  server.say(general, 'later');
  first.die();
  await one.pair.cut();
  deaf.pair.network.isUp = true;
  deaf.client.probe();
  await flush(deaf);
  expect(said(deaf)).toEqual(['hi']);
  expect(deaf.client.unsent()).toEqual([]);
});

it('[LOG-4] a tab that does not send, and hears late, writes nothing over what the one that sends has stored', async () => {
  const browser = aBrowser();
  const mine = browser.server.say(general, 'mine', 'ana').seq;
  const late: (() => void)[] = [];
  const hearing = ({ channel, ...tabs }: Tabs): Tabs => ({
    ...tabs,
    channel: { post: channel.post, listen: (hear) => channel.listen((message) => late.push(() => hear(message))) },
  });
  const one = await browser.opens();
  const two = await browser.opens(hearing);
  const hears = async () => {
    for (const next of late.splice(0)) {
      next();
      await settled();
    }
  };
  await one.client.edit(general, mine, 'better');
  await settled();
  await one.client.edit(general, mine, 'best');
  await settled();
  await hears();
  while (browser.server.asked('messages.edit').length < 2) {
    one.pair.packets.shift()?.deliver();
    await settled();
  }
  // The second is tried, with what is stored for it; now the other tab hears that the first has landed.
  const stored = await browser.store.load();
  expect(stored).toMatchObject([{ command: { text: 'best', basedOn: 6 }, after: 6 }]);
  await hears();
  expect(await browser.store.load()).toEqual(stored);
  await flush(one, two);
  await hears();
  expect(await browser.store.load()).toEqual([]);
  expect(two.screen.message(general, mine)).toMatchObject({ text: 'best' });
});

it('[UX-PWA-6] what a tab could not store is sent by itself when it takes over, and not passed over for not being stored', async () => {
  const [clock, tab] = [fakeClock(), memoryTabs()];
  const server = modelServer(clock);
  server.converse(general, 3);
  const full = async () => Promise.reject(new Error('The quota has been exceeded.'));
  const [first, second] = [tab(), tab()];
  first.lock.take(() => undefined);
  const store = { ...memoryOutboxStore(), put: full };
  const world = aClient({ clock, server, store, tabs: second, pair: socketPair(server) });
  world.client.start();
  await flush(world);
  await world.client.send(general, 'hi');
  await flush(world);
  expect(said(world)).toEqual([]);
  first.die();
  await flush(world);
  expect(said(world)).toEqual(['hi']);
  expect(world.client.unsent()).toEqual([]);
});

it('[UX-SEND-7] a tab that reads the store while another settles what is in it does not hold that as waiting', async () => {
  const [clock, tab, store] = [fakeClock(), memoryTabs(), memoryOutboxStore()];
  const server = modelServer(clock);
  server.converse(general, 3);
  const one = aClient({ clock, server, store, tabs: tab(), pair: socketPair(server) });
  one.client.start();
  await flush(one);
  await one.client.send(general, 'hi');
  await settled();
  let finish = () => undefined as void;
  const load = async () => {
    const all = await store.load();
    await new Promise<void>((done) => (finish = done));
    return all;
  };
  const two = aClient({ clock, server, store: { ...store, load }, tabs: tab(), pair: socketPair(server) });
  two.client.start();
  await settled();
  await flush(one);
  expect(said(one)).toEqual(['hi']);
  finish();
  await flush(two, one);
  expect(two.screen.outgoing(general)).toEqual([]);
});

it('[LOG-10] a tab that takes over gives up what it is to send again, by the key that it had', async () => {
  const { clock, opens, server } = aBrowser();
  const [one, two] = [await opens(), await opens()];
  server.refuses('messages.send', 'invalid');
  const key = await one.client.send(general, 'hi');
  await flush(one, two);
  expect(two.screen.outgoing(general)).toMatchObject([{ key, state: 'failed' }]);
  one.tabs.die();
  const wishes = [two.client.retry(key), two.client.discard(key)];
  await flush(two);
  await clock.advance(1_000);
  await flush(two);
  await Promise.all(wishes);
  expect(server.log(general).filter(({ author }) => author === 'ana')).toEqual([]);
  expect(two.client.unsent()).toEqual([]);
});
