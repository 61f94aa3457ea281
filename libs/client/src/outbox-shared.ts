import { type Item, itemOf, storedOf } from './outbox-item';
import type { Queues } from './outbox-queues';
import type { InMemory, OutboxStore, StoredItem } from './outbox-store';
import type { SharedItem } from './outbox-tabs';

/** As the tab that sends tells it. */
export const sharedOf = (item: Item, inMemory: boolean): SharedItem => ({
  ...{ stored: storedOf(item), sending: item.sending, inMemory },
  ...(item.landed !== undefined && { landed: item.landed }),
});

/** What the tab that sends tells of one queue, instead of what is held of it. */
export const adopt = (
  queues: Queues,
  inMemory: InMemory,
  conversationId: string,
  items: readonly SharedItem[],
): void => {
  for (const { stored, inMemory: isLoose } of items)
    if (isLoose ?? inMemory.has(stored.id)) inMemory.keep(stored);
    else inMemory.forget(stored.id);
  const held = new Map(queues.of(conversationId).map((item) => [item.id, item]));
  const told = items.flatMap(({ stored, sending, landed }) => {
    const mine = held.get(stored.id);
    // It has arrived, and this tab has let go of it, or never had it.
    if (landed !== undefined && !mine) return [];
    held.delete(stored.id);
    const known = landed ?? mine?.landed;
    return { ...itemOf(stored, true), sending, isShared: true, ...(known !== undefined && { landed: known }) };
  });
  // Mine that the one who sends has not heard of yet, and those whose entry is not on screen here. One that is stored
  // nowhere may be unknown to a tab that sends from now on, so it stays until it is said to be done.
  const left = [...held.values()].filter(
    ({ id, isShared, landed }) => !isShared || landed !== undefined || inMemory.has(id),
  );
  queues.set(conversationId, [...told, ...left]);
};

/**
 * What is in the store is what there is: another tab may have sent, changed and settled what is held here. What is there
 * although its entry was seen was not settled by the one that sent: it is sent again, and its key makes no second entry.
 */
export const loadInto = async (
  queues: Queues,
  store: OutboxStore,
  isRead: () => boolean,
): Promise<readonly StoredItem[]> => {
  const isWaiting = ({ isSaved, landed }: Item) => isSaved && landed === undefined;
  // By id: what is told meanwhile takes the place of what was held.
  const before = new Set(queues.all().flatMap((item) => (isWaiting(item) ? item.id : [])));
  const stored = await store.load();
  for (const one of stored) {
    const held = queues.of(one.conversationId).find(({ id }) => id === one.id);
    const landedMeanwhile = before.delete(one.id) && held?.landed !== undefined;
    if (held && held.landed === undefined) Object.assign(held, one, { isSaved: true });
    else if (!landedMeanwhile) queues.put({ ...itemOf(one, true), isShared: true });
  }
  // Where the store cannot be read, what the one that sent has told is what there is.
  if (isRead()) for (const item of queues.all()) if (before.has(item.id) && isWaiting(item)) queues.remove(item);
  return stored;
};
