import type { Clock } from './clock';
import type { Command } from './command';
import { type Item, itemOf } from './outbox-item';
import { checkRoom } from './outbox-limit';
import { merge } from './outbox-merge';
import type { Queues } from './outbox-queues';
import type { StoredItem } from './outbox-store';
import type { Wishes } from './outbox-wishes';
import type { Writer } from './outbox-writer';

/** Takes what people write and change: on the screen at once (UX-SEND-1), then in the store, then to be tried. */
export const createAdding = (parts: {
  queues: Queues;
  writer: Writer;
  wishes: Wishes;
  clock: Clock;
  ids: () => string;
  /** Reads the store. */
  ready(): Promise<void>;
  isLoaded(): boolean;
  leads(): boolean;
  /** What waits stands otherwise. */
  onChange(conversationId: string): void;
  /** It is in the store. */
  onKept(item: Item): void;
  /** It is to be tried, or was taken back and holds the others no more. */
  onReady(conversationId: string): void;
}) => {
  const { queues, writer, wishes, clock, ids, ready, isLoaded, leads, onChange, onKept, onReady } = parts;
  /** Written before the store was read: on the screen, and not tried. */
  const early = new Set<Item>();
  let order = 0;

  /** What is in the store was written first, also where a clock was put back since (SYNC-4). */
  const putBehind = (stored: readonly StoredItem[]): void => {
    let last = Math.max(0, ...stored.map((one) => one.order));
    for (const item of early) {
      item.order = last = Math.max(last + 1, item.order);
      queues.put(item);
    }
    order = Math.max(order, last);
  };

  const into = async ({ item, ...merged }: NonNullable<ReturnType<typeof merge>>): Promise<string> => {
    if (merged.do === 'cancel') await wishes.drop(item);
    if (merged.do === 'replace') {
      // At once, for it is not tried yet: what is tried is what it says then.
      item.command = merged.command;
      onChange(item.conversationId);
      // What it is based on may be another edit by then.
      const { text } = merged.command;
      const isWritten = await writer.write(item, () => ({
        command: 'basedOn' in item.command ? { ...item.command, text } : item.command,
      }));
      // Another tab sends it as it was, since this one became too old: what is newer comes behind it.
      if (!isWritten && item.landed === undefined) return keep(shown(item.conversationId, merged.command));
    }
    return item.key;
  };

  const shown = (conversationId: string, command: Command): Item => {
    checkRoom(queues.all(), command);
    const key = ids();
    const at = clock.now();
    // Time comes first, so that what other tabs write stands where it was written.
    order = Math.max(order + 1, at);
    const item = itemOf({ id: key, order, conversationId, key, at, command }, false);
    queues.put(item);
    queues.tell(conversationId);
    return item;
  };
  const takeBack = (item: Item): void => {
    queues.remove(item);
    queues.tell(item.conversationId);
  };
  const keep = async (item: Item): Promise<string> => {
    try {
      // Given up meanwhile: it is not kept.
      if (!(await writer.write(item, {}))) return item.key;
      item.isSaved = true;
      onKept(item);
      return item.key;
    } catch (error) {
      takeBack(item);
      throw error;
    } finally {
      onReady(item.conversationId);
    }
  };

  const merged = (conversationId: string, command: Command) => {
    const items = queues.of(conversationId).filter((item) => !early.has(item));
    return leads() ? merge(items, command) : undefined;
  };
  // However long the store takes to be read.
  const addEarly = async (conversationId: string, command: Command): Promise<string> => {
    const item = shown(conversationId, command);
    early.add(item);
    try {
      await ready();
      const other = merged(conversationId, command);
      if (other) {
        takeBack(item);
        return await into(other);
      }
      checkRoom(
        queues.all().filter((one) => !early.has(one)),
        command,
      );
    } catch (error) {
      takeBack(item);
      throw error;
    } finally {
      early.delete(item);
    }
    return keep(item);
  };
  const add = async (conversationId: string, command: Command): Promise<string> => {
    if (!isLoaded()) return addEarly(conversationId, command);
    const other = merged(conversationId, command);
    return other ? into(other) : keep(shown(conversationId, command));
  };

  return {
    add,
    putBehind,
    /** Another tab wrote one with this order: what is written from now on stands behind it. */
    passed: (other: number): void => void (order = Math.max(order, other)),
  };
};
