import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { logCacheContract } from './log-cache.contract';
import { idbLogCache } from './log-cache.idb';
import { memoryLogCache } from './log-cache.memory';

logCacheContract('the cache in memory', memoryLogCache);
logCacheContract('the cache in IndexedDB', idbLogCache);

const id = `c-${'0'.repeat(31)}1`;

it('keeps each person apart, also where all is cleared', async () => {
  await idbLogCache('ana').keepLog(id, { epoch: '1', entries: [] });
  expect(await idbLogCache('an').log(id)).toBeUndefined();
  await idbLogCache('an').clear();
  await idbLogCache('anab').clear();
  expect(await idbLogCache('ana').log(id)).toEqual({ epoch: '1', entries: [] });
});

it('does not believe what is damaged', async () => {
  const cache = idbLogCache('damaged');
  await cache.keepLog(id, { epoch: '1', entries: [] });
  const database = await openDB('parley-cache');
  await database.put('logs', {
    personId: 'damaged',
    conversationId: id,
    turn: 1,
    epoch: '1',
    entries: [{ seq: 'one' }],
  });
  await database.put('states', { personId: 'damaged', epoch: 5 });
  expect([await cache.state(), await cache.log(id)]).toEqual([undefined, undefined]);
});
