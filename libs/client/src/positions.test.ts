import type { Position } from '@parley/protocol';
import { expect, it } from 'vitest';
import { createPositions } from './positions';

const some = (letter: 'a' | 'b', count: number): Position[] =>
  Array.from({ length: count }, (_, i) => ({ conversationId: `${letter}${i}`, seq: i }));
const ids = (positions: Position[]) => positions.map(({ conversationId }) => conversationId);

it('[SYNC-6] a ping carries 20: opened conversations always, the others in turn', () => {
  const positions = createPositions({ opened: () => some('a', 4), others: () => [...some('a', 4), ...some('b', 40)] });
  const pings = [1, 2, 3].map(() => ids(positions.forPing()));
  for (const ping of pings) {
    expect(ping).toHaveLength(20);
    expect(ping.slice(0, 4)).toEqual(['a0', 'a1', 'a2', 'a3']);
  }
  expect(new Set(pings.flat()).size).toBe(44);
});

it('[SYNC-6] opened conversations beyond ten take turns, so that the others have theirs', () => {
  const positions = createPositions({ opened: () => some('a', 30), others: () => some('b', 30) });
  const pings = [1, 2, 3, 4, 5].map(() => ids(positions.forPing()));
  for (const ping of pings) expect(ping.slice(0, 10)).toEqual(ids(some('a', 10)));
  expect(new Set(pings.flat()).size).toBe(60);
});

it('carries each once where there are few, and nothing where there is nothing', () => {
  const few = createPositions({ opened: () => some('a', 2), others: () => some('b', 1) });
  expect(ids(few.forPing())).toEqual(['a0', 'a1', 'b0']);
  expect(ids(few.forPing())).toEqual(['a0', 'a1', 'b0']);
  const none = createPositions({ opened: () => [], others: () => [] });
  expect([none.forPing(), none.forHello()]).toEqual([[], []]);
});

it('a hello carries 200, those that a ping found behind first', () => {
  const positions = createPositions({ opened: () => some('a', 1), others: () => some('b', 300) });
  positions.suspect(['b250']);
  const hello = ids(positions.forHello());
  expect(hello).toHaveLength(200);
  expect(hello.slice(0, 2)).toEqual(['b250', 'a0']);
  expect(ids(positions.forHello())[0]).toBe('a0');
});
