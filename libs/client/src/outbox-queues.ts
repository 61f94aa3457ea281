import type { ClientEvent, Outgoing } from './client';
import { type Item, outgoing, pendingChange } from './outbox-item';
import { bySending } from './outbox-store';

export type Queues = ReturnType<typeof createQueues>;

/** What is on its way, by conversation, in the order of sending; and what is told of it. */
export const createQueues = ({ emit }: { emit(event: ClientEvent): void }) => {
  const queues = new Map<string, readonly Item[]>();
  /** Conversations whose last told list of changes was not empty. */
  const told = new Set<string>();

  const of = (conversationId: string): readonly Item[] => queues.get(conversationId) ?? [];
  const all = (): Item[] => [...queues.values()].flat().sort(bySending);

  return {
    of,
    all,
    conversations: (): string[] => [...queues.keys()],
    byKey: (key: string): Item | undefined => all().find((item) => item.key === key),
    byId: (id: string): Item | undefined => all().find((item) => item.id === id),
    has: (item: Item): boolean => of(item.conversationId).includes(item),
    /** Takes the place of the one with its id, or of its order. */
    put: (item: Item): void => {
      const others = of(item.conversationId).filter(({ id }) => id !== item.id);
      queues.set(item.conversationId, [...others, item].sort(bySending));
    },
    set: (conversationId: string, items: readonly Item[]): void => {
      queues.set(conversationId, [...items].sort(bySending));
    },
    remove: (item: Item): void => {
      queues.set(
        item.conversationId,
        of(item.conversationId).filter(({ id }) => id !== item.id),
      );
    },
    tell: (conversationId: string): void => {
      const items = of(conversationId);
      emit({ type: 'outbox', conversationId, outgoing: items.flatMap(outgoing) });
      const changes = items.flatMap(pendingChange);
      if (changes.length === 0 && !told.has(conversationId)) return;
      if (changes.length > 0) told.add(conversationId);
      else told.delete(conversationId);
      emit({ type: 'changes', conversationId, changes });
    },
    unsent: (): Outgoing[] => all().flatMap(outgoing),
  };
};
