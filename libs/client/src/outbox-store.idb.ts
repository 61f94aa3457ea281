/// <reference lib="dom" />
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Clock } from './clock';
import { idbDatabase } from './idb-database';
import { bySending, type OutboxStore, type StoredItem } from './outbox-store';
import { parseStoredItem } from './stored-item';

interface Schema extends DBSchema {
  messages: { key: [personId: string, id: string]; value: StoredItem & { personId: string } };
}

/** The outbox in this browser's IndexedDB, apart for each person who signs in here. */
export const idbOutboxStore = (personId: string, clock?: Clock): OutboxStore => {
  const upgrade = (db: IDBPDatabase<Schema>) => {
    db.createObjectStore('messages', { keyPath: ['personId', 'id'] });
  };
  const database = idbDatabase<Schema>('parley-outbox', 1, upgrade, clock);
  // Every id of that person: an array sorts after every string.
  const mine = () => IDBKeyRange.bound([personId], [personId, []]);
  return {
    load: async () => {
      const rows = await (await database()).getAll('messages', mine());
      return rows.flatMap((row) => parseStoredItem(row) ?? []).sort(bySending);
    },
    put: async (item) => void (await (await database()).put('messages', { ...item, personId })),
    delete: async (id) => (await database()).delete('messages', [personId, id]),
    clear: async () => (await database()).delete('messages', mine()),
  };
};
