import { expect, it } from 'vitest';
import { readAgainMs, slowMs } from './forgiving-store';
import { wishMs } from './outbox-tabs';
import type { StoredItem } from './outbox-store';
import { memoryOutboxStore } from './outbox-store.memory';
import { aBrowser, flush, offline } from './testing/a-browser';
import { aClient, general, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

const key = '01KB3W9M6Q4X7V2T8Y5Z1N0RJC';
const older: StoredItem = {
  ...{ id: key, order: 1, conversationId: general, key, at: 1 },
  command: { type: 'messages.send', text: 'first' },
};
const said = ({ server }: World) =>
  server.log(general).flatMap(({ author, body }) => (author === 'ana' ? [(body as { text: string }).text] : []));

/** A store with a message in it, each reading of which takes until it is answered. */
const started = async () => {
  const inner = memoryOutboxStore();
  await inner.put(older);
  const reads: { answer(): void; fail(): void }[] = [];
  const load = async () => {
    await new Promise<void>((answer, reject) =>
      reads.push({ answer, fail: () => reject(new DOMException('Aborted.', 'AbortError')) }),
    );
    return inner.load();
  };
  const world = aClient({ store: { ...inner, load } });
  world.server.converse(general, 3);
  world.client.start();
  await world.pair.flush();
  const answer = async () => {
    reads.shift()?.answer();
    await world.pair.flush();
  };
  const fail = async () => {
    reads.shift()?.fail();
    await world.pair.flush();
  };
  return { ...world, reads, answer, fail };
};

it('[UX-PWA-6] [SYNC-4] a store that takes long to be read is told as not lasting, and nothing is sent before it is read', async () => {
  const world = await started();
  const { answer, client, clock, pair, screen } = world;
  const sent = client.send(general, 'second');
  await clock.advance(slowMs - 1);
  expect(screen.of('storage')).toEqual([]);
  await clock.advance(1);
  expect(screen.of('storage')).toEqual([{ type: 'storage', durable: false }]);
  await clock.advance(60_000);
  await pair.flush();
  expect(screen.outgoing(general)).toMatchObject([{ text: 'second', state: 'waiting' }]);
  expect(said(world)).toEqual([]);
  for (let loads = 0; loads < 2; loads += 1) await answer();
  await sent;
  await pair.flush();
  expect(said(world)).toEqual(['first', 'second']);
  expect(screen.of('storage').at(-1)).toEqual({ type: 'storage', durable: true });
});

it('[UX-SEND-4] what is wished while the store is not read ends, and says what to do', async () => {
  const { client, clock } = await started();
  const key = 'any';
  const wished = expect(client.discard(key)).rejects.toThrow('Reload the page');
  await settled();
  await clock.advance(wishMs);
  await wished;
});

it('[SYNC-4] what is read at last, where the first reading had failed, goes before what is written meanwhile', async () => {
  const world = await started();
  const { answer, client, clock, fail, pair, reads, screen } = world;
  for (let loads = 0; loads < 2; loads += 1) await fail();
  await clock.advance(readAgainMs);
  const sent = ['second', 'third'].map((text) => client.send(general, text));
  await clock.advance(60_000);
  await pair.flush();
  expect(said(world)).toEqual([]);
  // However many ask meanwhile, it is read once.
  expect(reads).toHaveLength(1);
  await answer();
  await Promise.all(sent);
  await pair.flush();
  expect(said(world)).toEqual(['first', 'second', 'third']);
  expect(screen.of('storage')).toEqual([
    { type: 'storage', durable: false },
    { type: 'storage', durable: true },
  ]);
});

it('[SYNC-3] what is told while a tab that takes over reads the store is not taken for gone', async () => {
  const { inner, opens, server } = aBrowser();
  const [late, reads] = [[] as (() => void)[], [] as (() => void)[]];
  let isSlow = false;
  const one = await opens();
  const two = await opens({
    store: {
      ...inner,
      load: async () => {
        if (isSlow) await new Promise<void>((read) => reads.push(read));
        return inner.load();
      },
    },
    hearing: ({ post, listen }) => ({
      post,
      listen: (hear) => listen((message) => (isSlow ? late.push(() => hear(message)) : hear(message))),
    }),
  });
  await offline(one);
  await two.client.send(general, 'hi');
  isSlow = true;
  await settled();
  one.tabs.die();
  await settled();
  for (const hear of late) hear();
  for (const read of reads) read();
  await flush(two);
  expect(said({ ...two, server })).toEqual(['hi']);
  expect(two.client.unsent()).toEqual([]);
});

it('[UX-PWA-5] says when all that was left unsent is told, and not before, also where the first reading failed', async () => {
  const { answer, clock, fail, screen } = await started();
  for (let loads = 0; loads < 2; loads += 1) await fail();
  expect(screen.of('unsent-read')).toEqual([]);
  await clock.advance(readAgainMs);
  await answer();
  expect(screen.events.findIndex(({ type }) => type === 'unsent-read')).toBeGreaterThan(
    screen.events.findIndex((event) => event.type === 'outbox' && event.outgoing.length === 1),
  );
});
