// FNV-1a, mixed at the end, in two 32-bit halves with different seeds: not for secrets, only to notice that two devices
// hold different rows.
const hash32 = (text: string, seed: number): number => {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  // FNV leaves the last character in a few bits, so the sum of two rows that moved by as much could stay as it was:
  // the end of MurmurHash3 spreads every bit over all of them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, '0');

type Row = { conversationId: string; rev: number; left?: number | undefined };

/**
 * 16 hex digits over (conversation, rev) of a person's inbox rows in any order: equal digests mean equal rows (SYNC-7).
 * Rows of conversations that they left do not count: no list carries them, so a new device could not know of them.
 */
export const inboxDigest = (rows: Iterable<Row>): string => {
  let [high, low] = [0, 0];
  for (const { conversationId, rev, left } of rows) {
    if (left !== undefined) continue;
    const row = `${conversationId}:${rev}`;
    high = (high + hash32(row, 0x811c9dc5)) >>> 0;
    low = (low + hash32(row, 0x2b0e1f6d)) >>> 0;
  }
  return hex(high) + hex(low);
};
