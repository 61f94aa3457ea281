import { type Entry, type Refusal, refusal } from '@parley/protocol';
import { waitAfter } from './backoff';
import type { ClientEvent } from './client';
import type { Clock } from './clock';
import { endsSession, isPassing, Refused } from './failures';
import type { Ask } from './http';
import { type Item, itemOf, outgoing, storedOf } from './outbox-item';
import type { OutboxStore } from './outbox-store';

/** The key was looked for as far back as the log goes, and there is no telling. */
const tooOld = refusal(
  'too_far_behind',
  'So much was said since that it cannot be told whether this message arrived. Look for it, and send it again if it did not.',
);

export type Outbox = ReturnType<typeof createOutbox>;

/** Sends what people write: each message once, in their order, whatever happens to the network (SYNC-3, SYNC-4). */
export const createOutbox = (parts: {
  ask: Ask;
  store: OutboxStore;
  clock: Clock;
  random: () => number;
  ids: () => string;
  emit(event: ClientEvent): void;
  /** The highest seq up to which the conversation is held; asks the server where nothing is held. */
  position(conversationId: string): Promise<number>;
  /** Whether the timeline shows the log up to `seq`, or shows nothing of it. */
  shows(conversationId: string, seq: number): boolean;
  /** The entry of a message of this outbox is known. */
  onLanded(conversationId: string, entry: Entry): void;
  /** The answer to a send. */
  onReply(conversationId: string, entry: Entry): void;
  /** Entries that were read to look for a key. */
  onRead(conversationId: string, entries: readonly Entry[]): void;
}) => {
  const { ask, store, clock, random, ids, emit, position, shows, onLanded, onReply, onRead } = parts;
  /** Per conversation, in order. */
  const queues = new Map<string, Item[]>();
  const pumping = new Set<string>();
  const sleeping = new Set<() => void>();
  let [order, isStarted]: [number, boolean] = [0, false];

  const queueOf = (conversationId: string): Item[] => {
    const queue = queues.get(conversationId) ?? [];
    queues.set(conversationId, queue);
    return queue;
  };
  const tell = (conversationId: string) =>
    emit({ type: 'outbox', conversationId, outgoing: queueOf(conversationId).map(outgoing) });
  const remove = ({ conversationId, id }: Item) =>
    queues.set(
      conversationId,
      queueOf(conversationId).filter((item) => item.id !== id),
    );

  const sleep = (ms: number) =>
    new Promise<void>((resume) => {
      const wake = () => {
        cancel();
        sleeping.delete(wake);
        resume();
      };
      const cancel = clock.after(ms, wake);
      sleeping.add(wake);
    });

  const fail = async (item: Item, because: Refusal) => {
    if (item.landed !== undefined) return;
    item.refusal = because;
    tell(item.conversationId);
    await store.put(storedOf(item));
  };

  const settle = (item: Item, entry: Entry) => {
    if (item.landed !== undefined) return;
    item.landed = entry.seq;
    // Left in the store by a failure here, it is sent again after a reload: its key makes no second message.
    store.delete(item.id).catch(() => undefined);
    onLanded(item.conversationId, entry);
    for (const wake of item.onLanded) wake();
  };

  /** Entries passed: mine among them are no longer on their way. */
  const saw = (conversationId: string, entries: readonly Entry[]) => {
    const queue = queues.get(conversationId);
    if (!queue?.length) return;
    const byKey = new Map(queue.map((item) => [item.key, item]));
    for (const entry of entries) {
      const item = byKey.get(entry.key);
      if (item) settle(item, entry);
    }
    const left = queue.filter(({ landed }) => landed === undefined || !shows(conversationId, landed));
    if (left.length === queue.length) return;
    queues.set(conversationId, left);
    tell(conversationId);
    // One that had failed may have held the others.
    void pump(conversationId);
  };

  // LOG-5: `after` rises only over entries that were looked at for the key, one by one.
  const lookForKey = async (item: Item): Promise<void> => {
    const { conversationId } = item;
    for (let after = item.after ?? 0; item.landed === undefined;) {
      const { entries, head } = await ask('messages.changes', { conversationId, after });
      const isWhole = entries.every(({ seq }, i) => seq === after + 1 + i);
      if (!isWhole || (entries.length === 0 && after < head)) return fail(item, tooOld);
      onRead(conversationId, entries);
      after += entries.length;
      if (after < head) continue;
      item.after = after;
      return store.put(storedOf(item));
    }
  };

  // The log is shorter than what was held (a restore): a lower `after` only makes the server look at more.
  const lower = async (item: Item): Promise<void> => {
    const { head } = await ask('messages.history', { conversationId: item.conversationId, limit: 1 });
    item.after = Math.min(item.after ?? head, head);
    await store.put(storedOf(item));
  };

  const attempt = async (item: Item): Promise<void> => {
    const { conversationId, key, text } = item;
    if (item.after === undefined) {
      const after = await position(conversationId);
      await store.put({ ...storedOf(item), after });
      item.after = after;
    }
    item.sending = true;
    tell(conversationId);
    const { entry } = await ask('messages.send', { conversationId, key, after: item.after, text });
    onReply(conversationId, entry);
    settle(item, entry);
  };

  const repair = async (item: Item, error: unknown, failures: number): Promise<void> => {
    if (!(error instanceof Refused) || isPassing(error) || endsSession(error.refusal)) {
      item.sending = false;
      tell(item.conversationId);
      return sleep(waitAfter(error, random, failures));
    }
    if (error.refusal.code === 'too_far_behind') return lookForKey(item);
    if (error.refusal.code === 'ahead_of_log') return lower(item);
    return fail(item, error.refusal);
  };

  // Until its entry is known or it is refused for good; a push may tell before the answer does.
  const see = async (item: Item): Promise<void> => {
    const landed = new Promise<void>((resolve) => item.onLanded.add(resolve));
    for (let failures = 1; item.landed === undefined && !item.refusal; failures += 1) {
      const tried = attempt(item).catch((error: unknown) =>
        // What failed after its entry was seen needs no repair.
        item.landed === undefined
          ? repair(item, error, failures).catch(() => sleep(waitAfter(error, random, failures)))
          : undefined,
      );
      await Promise.race([tried, landed]);
    }
  };

  const pump = async (conversationId: string): Promise<void> => {
    if (!isStarted || pumping.has(conversationId)) return;
    pumping.add(conversationId);
    try {
      // One key in flight (SYNC-4); one that was refused holds those behind it (UX-SEND-5).
      for (;;) {
        const next = queueOf(conversationId).find(({ landed }) => landed === undefined);
        if (!next?.isSaved || next.refusal) return;
        await see(next);
      }
    } finally {
      pumping.delete(conversationId);
    }
  };

  let loading: Promise<void> | undefined;
  const load = async () => {
    for (const stored of await store.load()) {
      queueOf(stored.conversationId).push(itemOf(stored, true));
      order = Math.max(order, stored.order);
    }
    for (const conversationId of queues.keys()) tell(conversationId);
  };
  const ready = () => (loading ??= load());

  const failed = async (key: string): Promise<Item> => {
    await ready();
    const item = [...queues.values()].flat().find((one) => one.key === key);
    if (!item?.refusal) throw new Error('Only a message that failed can be sent again or discarded.');
    return item;
  };

  return {
    /** Sends what was left from before, and from now on. */
    start: async (): Promise<void> => {
      isStarted = true;
      await ready();
      for (const conversationId of queues.keys()) void pump(conversationId);
    },
    /** The server answers again: what waits tries now. */
    wake: (): void => {
      for (const wake of [...sleeping]) wake();
    },
    saw,
    send: async (conversationId: string, text: string): Promise<string> => {
      await ready();
      const key = ids();
      const stored = { id: key, order: (order += 1), conversationId, key, text, at: clock.now() };
      const item = itemOf(stored, false);
      queueOf(conversationId).push(item);
      tell(conversationId);
      try {
        await store.put(stored);
        item.isSaved = true;
        return key;
      } catch (error) {
        remove(item);
        tell(conversationId);
        throw error;
      } finally {
        void pump(conversationId);
      }
    },
    retry: async (key: string): Promise<void> => {
      const item = await failed(key);
      const { refusal: _refused, after: _after, ...rest } = storedOf(item);
      // Its old key was refused for good, so nothing was or will be made under it.
      const again = { ...rest, key: ids() };
      await store.put(again);
      const queue = queueOf(item.conversationId);
      // Its entry may have come to light while this was stored.
      if (!queue.includes(item)) return store.delete(again.id);
      queue.splice(queue.indexOf(item), 1, itemOf(again, true));
      tell(item.conversationId);
      void pump(item.conversationId);
    },
    discard: async (key: string): Promise<void> => {
      const item = await failed(key);
      await store.delete(item.id);
      remove(item);
      tell(item.conversationId);
      void pump(item.conversationId);
    },
  };
};
