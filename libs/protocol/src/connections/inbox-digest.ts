// FNV-1a in two 32-bit halves with different seeds: not for secrets, only to notice that two devices hold different rows.
const fnv1a = (text: string, seed: number): number => {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
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
    high = (high + fnv1a(row, 0x811c9dc5)) >>> 0;
    low = (low + fnv1a(row, 0x2b0e1f6d)) >>> 0;
  }
  return hex(high) + hex(low);
};
