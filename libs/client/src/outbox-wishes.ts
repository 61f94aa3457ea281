import type { Command } from './command';
import type { Clock } from './clock';
import { within } from './deadline';
import { NotGranted, unconfirmed } from './failures';
import { isSay, isWriting, type Item, itemOf, storedOf } from './outbox-item';
import type { Queues } from './outbox-queues';
import { type Sender, storeMs } from './outbox-sender';
import type { OutboxStore, StoredItem } from './outbox-store';
import type { Writer } from './outbox-writer';

export type Wishes = ReturnType<typeof createWishes>;

/**
 * It was refused by how things stood, and they may stand otherwise when the same request is handled once more: a handler
 * runs twice, and the second time late.
 */
const mayYetBeSaid = ({ command, refusal }: Item): boolean =>
  isSay(command) && (refusal?.code === 'not_allowed' || refusal?.code === 'blocked');

const gone = () => new NotGranted('This is not on its way any more.');

/** What people want done with what is on its way, each step of it in the store before it holds. */
export const createWishes = (parts: {
  store: OutboxStore;
  queues: Queues;
  writer: Writer;
  sender: Sender;
  clock: Clock;
  ids: () => string;
  /** The seq of the message's newest edit heard of, or its own. */
  versionOf(conversationId: string, seq: number): number;
  /** How one stands has changed. */
  onChange(conversationId: string): void;
}) => {
  const { store, queues, writer, sender, clock, ids, versionOf, onChange } = parts;

  const waiting = (key: string): Item => {
    const item = queues.byKey(key);
    if (!item || item.landed !== undefined) throw gone();
    return item;
  };

  const again = ({ conversationId, command }: Item, text: string | undefined): Command => {
    if (!isWriting(command) || !('text' in command)) return command;
    const now = { ...command, text: text ?? command.text };
    return now.type === 'messages.edit' ? { ...now, basedOn: versionOf(conversationId, now.target) } : now;
  };
  const freshOf = (item: Item, command: Command): StoredItem => {
    const isSame = isSay(command) && isSay(item.command) && command.text === item.command.text;
    // The same words under the same key stand once, whatever a late try may still do.
    if (isSame && mayYetBeSaid(item)) return storedOf({ ...item, refusal: undefined });
    // Else its old key was refused for good, so nothing was or will be made under it, or is given up first.
    const { id, order, conversationId, at } = item;
    return { id, order, conversationId, at, key: ids(), command };
  };
  /** A late try may still say what was written before: its key is claimed first, and it is deleted if it was said (LOG-10). */
  const voidFirst = async (item: Item): Promise<void> => {
    const command = { type: 'messages.discard', deleteKey: ids() } as const;
    const stored = storedOf({ ...item, id: ids(), order: item.order - 0.5, command, refusal: undefined });
    await store.put(stored);
    queues.put(itemOf(stored, true));
  };
  const retry = async (key: string, text?: string): Promise<void> => {
    const item = waiting(key);
    if (!item.refusal) throw new NotGranted('Only what failed can be sent again.');
    const fresh = freshOf(item, again(item, text));
    // Its entry may have come to light while this was stored.
    if (!(await writer.replace(item, fresh))) return;
    queues.put(itemOf(fresh, true));
    if (fresh.key !== item.key && mayYetBeSaid(item)) await voidFirst(item);
    onChange(item.conversationId);
    sender.pump(item.conversationId);
  };

  // Out of the queue first, so that it is not tried; then out of the store.
  const drop = async (item: Item): Promise<void> => {
    queues.remove(item);
    onChange(item.conversationId);
    const forgotten = writer.forget(item).then(
      () => true,
      (error: unknown) => {
        // After a reload it would be sent: so it is shown.
        queues.put(item);
        onChange(item.conversationId);
        sender.pump(item.conversationId);
        throw error;
      },
    );
    try {
      // Where it hangs, what is behind it does not wait for long.
      if (!(await within(clock, storeMs, forgotten))) throw unconfirmed();
    } finally {
      sender.pump(item.conversationId);
    }
  };
  /** It arrived while its discard was stored: it is deleted under the key that the discard had for that. */
  const deleteInstead = async (item: Item, key: string, target: number): Promise<void> => {
    const stored: StoredItem = { ...storedOf(item), key, command: { type: 'messages.delete', target } };
    await item.writing;
    await store.put(stored);
    queues.put(itemOf(stored, true));
  };
  /** As it stands once nothing more of it is being stored: it may be sent again, under another key, by then. */
  const written = async (item: Item): Promise<Item> => {
    await item.writing?.catch(() => undefined); // it may be about to be tried
    return queues.byId(item.id) ?? item;
  };
  const discard = async (key: string): Promise<void> => {
    const item = await written(waiting(key));
    // Refused for good, or never tried: nothing was made under its key, and nothing will be.
    const isSettled = item.refusal ? !mayYetBeSaid(item) : item.after === undefined;
    if (item.landed === undefined && isSettled) return drop(item);
    if (!isSay(item.command))
      throw new NotGranted('This change may have arrived already. Take it back by another one.');
    const deleteKey = ids();
    const isWritten = await writer.write(item, {
      command: { type: 'messages.discard', deleteKey },
      refusal: undefined,
    });
    if (!isWritten && item.landed === undefined) throw gone();
    // Before this was written, or while it was: its entry settled it as the message that it still was.
    if (item.landed !== undefined) await deleteInstead(item, deleteKey, item.landed);
    onChange(item.conversationId);
    item.interrupt?.();
    sender.pump(item.conversationId);
  };

  return { retry, discard, drop };
};
