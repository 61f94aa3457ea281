import { type Entry, type Refusal, refusal } from '@parley/protocol';
import { waitAfter } from './backoff';
import type { Command } from './command';
import type { ClientEvent } from './client';
import type { Clock } from './clock';
import { within } from './deadline';
import { endsSession, isPassing, Refused } from './failures';
import type { Ask } from './http';
import { askFor, isSay, isWriting, type Item } from './outbox-item';
import type { Queues } from './outbox-queues';
import type { Writer } from './outbox-writer';
import { createSleeper } from './sleeper';

/** The key was looked for as far back as the log goes, and there is no telling. */
const tooOld = refusal(
  'too_far_behind',
  'So much was said since that it cannot be told whether this arrived. Look for it, and send it again if it did not.',
);
/** What was wanted is so already, or cannot be any more: nobody needs to be told. */
const isMoot = ({ type }: Item['command'], { code }: Refusal): boolean =>
  code === 'nothing_to_change' || code === 'discarded' || (type === 'messages.discard' && code === 'message_not_found');

/** The next one waits no longer than this for what is stored because of the one before: a browser's storage may hang. */
export const storeMs = 5_000;

export type Sender = ReturnType<typeof createSender>;

/** Tries what is in the queues: of each conversation one key at a time, until its entry is known or it is refused for good. */
export const createSender = (parts: {
  ask: Ask;
  writer: Writer;
  queues: Queues;
  clock: Clock;
  random: () => number;
  emit(event: ClientEvent): void;
  /** The highest seq up to which the conversation is held; asks the server where nothing is held. */
  position(conversationId: string): Promise<number>;
  /** How one stands has changed. */
  onChange(conversationId: string): void;
  /** The answer to one. */
  onReply(conversationId: string, entry: Entry): void;
  /** Entries that were read to look for a key. */
  onRead(conversationId: string, entries: readonly Entry[]): void;
  /** Its entry is known. */
  onLanded(item: Item, entry: Entry): void;
  /** This tab has the lock. */
  leads(): boolean;
  /** And it may send. */
  sends(): boolean;
}) => {
  const { ask, writer, queues, clock, random, emit, position, onChange, onReply, onRead, onLanded } = parts;
  const { leads, sends } = parts;
  const pumping = new Set<string>();
  const { sleep, wake } = createSleeper(clock);

  const giveUp = async (item: Item, because: Refusal): Promise<void> => {
    const { conversationId, command } = item;
    if (isWriting(command) && because.code !== 'discarded') {
      if (!(await writer.write(item, { refusal: because }))) return;
      item.sending = false;
      return onChange(conversationId);
    }
    queues.remove(item);
    onChange(conversationId);
    if (!isSay(command) && !isMoot(command, because))
      emit({ type: 'refused', conversationId, change: command, refusal: because });
    // Where it hangs, what is behind it does not wait for long: after a reload, this one is refused once more.
    await within(clock, storeMs, writer.forget(item));
  };

  const fail = async (item: Item, because: Refusal): Promise<void> => {
    if (item.landed !== undefined) return;
    await giveUp(item, because);
    if (because.code !== 'not_a_member') return;
    // I am not in it any more: what waits behind it would be refused too, and has to be seen.
    for (const other of queues.of(item.conversationId))
      if (other.after === undefined && other.isSaved && !other.refusal) await giveUp(other, because);
  };

  // An edit of mine is what my next one is based on, where that was written before this one had arrived.
  const rebase = async (item: Item, entry: Entry): Promise<void> => {
    const { command } = item;
    if (command.type !== 'messages.edit') return;
    for (const other of queues.of(item.conversationId)) {
      const next = other.command;
      const follows = next.type === 'messages.edit' && next.target === command.target && other.after === undefined;
      if (!follows || next.basedOn !== command.basedOn || other === item) continue;
      // Its text may be replaced until then.
      const based = (now: Command): Command => ('basedOn' in now ? { ...now, basedOn: entry.seq } : now);
      await writer.write(other, () => ({ command: based(other.command) }));
    }
  };

  // By the tab alone that sends: what another one holds may be older than what is stored, and lack an `after` (LOG-4).
  const keep = async (item: Item, entry: Entry): Promise<void> => {
    if (!leads()) return;
    await rebase(item, entry).catch(() => undefined);
    await writer.forget(item);
  };

  const settle = (item: Item, entry: Entry): void => {
    if (item.landed !== undefined) return;
    item.landed = entry.seq;
    // Left in the store by a failure here, it is sent again after a reload: its key makes no second entry.
    keep(item, entry)
      .catch(() => undefined)
      .finally(() => {
        for (const wake of item.onLanded) wake();
      });
    onLanded(item, entry);
  };

  // LOG-5: `after` rises only over entries that were looked at for the key, one by one.
  const lookForKey = async (item: Item): Promise<void> => {
    const { conversationId, key } = item;
    for (let after = item.after ?? 0; item.landed === undefined && item.key === key;) {
      const { entries, head } = await ask('messages.changes', { conversationId, after });
      const isWhole = entries.every(({ seq }, i) => seq === after + 1 + i);
      if (!isWhole || (entries.length === 0 && after < head)) return fail(item, tooOld);
      onRead(conversationId, entries);
      after += entries.length;
      if (after < head) continue;
      return void (await writer.write(item, { after }));
    }
  };

  // The log is shorter than what was held (a restore): a lower `after` only makes the server look at more.
  const lower = async (item: Item): Promise<void> => {
    const { head } = await ask('messages.history', { conversationId: item.conversationId, limit: 1 });
    await writer.write(item, { after: Math.min(item.after ?? head, head) });
  };

  /** What comes next: a message that was refused holds those behind it (UX-SEND-5), an edit does not. */
  const nextIn = (conversationId: string): Item | undefined =>
    queues
      .of(conversationId)
      .find(({ landed, refusal, command }) => landed === undefined && !(refusal && !isSay(command)));

  const attempt = async (item: Item, onTry: () => void): Promise<void> => {
    const { conversationId } = item;
    if (item.after === undefined) {
      // Given up, or settled, before it was tried: it is not.
      if (!(await writer.write(item, { after: await position(conversationId) }))) return;
      // One that was written first came to light: that goes first (SYNC-4).
      if (nextIn(conversationId) !== item) return;
    }
    onTry();
    item.sending = true;
    onChange(conversationId);
    const asked = item.command.type;
    const { entry } = await askFor(ask, item, item.after ?? 0);
    onReply(conversationId, entry);
    // Given up while it was asked for: the next try sees to that.
    if (item.command.type === asked) settle(item, entry);
  };

  const repair = async (item: Item, error: unknown, failures: number): Promise<void> => {
    if (!(error instanceof Refused) || isPassing(error) || endsSession(error.refusal)) {
      item.sending = false;
      onChange(item.conversationId);
      return sleep(waitAfter(error, random, failures));
    }
    try {
      if (error.refusal.code === 'too_far_behind') return await lookForKey(item);
      if (error.refusal.code === 'ahead_of_log') return await lower(item);
    } catch (unread) {
      // Who may not read the log cannot look for it either, and would ask for ever.
      if (unread instanceof Refused && unread.refusal.code === 'not_a_member') return fail(item, tooOld);
      throw unread;
    }
    return fail(item, error.refusal);
  };

  // Until its entry is known or it is refused for good; a push may tell before the answer does.
  const see = async (item: Item): Promise<void> => {
    const landed = new Promise<void>((resolve) => item.onLanded.add(resolve));
    let isTried = item.after !== undefined;
    const isNext = () => isTried || nextIn(item.conversationId) === item;
    const isOpen = () => sends() && item.landed === undefined && !item.refusal && queues.has(item) && isNext();
    for (let failures = 1; isOpen(); failures += 1) {
      const [key, type] = [item.key, item.command.type];
      const tried = attempt(item, () => (isTried = true)).catch((error: unknown) =>
        // What failed after its entry was seen, or after it became another command, needs no repair.
        item.landed === undefined && item.key === key && item.command.type === type
          ? repair(item, error, failures).catch(() => sleep(waitAfter(error, random, failures)))
          : undefined,
      );
      const interrupted = new Promise<void>((resolve) => (item.interrupt = resolve));
      await Promise.race([tried, landed, interrupted]);
    }
    // What is stored because of it comes before the next one's first try.
    if (item.landed !== undefined) await within(clock, storeMs, landed);
  };

  const pump = async (conversationId: string): Promise<void> => {
    if (!sends() || pumping.has(conversationId)) return;
    pumping.add(conversationId);
    try {
      // One key in flight (SYNC-4).
      for (;;) {
        const next = nextIn(conversationId);
        if (!next?.isSaved || next.refusal || !sends()) return;
        await see(next);
      }
    } finally {
      pumping.delete(conversationId);
    }
  };

  return {
    pump: (conversationId: string): void => void pump(conversationId),
    settle,
    /** The server answers again, or something else is to be tried now: what waits does not wait any longer. */
    wake,
  };
};
