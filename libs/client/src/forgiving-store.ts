import { bySending, type OutboxStore, type StoredItem } from './outbox-store';

/**
 * UX-PWA-6: where the browser refuses to store, or has no room, what is unsent lives in this page alone, and `tell` says
 * so. What an older state of it would do after a reload is prevented: one that cannot be replaced is deleted, and one
 * that can be neither must not be tried, so that is an error (LOG-4: another `after` would be chosen for its key).
 */
export const forgivingStore = (store: OutboxStore, tell: (durable: boolean) => void): OutboxStore => {
  const inMemoryOnly = new Map<string, StoredItem>();
  let isDurable = true;
  const setDurable = (durable: boolean) => {
    if (durable !== isDurable) tell((isDurable = durable));
  };
  return {
    load: async () => {
      try {
        const stored = (await store.load()).filter(({ id }) => !inMemoryOnly.has(id));
        return [...stored, ...inMemoryOnly.values()].sort(bySending);
      } catch {
        setDurable(false);
        return [...inMemoryOnly.values()].sort(bySending);
      }
    },
    put: async (item) => {
      try {
        await store.put(item);
        inMemoryOnly.delete(item.id);
        setDurable(true);
      } catch {
        setDurable(false);
        if (inMemoryOnly.has(item.id)) return void inMemoryOnly.set(item.id, item);
        const deleted = store.delete(item.id);
        await (item.after === undefined ? deleted.catch(() => undefined) : deleted);
        inMemoryOnly.set(item.id, item);
      }
    },
    delete: async (id) => {
      if (!inMemoryOnly.delete(id)) await store.delete(id);
    },
  };
};
