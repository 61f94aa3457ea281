import { type Entry, isKnown } from '@parley/protocol';
import type { ClientEvent, Outgoing } from './client';
import type { Clock } from './clock';
import type { Ask } from './http';
import { createAdding } from './outbox-adding';
import { isSay, type Item, itemOf, storedOf } from './outbox-item';
import { createQueues } from './outbox-queues';
import { createSender } from './outbox-sender';
import { adopt, loadInto, sharedOf } from './outbox-shared';
import type { InMemory, OutboxStore, StoredItem } from './outbox-store';
import { createOutboxTabs, type Said, type Wish } from './outbox-tabs';
import { createWishes } from './outbox-wishes';
import { createWriter } from './outbox-writer';
import type { Tabs } from './tabs';

export type Outbox = ReturnType<typeof createOutbox>;

/** Sends what people write and change: each once, in their order, whatever happens to the network (SYNC-3, SYNC-4). */
export const createOutbox = (parts: {
  ask: Ask;
  store: OutboxStore;
  inMemory: InMemory;
  tabs: Tabs;
  clock: Clock;
  random: () => number;
  ids: () => string;
  emit(event: ClientEvent): void;
  /** The highest seq up to which the conversation is held; asks the server where nothing is held. */
  position(conversationId: string): Promise<number>;
  /** Whether the timeline shows the log up to `seq`, or shows nothing of it. */
  shows(conversationId: string, seq: number): boolean;
  /** The seq of the message's newest edit heard of, or its own. */
  versionOf(conversationId: string, seq: number): number;
  /** The entry of a message of this outbox is known. */
  onSaid(conversationId: string, entry: Entry): void;
  /** The answer to a request. */
  onReply(conversationId: string, entry: Entry): void;
  /** Entries that were read to look for a key. */
  onRead(conversationId: string, entries: readonly Entry[]): void;
}) => {
  const { ask, store, inMemory, clock, random, ids, emit, position, shows, versionOf, onSaid, onReply, onRead } = parts;
  const queues = createQueues({ emit });
  /** Ids of what has arrived or was given up: a tab that slept, and has not heard so yet, may still tell of them. */
  const over = new Set<string>();

  const share = (conversationId: string) => {
    if (!tabs.leads()) return;
    const items = queues.of(conversationId).map((item) => sharedOf(item, inMemory.has(item.id)));
    tabs.post({ type: 'queue', conversationId, items });
  };
  const changed = (conversationId: string) => {
    queues.tell(conversationId);
    share(conversationId);
  };

  const writer = createWriter({
    ...{ store, queues, leads: () => tabs.leads() },
    // What the store did not take is in each tab as it is now, whatever becomes of this one.
    onWritten: (item) => inMemory.has(item.id) && share(item.conversationId),
    onForgotten: (id) => {
      over.add(id);
      tabs.post({ type: 'forgotten', id });
    },
  });
  const sender = createSender({
    ...{ ask, writer, queues, clock, random, emit, position, onReply, onRead, onChange: changed },
    onLanded: (item, entry) => {
      over.add(item.id);
      if (isSay(item.command)) onSaid(item.conversationId, entry);
      if (tabs.leads()) tabs.post({ type: 'landed', conversationId: item.conversationId, entry });
      // The one that sends takes it out of the store, and an older build does not say so.
      else inMemory.forget(item.id);
    },
    ...{ leads: () => tabs.leads(), sends: () => tabs.sends() },
  });

  /** Of those that have arrived, these are on their way no more. */
  const letGo = (conversationId: string, isOver: (landed: number) => boolean) => {
    const queue = queues.of(conversationId);
    const left = queue.filter(({ landed }) => landed === undefined || !isOver(landed));
    if (left.length === queue.length) return;
    queues.set(conversationId, left);
    changed(conversationId);
    // One that had failed may have held the others.
    sender.pump(conversationId);
  };
  /** Shown until the timeline shows their entry. */
  const clear = (conversationId: string) => letGo(conversationId, (landed) => shows(conversationId, landed));

  // It was given up, and had arrived: what is left to do is to delete it, under the key that the discard has for that.
  const foundDiscarded = (item: Item, target: number): void => {
    if (item.command.type !== 'messages.discard' || !tabs.leads()) return;
    item.key = item.command.deleteKey;
    item.command = { type: 'messages.delete', target };
    item.interrupt?.();
    writer.write(item, {}).catch(() => undefined); // after a reload it is found again
  };

  const match = (item: Item, entry: Entry): void => {
    const isMessage = isKnown(entry) && entry.kind === 'message.posted' && !entry.body.deleted;
    if (item.command.type === 'messages.discard' && isMessage) foundDiscarded(item, entry.seq);
    else sender.settle(item, entry);
  };

  const keysOf = ({ key, command }: Item): string[] =>
    command.type === 'messages.discard' ? [key, command.deleteKey] : [key];

  /** Entries passed: mine among them are no longer on their way. */
  const saw = (conversationId: string, entries: readonly Entry[]) => {
    const queue = queues.of(conversationId);
    if (queue.length === 0) return;
    const byKey = new Map(queue.flatMap((item) => keysOf(item).map((key) => [key, item])));
    for (const entry of entries) {
      const item = byKey.get(entry.key);
      // One that was just found to be deleted waits for another key now; its entry may come twice, pushed and pulled.
      if (item && keysOf(item).includes(entry.key)) match(item, entry);
    }
    clear(conversationId);
  };

  let [loading, isLoaded]: [Promise<void> | undefined, boolean] = [undefined, false];
  const load = async () => {
    adding.putBehind(await loadInto(queues, store, inMemory.isRead));
    isLoaded = true;
    for (const conversationId of queues.conversations()) changed(conversationId);
    if (inMemory.isRead()) emit({ type: 'unsent-read' });
  };
  const ready = () => (loading ??= load());

  const wishes = createWishes({ store, queues, writer, sender, clock, ids, versionOf, onChange: changed });

  const added = (stored: StoredItem, { isLoose = false, isShared = false } = {}) => {
    adding.passed(stored.order);
    if (queues.of(stored.conversationId).some(({ id }) => id === stored.id)) return;
    if (isLoose) inMemory.keep(stored);
    queues.put({ ...itemOf(stored, true), isShared });
    changed(stored.conversationId);
    sender.pump(stored.conversationId);
  };
  const forgotten = (id: string) => {
    over.add(id);
    inMemory.forget(id);
    const item = queues.byId(id);
    if (!item || item.landed !== undefined) return;
    queues.remove(item);
    changed(item.conversationId);
  };
  // To whoever sends from now on, or may: before it tries what was written next.
  const offer = () => {
    if (!tabs.leads()) for (const item of inMemory.items()) tabs.post({ type: 'added', item, inMemory: true });
  };
  const hear = (said: Exclude<Said, { type: 'wish' | 'granted' }>) => {
    if (said.type === 'added' && !said.inMemory) inMemory.stored(said.item.id);
    if (said.type === 'added') return over.has(said.item.id) ? undefined : added(said.item, { isLoose: said.inMemory });
    if (said.type === 'forgotten') return forgotten(said.id);
    if (said.type === 'leads' || said.type === 'asks') offer();
    if (said.type === 'landed') return onReply(said.conversationId, said.entry);
    if (said.type === 'queue' && !tabs.leads()) {
      adopt(queues, inMemory, said.conversationId, said.items);
      clear(said.conversationId);
      return queues.tell(said.conversationId);
    }
    if (said.type === 'asks') for (const conversationId of queues.conversations()) share(conversationId);
  };

  const tabs = createOutboxTabs({
    ...{ tabs: parts.tabs, clock, ids, hear },
    written: () => Promise.allSettled(queues.all().map(({ writing }) => writing)),
    onLead: async () => {
      // What was loaded before may have been sent since by the one that led.
      await ready();
      await load();
    },
    onLeading: () => {
      for (const conversationId of queues.conversations()) {
        share(conversationId);
        sender.pump(conversationId);
      }
    },
    grant: (wish: Wish) => (wish.do === 'retry' ? wishes.retry(wish.key, wish.text) : wishes.discard(wish.key)),
  });

  const adding = createAdding({
    ...{ queues, writer, wishes, clock, ids, ready, onChange: changed, onReady: sender.pump },
    isLoaded: () => isLoaded,
    leads: () => tabs.leads(),
    onKept: (item) => {
      if (tabs.leads()) share(item.conversationId);
      else tabs.post({ type: 'added', item: storedOf(item), inMemory: inMemory.has(item.id) });
    },
  });

  return {
    /** Sends what was left from before, and from now on; or lets the tab do it that does. */
    start: async (): Promise<void> => {
      await ready();
      tabs.start();
    },
    stop: tabs.stop,
    able: tabs.able,
    silence: tabs.silence,
    /** In the store all along, which could not be read until now. */
    found: (stored: readonly StoredItem[]): void => {
      adding.putBehind(stored);
      for (const one of stored) added(one, { isShared: true });
      emit({ type: 'unsent-read' });
      // Another tab may be sending them.
      if (!tabs.leads()) tabs.post({ type: 'asks' });
    },
    wake: sender.wake,
    saw,
    add: adding.add,
    retry: (key: string, text?: string): Promise<void> =>
      tabs.wish({ do: 'retry', key, ...(text !== undefined && { text }) }),
    discard: (key: string): Promise<void> => tabs.wish({ do: 'discard', key }),
    /** Nothing of its log is held any more: what had arrived waits for no timeline. */
    closed: clear,
    /** What had arrived, arrived in data that is no more, of this conversation or of all: nothing will show it. */
    replaced: (conversationId?: string): void => {
      for (const id of conversationId === undefined ? queues.conversations() : [conversationId]) letGo(id, () => true);
    },
    /** I am in it no more: what waits there is tried, refused, and so seen again. */
    gone: (conversationId: string): void => {
      if (queues.of(conversationId).length === 0) return;
      queues.tell(conversationId);
      sender.wake();
    },
    unsent: (): Outgoing[] => queues.unsent(),
  };
};
