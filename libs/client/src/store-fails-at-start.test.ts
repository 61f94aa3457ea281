import { isKnown } from '@parley/protocol';
import { expect, it } from 'vitest';
import { readAgainMs } from './forgiving-store';
import type { OutboxStore, StoredItem } from './outbox-store';
import { memoryOutboxStore } from './outbox-store.memory';
import { aClient, general, type World } from './testing/a-client';
import { failingStore } from './testing/failing-store';
import { settled } from './testing/fake-clock';

const key = '01KB3W9M6Q4X7V2T8Y5Z1N0RJC';
const older: StoredItem = {
  ...{ id: key, order: 1, conversationId: general, key, at: 1 },
  command: { type: 'messages.send', text: 'first, from before the reload' },
};

/** A store with `held` in it that refuses what it is asked until it recovers. */
const aFailingStore = async (held: StoredItem = older) => {
  const inner = memoryOutboxStore();
  await inner.put(held);
  const failing = new Set<keyof OutboxStore>(['load']);
  const store = failingStore(inner, failing, 'UnknownError');
  return { inner, store, failing };
};
const started = async (store: OutboxStore): Promise<World> => {
  const world = aClient({ store });
  world.server.converse(general);
  world.client.start();
  await world.pair.flush();
  return world;
};
const said = ({ server }: World) =>
  server.log(general).flatMap((entry) => (isKnown(entry) && entry.kind === 'message.posted' ? [entry.body.text] : []));
const lasts = { durable: true, type: 'storage' };
const lostByReload = { durable: false, type: 'storage' };

it('[SYNC-4] what a store held that could not be loaded at the start goes before what is written next', async () => {
  const { inner, store, failing } = await aFailingStore();
  const world = await started(store);
  failing.clear();
  const sent = world.client.send(general, 'second');
  await sent;
  expect(world.screen.outgoing(general)).toMatchObject([{ key }, { text: 'second' }]);
  expect(world.screen.of('storage')).toEqual([lostByReload, lasts]);
  await world.pair.flush();
  expect(said(world)).toEqual(['first, from before the reload', 'second']);
  expect(await inner.load()).toEqual([]);
});

it('[SYNC-4] also where the store only recovers as the next one is about to be tried', async () => {
  const { store, failing } = await aFailingStore();
  failing.add('put').add('delete');
  const world = aClient({ store });
  world.server.converse(general);
  world.client.start();
  await world.client.send(general, 'second');
  failing.clear();
  await world.pair.flush();
  expect(said(world)).toEqual(['first, from before the reload', 'second']);
});

it('[UX-PWA-6] does not call storage whole while what it holds cannot be read', async () => {
  const { store } = await aFailingStore();
  const world = await started(store);
  await world.client.send(general, 'second');
  await world.pair.flush();
  expect(said(world)).toEqual(['second']);
  expect(world.screen.of('storage')).toEqual([lostByReload]);
});

it('[SYNC-4] reads again by itself what it could not load, and does so no more once it is stopped', async () => {
  const { store, failing } = await aFailingStore();
  const world = await started(store);
  await world.clock.advance(3 * readAgainMs);
  expect(world.client.unsent()).toEqual([]);
  failing.clear();
  await world.clock.advance(readAgainMs);
  expect(world.client.unsent()).toMatchObject([{ key }]);
  await world.pair.flush();
  expect(said(world)).toEqual(['first, from before the reload']);
  await world.client.stop();
  expect(world.clock.timers()).toBe(0);
});

it('[SYNC-3] takes nothing for unknown that was kept and settled while the store could not be read', async () => {
  const { inner, store, failing } = await aFailingStore();
  const world = await started(store);
  await world.client.send(general, 'second');
  await world.pair.flush();
  failing.clear();
  await world.clock.advance(readAgainMs);
  await world.pair.flush();
  expect(said(world)).toEqual(['second', 'first, from before the reload']);
  expect(world.server.asked('messages.send')).toHaveLength(2);
  expect(await inner.load()).toEqual([]);
});

it('[UX-SEND-1] [SYNC-4] what is written before the store is read shows at once, and goes behind what was written before', async () => {
  const inner = memoryOutboxStore();
  // Written before somebody put the clock of the device back.
  await inner.put({ ...older, order: 9_999_999_999_999 });
  const read = { finish: () => undefined as void };
  const load = async () => {
    await new Promise<void>((finish) => (read.finish = finish));
    return inner.load();
  };
  const world = aClient({ store: { ...inner, load } });
  world.server.converse(general);
  world.client.start();
  const sending = ['second', 'third'].map((text) => world.client.send(general, text));
  expect(world.screen.outgoing(general)).toMatchObject([{ text: 'second' }, { text: 'third' }]);
  await world.pair.flush();
  expect(world.server.asked('messages.send')).toEqual([]);
  for (let loads = 0; loads < 2; loads += 1) {
    read.finish();
    await settled();
  }
  await Promise.all(sending);
  expect(world.screen.outgoing(general)).toMatchObject([{ key }, { text: 'second' }, { text: 'third' }]);
  for (let turns = 0; turns < 3; turns += 1) await world.pair.flush();
  expect(said(world)).toEqual(['first, from before the reload', 'second', 'third']);
});
