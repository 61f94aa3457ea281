import type { Clock } from './clock';
import { createInTurn } from './in-turn';
import { bySending, type InMemory, type OutboxStore, type StoredItem } from './outbox-store';

/** So long after a load that failed it is tried again: longer than an open may take, and soon enough to be waited for. */
export const readAgainMs = 5_000;

/** What the store is asked for, and takes longer, is told as not lasting until it is done: storage hangs where a machine or its disk does. */
export const slowMs = 5_000;

/**
 * UX-PWA-6: where the browser refuses to store, or has no room, what is unsent lives in this page alone, and `tell` says
 * so. What an older state of it would do after a reload is prevented: one that cannot be replaced is deleted, and one
 * that can be neither must not be tried, so that is an error (LOG-4: another `after` would be chosen for its key).
 *
 * What could not be loaded is loaded as soon as the store answers again, and `found` gets what nobody here knows of, before
 * the call is answered that told so: it was written first, and goes first (SYNC-4).
 */
export const forgivingStore = (parts: {
  store: OutboxStore;
  clock: Clock;
  tell(durable: boolean): void;
  found(stored: readonly StoredItem[]): void;
}): OutboxStore & { inMemory: InMemory } => {
  const { store, clock, tell, found } = parts;
  const inMemoryOnly = new Map<string, StoredItem>();
  /** Ids of what the store has, as far as is known here. */
  const rows = new Set<string>();
  /** A load failed, and these were kept or deleted since: what the store has of them is known here, or older. */
  let unread: { passed: Set<string> } | undefined;
  /** What it was asked for long ago, and has not done. */
  const slow = new Set<() => void>();
  let isDurable = true;
  const setDurable = (durable: boolean) => {
    if (durable !== isDurable) tell((isDurable = durable));
  };
  /** The store did what it was asked to. */
  const works = () => setDurable(!unread && inMemoryOnly.size === 0 && slow.size === 0);

  const patiently = async <T>(work: Promise<T>): Promise<T> => {
    const cancel = clock.after(slowMs, () => {
      slow.add(cancel);
      setDurable(false);
    });
    try {
      return await work;
    } finally {
      cancel();
      slow.delete(cancel);
    }
  };
  const loadFailed = () => {
    setDurable(false);
    if (unread) return;
    const failed = (unread = { passed: new Set() });
    const again = () => clock.after(readAgainMs, () => void readAgain().then(() => unread === failed && again()));
    again();
  };
  // Once, however many wait for it, and however long it takes.
  const { join: readAgain } = createInTurn(async () => {
    if (!unread) return;
    const { passed } = unread;
    try {
      const stored = await store.load();
      if (unread?.passed !== passed) return; // somebody else was first
      unread = undefined;
      for (const { id } of stored) rows.add(id);
      found(stored.filter(({ id }) => !passed.has(id)));
      works();
    } catch {
      // It is still not to be read.
    }
  });
  const remove = async (id: string): Promise<void> => {
    await store.delete(id);
    rows.delete(id);
  };

  /** The store has it as another tab has tried it since it was kept here: with the `after` that holds for its key (LOG-4). */
  const wasTried = ({ id, key, after }: StoredItem): boolean => {
    const mine = inMemoryOnly.get(id);
    return after !== undefined && mine?.key === key && mine.after === undefined;
  };

  return {
    inMemory: {
      has: (id) => inMemoryOnly.has(id),
      items: () => [...inMemoryOnly.values()].sort(bySending),
      keep: (item) => void inMemoryOnly.set(item.id, item),
      forget: (id) => inMemoryOnly.delete(id),
      stored: (id) => void rows.add(id),
      isRead: () => !unread,
    },
    load: async () => {
      try {
        const all = await patiently(store.load());
        for (const one of all) {
          rows.add(one.id);
          if (wasTried(one)) inMemoryOnly.delete(one.id);
        }
        const stored = all.filter(({ id }) => !inMemoryOnly.has(id));
        unread = undefined;
        works();
        return [...stored, ...inMemoryOnly.values()].sort(bySending);
      } catch {
        loadFailed();
        return [...inMemoryOnly.values()].sort(bySending);
      }
    },
    put: async (item) => {
      const { id, after } = item;
      unread?.passed.add(id);
      try {
        // It may be stored after all, so it is not tried before that is known (LOG-4).
        await patiently(store.put(item));
        rows.add(id);
        inMemoryOnly.delete(id);
      } catch {
        setDurable(false);
        if (rows.has(id) || !inMemoryOnly.has(id)) {
          const removed = remove(id);
          await (after === undefined ? removed.catch(() => undefined) : removed);
        }
        inMemoryOnly.set(id, item);
        return;
      }
      await readAgain();
      works();
    },
    delete: async (id) => {
      unread?.passed.add(id);
      const wasHere = inMemoryOnly.delete(id);
      const removed = remove(id);
      // A store that refuses everything has nothing of what was never stored.
      if (wasHere && !rows.has(id)) return removed.catch(() => undefined);
      await removed;
      await readAgain();
    },
    clear: async () => {
      inMemoryOnly.clear();
      await store.clear();
      rows.clear();
    },
  };
};
