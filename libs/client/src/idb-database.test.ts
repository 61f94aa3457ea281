import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readAgainMs } from './forgiving-store';
import { idbDatabase, openMs } from './idb-database';
import { idbLogCache } from './log-cache.idb';
import { memoryLogCache } from './log-cache.memory';
import { idbOutboxStore } from './outbox-store.idb';
import { memoryOutboxStore } from './outbox-store.memory';
import type { StoredItem } from './outbox-store';
import { aClient, anOpenClient, general } from './testing/a-client';
import { fakeClock, settled } from './testing/fake-clock';
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

/** A browser whose databases open when it is told so. */
const aSlowBrowser = () => {
  const real = indexedDB;
  const waiting: (() => void)[] = [];
  vi.stubGlobal('indexedDB', {
    open: (name: string, version: number) => {
      const request = Object.create(IDBOpenDBRequest.prototype) as IDBOpenDBRequest;
      const heard: [string, EventListener][] = [];
      let answer: IDBOpenDBRequest | undefined;
      waiting.push(() => {
        answer = real.open(name, version);
        for (const [type, hear] of heard) answer.addEventListener(type, hear);
      });
      return Object.defineProperties(request, {
        addEventListener: { value: (type: string, hear: EventListener) => heard.push([type, hear]) },
        removeEventListener: { value: () => undefined },
        result: { get: () => answer?.result },
        transaction: { get: () => answer?.transaction },
      });
    },
  });
  return { opens: () => vi.stubGlobal('indexedDB', real), answers: () => waiting.splice(0).forEach((open) => open()) };
};

it('[UX-PWA-6] [UX-SEND-1] where IndexedDB never answers, what is sent shows at once and arrives, and the screen is told', async () => {
  aSlowBrowser();
  const clock = fakeClock();
  const given = { clock, store: idbOutboxStore('hangs', clock), cache: idbLogCache('hangs', clock) };
  const { client, pair, screen, server } = aClient(given);
  server.converse(general);
  client.start();
  const sent = client.send(general, 'hi');
  expect(screen.outgoing(general)).toMatchObject([{ text: 'hi', state: 'waiting' }]);
  await clock.advance(openMs);
  await pair.flush();
  await sent;
  await pair.flush();
  expect(server.log(general).at(-1)).toMatchObject({ author: 'ana', body: { text: 'hi' } });
  expect(screen.of('storage')).toEqual([{ type: 'storage', durable: false }]);
});

it('rejects where another tab does not make way for an upgrade, and opens once it has gone', async () => {
  const older = await openDB('held', 1);
  const clock = fakeClock();
  const database = idbDatabase('held', 2, () => undefined, clock);
  await expect(database()).rejects.toThrow('another tab');
  await expect(database()).rejects.toThrow('another tab');
  expect(clock.timers()).toBe(1);
  older.close();
  await vi.waitFor(async () => expect((await database()).version).toBe(2));
  (await database()).close();
});

it('[SYNC-4] what an outbox that opened too late holds is shown and sent then, without a word from anybody', async () => {
  await idbOutboxStore('late').put(message);
  const browser = aSlowBrowser();
  const clock = fakeClock();
  const { client, pair, screen, server } = aClient({ clock, store: idbOutboxStore('late', clock) });
  server.converse(general);
  client.start();
  await pair.flush();
  await clock.advance(openMs);
  expect(screen.of('storage')).toEqual([{ type: 'storage', durable: false }]);
  browser.answers();
  browser.opens();
  await stored(pair);
  await clock.advance(readAgainMs);
  await stored(pair);
  expect(server.log(general).at(-1)).toMatchObject({ author: 'ana', key, body: { text: 'hi' } });
  expect(screen.of('storage').at(-1)).toEqual({ type: 'storage', durable: true });
});

it('closes what opens after it was given up, so that it is in no upgrade’s way', async () => {
  const browser = aSlowBrowser();
  const clock = fakeClock();
  const database = idbDatabase('late', 1, () => undefined, clock);
  const given = database();
  given.catch(() => undefined);
  await settled();
  await clock.advance(openMs);
  await expect(given).rejects.toThrow('does not answer');
  browser.answers();
  browser.opens();
  const newer = await openDB('late', 2, { blocked: () => expect.unreachable('the late one is still open') });
  newer.close();
});
