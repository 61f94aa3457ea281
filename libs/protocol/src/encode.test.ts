import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode, entryFrames } from './encode';
import type { Entry } from './entries';
import type { Push } from './frames';
import { limits, utf8Bytes } from './limits';

const conversationId = 'c-00000000000000000000000000000001';
const posted = (seq: number, text: string): Entry => ({
  seq,
  at: 1,
  author: 'ana',
  key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC',
  n: seq,
  m: 1,
  kind: 'message.posted',
  body: { text },
});
/** An entry of exactly so many bytes. */
const ofBytes = (seq: number, bytes: number) =>
  posted(seq, 'x'.repeat(bytes - utf8Bytes(JSON.stringify(posted(seq, '')))));
const seqs = (entries: readonly Entry[]) =>
  entryFrames(conversationId, entries).map((push) =>
    push.type === 'entries' ? push.entries.map(({ seq }) => seq) : `behind ${push.type === 'behind' ? push.head : ''}`,
  );

describe('entries as frames', () => {
  it('travel together while they fit', () => {
    expect(seqs([posted(4, 'hi'), posted(5, 'ho'), posted(6, 'hum')])).toEqual([[4, 5, 6]]);
    expect(seqs([])).toEqual([]);
  });

  it('are split at 28 KB into as few frames as hold them', () => {
    expect(seqs([1, 2, 3, 4, 5].map((seq) => ofBytes(seq, 9_400)))).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('fill a frame to its last byte, and not one beyond', () => {
    const around = utf8Bytes(encode({ type: 'entries', conversationId, entries: [] }));
    const rest = limits.frameBytes - around - 14_001;
    const [full] = entryFrames(conversationId, [ofBytes(1, 14_000), ofBytes(2, rest)]);
    expect(utf8Bytes(encode(full!))).toBe(28 * 1024);
    expect(seqs([ofBytes(1, 14_000), ofBytes(2, rest + 1)])).toEqual([[1], [2]]);
    expect(seqs([ofBytes(1, limits.frameBytes - around)])).toEqual([[1]]);
    expect(seqs([ofBytes(1, limits.frameBytes - around + 1)])).toEqual(['behind 1']);
  });

  it('that no frame holds are told as behind, in their place', () => {
    expect(seqs([posted(1, 'hi'), ofBytes(2, 30_000), posted(3, 'ho')])).toEqual([[1], 'behind 2', [3]]);
  });

  it('always fit a frame each when they are within the limit of an entry', () => {
    expect(seqs([ofBytes(1, limits.entryBytes), ofBytes(2, limits.entryBytes)])).toEqual([[1], [2]]);
  });

  it('keep their order and arrive whole, whatever their sizes', () => {
    const sizes = fc.array(fc.integer({ min: 200, max: 32_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(sizes, (bytes) => {
        const entries = bytes.map((size, i) => ofBytes(i + 1, size));
        const pushes = entryFrames(conversationId, entries).map(encode);
        const told = pushes.flatMap((text) => {
          expect(utf8Bytes(text)).toBeLessThanOrEqual(limits.frameBytes);
          const push = JSON.parse(text) as Push;
          return push.type === 'entries' ? push.entries : push.type === 'behind' ? [entries[push.head - 1]!] : [];
        });
        expect(told).toEqual(entries);
      }),
      { numRuns: 50 },
    );
  });
});
