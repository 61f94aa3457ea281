import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InboxDigest } from './position';
import { inboxDigest } from './inbox-digest';

const id = fc.stringMatching(/^[cd]-[0-9a-f]{32}$/);
const rows = fc.uniqueArray(fc.record({ conversationId: id, rev: fc.integer({ min: 1, max: 1e6 }) }), {
  selector: ({ conversationId }) => conversationId,
  maxLength: 20,
});
const rowsAndOneOfThem = rows
  .filter(({ length }) => length > 0)
  .chain((all) => fc.record({ all: fc.constant(all), at: fc.nat(all.length - 1) }));

describe('the digest of my rows', () => {
  it('is one for one set of rows, in whatever order they come', () => {
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (all, noise) => {
        const shuffled = all
          .map((row) => ({ row, at: noise.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }) => row);
        expect(inboxDigest(shuffled)).toBe(inboxDigest(all));
      }),
    );
  });

  it('is what hello and ping accept', () => {
    fc.assert(
      fc.property(rows, (all) => {
        expect(InboxDigest.safeParse(inboxDigest(all)).success).toBe(true);
      }),
    );
  });

  it('changes with the rev of any one row', () => {
    fc.assert(
      fc.property(rowsAndOneOfThem, fc.integer({ min: 1, max: 1000 }), ({ all, at }, more) => {
        const moved = all.map((row, i) => (i === at ? { ...row, rev: row.rev + more } : row));
        expect(inboxDigest(moved)).not.toBe(inboxDigest(all));
      }),
    );
  });

  it('[SYNC-7] changes when two rows move by as much, as when a device sleeps for a moment', () => {
    const two = (n: number, more: number) =>
      ['c', 'd'].map((kind, i) => ({
        conversationId: `${kind}-${(n * 2_654_435_761 + i * 40_503).toString(16).padStart(32, '0')}`,
        rev: 10 + (n % 60) + more,
      }));
    const alike: number[] = [];
    for (let n = 0; n < 2_000; n += 1)
      for (let more = 1; more < 10; more += 1) if (inboxDigest(two(n, 0)) === inboxDigest(two(n, more))) alike.push(n);
    expect(alike).toEqual([]);
  });

  it('changes when a row is missing', () => {
    fc.assert(
      fc.property(rowsAndOneOfThem, ({ all, at }) => {
        expect(inboxDigest(all.filter((_, i) => i !== at))).not.toBe(inboxDigest(all));
      }),
    );
  });

  it('does not count what I left, since no list carries it', () => {
    fc.assert(
      fc.property(rowsAndOneOfThem, ({ all, at }) => {
        const left = all.map((row, i) => (i === at ? { ...row, left: 9 } : row));
        expect(inboxDigest(left)).toBe(inboxDigest(all.filter((_, i) => i !== at)));
      }),
    );
  });
});
