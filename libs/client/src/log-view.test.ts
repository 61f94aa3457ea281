import type { Entry } from '@parley/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { load, type LogView, prepend, receive, unloaded } from './log-view';

const entry = (seq: number): Entry => ({
  ...{ seq, at: 1, author: 'bo', key: `01KB3W9M6Q${String(seq).padStart(16, '0')}`, n: seq, m: 1 },
  ...{ kind: 'message.posted', body: { text: `${seq}` } },
});
const entries = (...seqs: number[]) => seqs.map(entry);
const seqs = (list: readonly Entry[]) => list.map(({ seq }) => seq);
const view: LogView = { first: 3, last: 5, ahead: [] };

it('[SYNC-2] applies last + 1', () => {
  const { view: next, applied } = receive(view, entries(6, 7));
  expect(seqs(applied)).toEqual([6, 7]);
  expect(next).toEqual({ first: 3, last: 7, ahead: [] });
});

it('[SYNC-2] drops what is held already', () => {
  expect(receive(view, entries(3, 5))).toEqual({ view, applied: [] });
});

it('[SYNC-2] holds what is beyond a gap, and applies it in order when the gap is filled', () => {
  const held = receive(view, entries(9, 7));
  expect(held.applied).toEqual([]);
  expect(seqs(held.view.ahead)).toEqual([7, 9]);
  const { view: next, applied } = receive(held.view, entries(6));
  expect(seqs(applied)).toEqual([6, 7]);
  expect(seqs(next.ahead)).toEqual([9]);
});

it('[SYNC-1] keeps what arrives before the page, and merges it by seq', () => {
  const buffered = receive(receive(unloaded, entries(12)).view, entries(10, 11));
  expect(buffered.applied).toEqual([]);
  const { view: next, applied } = load(buffered.view, entries(8, 9, 10));
  expect(seqs(applied)).toEqual([11, 12]);
  expect(next).toEqual({ first: 8, last: 12, ahead: [] });
});

it('prepends only what joins the first without a gap', () => {
  expect(seqs(prepend(view, entries(1, 2)).applied)).toEqual([1, 2]);
  expect(prepend(view, entries(1)).applied).toEqual([]);
  expect(prepend(view, entries(1, 2)).view.first).toBe(1);
});

it('[SYNC-2] in whatever order and however often entries arrive, each is applied once, ascending', () => {
  const arrivals = fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 5 }));
  fc.assert(
    fc.property(arrivals, (pushes) => {
      let now: LogView = { first: 3, last: 5, ahead: [] };
      const applied: number[] = [];
      for (const push of pushes) {
        const next = receive(now, entries(...push));
        now = next.view;
        applied.push(...seqs(next.applied));
      }
      const arrived = new Set(pushes.flat());
      let expected = 5;
      while (arrived.has(expected + 1)) expected += 1;
      expect(applied).toEqual(Array.from({ length: expected - 5 }, (_, i) => 6 + i));
      expect(now.last).toBe(expected);
      expect(seqs(now.ahead)).toEqual([...arrived].filter((seq) => seq > expected).sort((a, b) => a - b));
    }),
  );
});
