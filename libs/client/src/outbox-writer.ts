import { type Item, storedOf } from './outbox-item';
import type { Queues } from './outbox-queues';
import type { OutboxStore, StoredItem } from './outbox-store';

export type Writer = ReturnType<typeof createWriter>;

/** Changes of items, in the store before they hold: one at a time for each item, so that no older state comes last. */
export const createWriter = (parts: {
  store: OutboxStore;
  queues: Queues;
  /** This tab sends. */
  leads(): boolean;
  /** It is changed, and was stored as well as that can be. */
  onWritten(item: Item): void;
  /** It is in the store no more. */
  onForgotten(id: string): void;
}) => {
  const { store, queues, leads, onWritten, onForgotten } = parts;
  const inTurn = <T>(item: Item, work: () => Promise<T>): Promise<T> => {
    const done = (item.writing ?? Promise.resolve()).then(work, work);
    item.writing = done;
    return done;
  };
  const isOpen = (item: Item): boolean => item.landed === undefined && queues.has(item);
  // What is kept is changed by the tab alone that sends: its `after` holds (LOG-4).
  const isMine = (item: Item): boolean => isOpen(item) && (!item.isSaved || leads());
  return {
    /**
     * Resolves to whether it holds: not for what is settled or was given up meanwhile, or is another tab's to send. A
     * change of what the item says then, by what came before it, is worked out when its turn comes.
     */
    write: (item: Item, given: Partial<StoredItem> | (() => Partial<StoredItem>)): Promise<boolean> =>
      inTurn(item, async () => {
        if (!isMine(item)) return false;
        const change = typeof given === 'function' ? given() : given;
        await store.put(storedOf({ ...item, ...change }));
        Object.assign(item, change);
        onWritten(item);
        return true;
      }),
    /** Resolves to whether `fresh` is in the store instead of it: not where it was settled or given up meanwhile. */
    replace: (item: Item, fresh: StoredItem): Promise<boolean> =>
      inTurn(item, async () => {
        if (!isMine(item)) return false;
        await store.put(fresh);
        if (isOpen(item)) return true;
        // It is taken out next; what is left where that fails must be what has arrived, or it is sent once more (LOG-2).
        await store.put(storedOf(item));
        return false;
      }),
    forget: (item: Item): Promise<void> =>
      inTurn(item, async () => {
        await store.delete(item.id);
        onForgotten(item.id);
      }),
  };
};
