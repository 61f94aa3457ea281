import { bySending, type OutboxStore, type StoredItem } from './outbox-store';

/** For clients that need not survive a restart. */
export const memoryOutboxStore = (): OutboxStore => {
  const items = new Map<string, StoredItem>();
  return {
    load: async () => structuredClone([...items.values()]).sort(bySending),
    put: async (item) => void items.set(item.id, structuredClone(item)),
    delete: async (id) => void items.delete(id),
    clear: async () => items.clear(),
  };
};
