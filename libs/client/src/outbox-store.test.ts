import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { outboxStoreContract } from './outbox-store.contract';
import { idbOutboxStore } from './outbox-store.idb';
import { memoryOutboxStore } from './outbox-store.memory';
import type { StoredItem } from './outbox-store';

outboxStoreContract('the outbox in memory', memoryOutboxStore);
outboxStoreContract('the outbox in IndexedDB', idbOutboxStore);

const key = '01KB3W9M6Q4X7V2T8Y5Z1N0RJC';
const place = { id: key, order: 1, conversationId: `c-${'0'.repeat(31)}1`, key, at: 1 };
const message: StoredItem = { ...place, command: { type: 'messages.send', text: 'hi' } };

it('[UX-SEND-7] keeps messages over a reload, and each person apart', async () => {
  await idbOutboxStore('ana').put(message);
  expect(await idbOutboxStore('ana').load()).toEqual([message]);
  expect(await idbOutboxStore('an').load()).toEqual([]);
  expect(await idbOutboxStore('anab').load()).toEqual([]);
});

it('passes over rows that do not parse, and keeps the others', async () => {
  const store = idbOutboxStore('damaged');
  await store.put(message);
  const database = await openDB('parley-outbox');
  const broken = {
    command: { type: 'messages.send' },
    key: 'no ulid',
    conversationId: 'x',
    order: 'first',
    at: null,
    after: -1,
  };
  for (const [field, value] of Object.entries(broken))
    await database.put('messages', { ...message, personId: 'damaged', id: field, [field]: value });
  expect(await store.load()).toEqual([message]);
});

it('[UX-PWA-5] forgets also what does not parse, and of nobody else', async () => {
  for (const personId of ['cleare', 'cleared', 'clearedb']) await idbOutboxStore(personId).put(message);
  const database = await openDB('parley-outbox');
  const newer = { ...message, personId: 'cleared', id: 'newer', command: { type: 'messages.sing', tune: 'la' } };
  await database.put('messages', newer);
  await idbOutboxStore('cleared').clear();
  const rows = (await database.getAll('messages')) as { personId: string }[];
  const left = rows.map(({ personId }) => personId).filter((personId) => personId.startsWith('clear'));
  expect(left).toEqual(['cleare', 'clearedb']);
});

it('reads what an older build kept, which was messages alone', async () => {
  const store = idbOutboxStore('older');
  await store.load();
  const database = await openDB('parley-outbox');
  await database.put('messages', { ...place, personId: 'older', text: 'hi', after: 41 });
  expect(await store.load()).toEqual([{ ...message, after: 41 }]);
});
