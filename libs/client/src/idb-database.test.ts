import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { idbDatabase } from './idb-database';
import { idbLogCache } from './log-cache.idb';
import { memoryLogCache } from './log-cache.memory';
import { idbOutboxStore } from './outbox-store.idb';
import { memoryOutboxStore } from './outbox-store.memory';
import type { StoredItem } from './outbox-store';
import { anOpenClient, general } from './testing/a-client';
import type { SocketPair } from './testing/socket-pair';

const key = '01KB3W9M6Q4X7V2T8Y5Z1N0RJC';
const command = { type: 'messages.send', text: 'hi' } as const;
const message: StoredItem = { id: key, order: 1, conversationId: general, key, at: 1, command };

/** IndexedDB answers in tasks of its own, some behind each other; all that follows from them has happened too. */
const stored = async (pair: SocketPair) => {
  for (let tasks = 0; tasks < 30; tasks += 1) await pair.flush();
};

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => vi.unstubAllGlobals());

it('[UX-PWA-6] without IndexedDB what is sent arrives, and the screen is told that a reload would lose what is unsent', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const given = { store: idbOutboxStore('nowhere'), cache: idbLogCache('nowhere') };
  const { client, pair, screen, server } = await anOpenClient(3, given);
  await client.send(general, 'hi');
  await pair.flush();
  expect(server.log(general).at(-1)).toMatchObject({ author: 'ana', body: { text: 'hi' } });
  expect(screen.of('storage')).toEqual([{ type: 'storage', durable: false }]);
});

it('[UX-PWA-6] an IndexedDB that may not be used is done without too', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  });
  const given = { store: idbOutboxStore('refused'), cache: idbLogCache('refused') };
  const { client, pair, server } = await anOpenClient(3, given);
  await client.send(general, 'hi');
  await pair.flush();
  expect(server.log(general).at(-1)).toMatchObject({ author: 'ana', body: { text: 'hi' } });
});

it('[UX-PWA-6] a full disk: the quota refuses what is written, and what was sent arrives once', async () => {
  const full = async () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
  const cache = { ...memoryLogCache(), keepState: full, keepLog: full };
  const store = { ...memoryOutboxStore(), put: full };
  const { client, clock, pair, screen, server } = await anOpenClient(3, { store, cache });
  await client.send(general, 'hi');
  await pair.flush();
  await clock.advance(5_000);
  await pair.flush();
  expect(server.log(general).filter(({ author }) => author === 'ana')).toHaveLength(1);
  expect(screen.of('storage')).toEqual([{ type: 'storage', durable: false }]);
  expect(screen.outgoing(general)).toEqual([]);
});

it('rejects, and does not throw, where there is none', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const database = idbDatabase('nowhere', 1, () => undefined);
  await expect(database()).rejects.toThrow();
});

it('opens again what could not be opened before', async () => {
  const store = idbOutboxStore('later');
  const real = indexedDB;
  vi.stubGlobal('indexedDB', undefined);
  await expect(store.load()).rejects.toThrow();
  vi.stubGlobal('indexedDB', real);
  await store.put(message);
  expect(await store.load()).toEqual([message]);
});

it('makes way for a newer build in another tab, and does without from then on', async () => {
  const store = idbOutboxStore('older');
  await store.put(message);
  const newer = await openDB('parley-outbox', 2); // waits for ever where the older tab holds on
  const { client, pair, screen, server } = await anOpenClient(3, { store });
  await client.send(general, 'from the older tab');
  await stored(pair);
  expect(server.log(general).at(-1)).toMatchObject({ author: 'ana', body: { text: 'from the older tab' } });
  expect(screen.of('storage')).toEqual([{ type: 'storage', durable: false }]);
  expect(await newer.getAll('messages')).toMatchObject([{ key }]);
  newer.close();
});

it('leaves in the outbox what it cannot read, for the newer build that wrote it', async () => {
  const store = idbOutboxStore('newer');
  await store.load();
  const database = await openDB('parley-outbox');
  const strange = { ...message, personId: 'newer', id: 'strange', command: { type: 'polls.open', question: 'Lunch?' } };
  await database.put('messages', strange);
  const { client, pair, server } = await anOpenClient(3, { store });
  await client.send(general, 'hi');
  await stored(pair);
  expect(server.log(general).at(-1)).toMatchObject({ author: 'ana', body: { text: 'hi' } });
  expect(await store.load()).toEqual([]);
  expect(await database.getAll('messages', IDBKeyRange.bound(['newer'], ['newer', []]))).toEqual([strange]);
  database.close();
});
