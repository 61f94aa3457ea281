/// <reference lib="dom" />
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Clock } from './clock';
import { idbDatabase } from './idb-database';
import { KeptLog, KeptState, type LogCache, mostLogs } from './log-cache';

interface Schema extends DBSchema {
  states: { key: string; value: KeptState & { personId: string } };
  logs: {
    key: [personId: string, conversationId: string];
    value: KeptLog & { personId: string; conversationId: string; turn: number };
    indexes: { turn: [personId: string, turn: number] };
  };
}

/** The copy in this browser's IndexedDB, apart for each person who signs in here. */
export const idbLogCache = (personId: string, clock?: Clock): LogCache => {
  const upgrade = (db: IDBPDatabase<Schema>) => {
    db.createObjectStore('states', { keyPath: 'personId' });
    const logs = db.createObjectStore('logs', { keyPath: ['personId', 'conversationId'] });
    logs.createIndex('turn', ['personId', 'turn']);
  };
  const database = idbDatabase<Schema>('parley-cache', 1, upgrade, clock);
  // Everything of that person: an array sorts after every string and number.
  const mine = () => IDBKeyRange.bound([personId], [personId, []]);
  return {
    state: async () => KeptState.safeParse(await (await database()).get('states', personId)).data,
    keepState: async (state) => void (await (await database()).put('states', { ...state, personId })),
    log: async (conversationId) =>
      KeptLog.safeParse(await (await database()).get('logs', [personId, conversationId])).data,
    keepLog: async (conversationId, log) => {
      const transaction = (await database()).transaction('logs', 'readwrite');
      const turns = transaction.store.index('turn');
      const newest = await turns.openKeyCursor(mine(), 'prev');
      const turn = ((newest?.key as [string, number] | undefined)?.[1] ?? 0) + 1;
      await transaction.store.put({ ...log, personId, conversationId, turn });
      const surplus = (await turns.count(mine())) - mostLogs;
      const oldest = surplus > 0 ? await turns.getAllKeys(mine(), surplus) : [];
      await Promise.all([...oldest.map((key) => transaction.store.delete(key)), transaction.done]);
    },
    dropLog: async (conversationId) => (await database()).delete('logs', [personId, conversationId]),
    clear: async () => {
      const transaction = (await database()).transaction(['states', 'logs'], 'readwrite');
      await Promise.all([
        transaction.objectStore('states').delete(personId),
        transaction.objectStore('logs').delete(mine()),
        transaction.done,
      ]);
    },
  };
};
