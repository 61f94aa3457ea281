import { limits, type Receipt } from '@parley/protocol';
import type { Context } from '../use-case';
import type { Reached, Rung } from './ladder';

type Place = { conversationId: string; personId: string };

/** Those of these people who tell what they have read, and are told it. */
const sharers = async ({ people }: Context, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  const settings = await people.settings(ids);
  return new Set(ids.filter((id) => settings.get(id)?.readReceipts));
};

// What is read is told only between two who both tell it.
const receiptOf = (personId: string, { received, read }: Reached, isShared: boolean): Receipt => ({
  personId,
  received,
  ...(isShared && { read }),
});

const show = async (
  context: Context,
  { conversationId, personId }: Place,
  reached: Reached,
  others: readonly string[],
): Promise<void> => {
  const watchers = await context.signals.watching(conversationId, others);
  if (watchers.length === 0) return;
  const share = await sharers(context, [personId, ...new Set(watchers.map((watcher) => watcher.personId))]);
  await context.signals.post(
    watchers.map((watcher) => {
      const receipt = receiptOf(personId, reached, share.has(personId) && share.has(watcher.personId));
      return { connectionId: watcher.connectionId, signal: { kind: 'receipt', conversationId, ...receipt } };
    }),
  );
};

/** Notes how far a conversation has come to somebody in it, and shows it to those who have it open. Nothing where more than 20 are in. */
export const climb = async (context: Context, place: Place, rung: Rung, seq: number): Promise<void> => {
  const { conversationId, personId } = place;
  const present = await context.audience(conversationId, limits.receiptPeople);
  if (!present?.includes(personId)) return;
  // What somebody reads while they do not tell it is not told later either.
  const isTold = rung === 'received' || (await sharers(context, [personId])).has(personId);
  const reached = await context.receipts.climb(conversationId, personId, isTold ? rung : 'received', seq);
  if (!reached) return;
  const others = present.filter((id) => id !== personId);
  await show(context, place, reached, others).catch(() => {}); // droppable, as every signal
};

/** How far a conversation has come to the others in it, as far as this person may know; nothing where more than 20 are in. */
export const receiptsFor = async (context: Context, { conversationId, personId }: Place): Promise<Receipt[]> => {
  const present = await context.audience(conversationId, limits.receiptPeople);
  if (!present) return [];
  const [reached, share] = await Promise.all([context.receipts.of(conversationId), sharers(context, present)]);
  return present.flatMap((id) => {
    const theirs = id === personId ? undefined : reached.get(id);
    return theirs ? [receiptOf(id, theirs, share.has(id) && share.has(personId))] : [];
  });
};
