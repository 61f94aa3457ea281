import type { Receipt } from '@parley/protocol';
import type { MessageRow, Row } from './timeline-rows';

/** How far a message has come: the rungs of a ladder that is only climbed (SYNC-5), and in words. */
export type ReceiptWords = { state: 'sent' | 'delivered' | 'read'; words: string };

const all = (count: number, of: number, done: string, some: string): string =>
  count === of ? done : `${some} ${count} of ${of}`;

/**
 * In words: how far the message at `seq` has come to the `others` who are here. Who does not tell what they read counts as
 * delivered; whom nothing has reached yet has no receipt, and counts among the others all the same.
 */
export const receiptOf = (seq: number, receipts: readonly Receipt[], others: number): ReceiptWords => {
  const read = receipts.filter((one) => (one.read ?? 0) >= seq).length;
  const delivered = receipts.filter((one) => Math.max(one.received, one.read ?? 0) >= seq).length;
  if (read > 0) return { state: 'read', words: all(read, others, 'Read', 'Read by') };
  if (delivered > 0) return { state: 'delivered', words: all(delivered, others, 'Delivered', 'Delivered to') };
  return { state: 'sent', words: 'Sent' };
};

/**
 * Marks how far my messages have come: on the newest of those that came equally far, so that a conversation is not full of
 * it. `receipts` is undefined where nobody tells: in large conversations, and before the first answer. `others`: how many are
 * here besides me.
 */
export const receiptRows = (
  rows: readonly Row[],
  receipts: readonly Receipt[] | undefined,
  others: number | undefined,
): Row[] => {
  if (!receipts || !others) return [...rows];
  const isMine = (row: Row): row is MessageRow & { seq: number } =>
    row.kind === 'message' && row.mine && row.seq !== undefined && !row.deleted;
  let after: string | undefined;
  return rows
    .toReversed()
    .map((row): Row => {
      if (!isMine(row)) return row;
      const receipt = receiptOf(row.seq, receipts, others);
      if (receipt.words === after) return row;
      after = receipt.words;
      return { ...row, receipt };
    })
    .toReversed();
};
