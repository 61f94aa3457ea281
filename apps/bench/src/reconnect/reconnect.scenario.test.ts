import { limits } from '@parley/protocol';
import { expect, it } from 'vitest';
import { measureReconnect } from './measure';
import type { Served } from './server';

const count = (served: readonly Served[], type: string) => served.filter((one) => one.type === type).length;

it('[SYNC-2] much was missed: the newest page comes with one request, and the rest with as few pulls as it fills', async () => {
  const missed = limits.changesEntries + 600;
  const { untilShown, untilComplete, first, last, head } = await measureReconnect({ missed, seed: 3 });
  expect(head).toBe(81 + missed);
  expect(untilShown.filter(({ type }) => type.startsWith('messages.')).map(({ type }) => type)).toEqual([
    'messages.history',
  ]);
  expect(count(untilComplete, 'messages.history')).toBe(1);
  expect(count(untilComplete, 'messages.changes')).toBe(2);
  expect([first <= 81, last]).toEqual([true, head]);
});

it('[SYNC-2] little was missed: one pull brings it', async () => {
  const { untilComplete, last, head } = await measureReconnect({ missed: 60, seed: 4 });
  expect(count(untilComplete, 'messages.history')).toBe(0);
  expect(count(untilComplete, 'messages.changes')).toBe(1);
  expect(last).toBe(head);
});
