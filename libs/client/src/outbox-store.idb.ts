/// <reference lib="dom" />
import { ConversationId, Key, Refusal, Seq } from '@parley/protocol';
import { type DBSchema, openDB } from 'idb';
import type { OutboxStore, StoredMessage } from './outbox-store';

type Row = StoredMessage & { personId: string };
interface Schema extends DBSchema {
  messages: { key: [personId: string, id: string]; value: Row };
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === 'string';

// What stands in a browser may be from an older build, or damaged: such a row is passed over, not believed.
const parse = (row: { [K in keyof Row]?: unknown }): StoredMessage[] => {
  const { id, order, conversationId, key, text, at, after, refusal } = row;
  const isWhole =
    isText(id) && isNumber(order) && ConversationId.safeParse(conversationId).success && Key.safeParse(key).success;
  if (!isWhole || !isText(text) || !isNumber(at)) return [];
  const tried = Seq.safeParse(after);
  const refused = Refusal.safeParse(refusal);
  if (after !== undefined && !tried.success) return [];
  return [
    {
      ...{ id, order, conversationId: conversationId as string, key: key as string, text, at },
      ...(tried.success && { after: tried.data }),
      ...(refused.success && { refusal: refused.data }),
    },
  ];
};

/** The outbox in this browser's IndexedDB, apart for each person who signs in here. */
export const idbOutboxStore = (personId: string): OutboxStore => {
  const database = openDB<Schema>('parley-outbox', 1, {
    upgrade: (db) => void db.createObjectStore('messages', { keyPath: ['personId', 'id'] }),
  });
  database.catch(() => undefined); // whoever uses it is told
  // Every id of that person: an array sorts after every string.
  const mine = () => IDBKeyRange.bound([personId], [personId, []]);
  return {
    load: async () => {
      const rows = await (await database).getAll('messages', mine());
      return rows.flatMap(parse).sort((a, b) => a.order - b.order);
    },
    put: async (message) => void (await (await database).put('messages', { ...message, personId })),
    delete: async (id) => (await database).delete('messages', [personId, id]),
  };
};
