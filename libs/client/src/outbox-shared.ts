import { type Item, itemOf, storedOf } from './outbox-item';
import type { Queues } from './outbox-queues';
import type { OutboxStore, StoredItem } from './outbox-store';
import type { SharedItem } from './outbox-tabs';

/** As the tab that sends tells it. */
export const sharedOf = (item: Item): SharedItem => ({
  ...{ stored: storedOf(item), sending: item.sending },
  ...(item.landed !== undefined && { landed: item.landed }),
});

/** What the tab that sends tells of one queue, instead of what is held of it. */
export const adopt = (queues: Queues, conversationId: string, items: readonly SharedItem[]): void => {
  const held = new Map(queues.of(conversationId).map((item) => [item.id, item]));
  const told = items.map(({ stored, sending, landed }) => {
    const mine = held.get(stored.id);
    held.delete(stored.id);
    const known = landed ?? mine?.landed;
    return { ...itemOf(stored, true), sending, isShared: true, ...(known !== undefined && { landed: known }) };
  });
  // Mine that the one who sends has not heard of yet, and those whose entry is not on screen here.
  const left = [...held.values()].filter(({ isShared, landed }) => !isShared || landed !== undefined);
  queues.set(conversationId, [...told, ...left]);
};

/**
 * What is in the store is what there is: another tab may have sent, changed and settled what is held here. What is there
 * although its entry was seen was not settled by the one that sent: it is sent again, and its key makes no second entry.
 */
export const loadInto = async (queues: Queues, store: OutboxStore): Promise<readonly StoredItem[]> => {
  const before = new Set(queues.all().filter(({ isSaved, landed }) => isSaved && landed === undefined));
  const stored = await store.load();
  for (const one of stored) {
    const held = queues.of(one.conversationId).find(({ id }) => id === one.id);
    if (held && held.landed === undefined) {
      before.delete(held);
      Object.assign(held, one, { isSaved: true });
    } else queues.put(itemOf(one, true));
  }
  for (const item of before) queues.remove(item);
  return stored;
};
