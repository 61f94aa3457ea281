import { describe, expect, it } from 'vitest';
import { atOnce, type MakeStores, racers } from '../testing/stores';
import { takeToken } from './rate';

const rate = { burst: 3, everyMs: 1_000 };
const now = 1_767_225_600_000;

/** What all buckets do, whatever they are made of. */
export const bucketsContract = (makeStores: MakeStores): void => {
  describe('buckets', () => {
    it('[LIMIT-1] give the burst, then say how long to wait', async () => {
      const { buckets } = await makeStores();
      for (let nth = 0; nth < 3; nth += 1) expect(await buckets.take('a', rate, now)).toBe(0);
      expect(await buckets.take('a', rate, now)).toBe(1_000);
      expect(await buckets.take('a', rate, now + 400)).toBe(600);
      expect(await buckets.take('a', rate, now + 1_000)).toBe(0);
      expect(await buckets.take('a', rate, now + 1_000)).toBe(1_000);
    });

    it('are full again after a rest, and never fuller', async () => {
      const { buckets } = await makeStores();
      await atOnce(3, () => buckets.take('a', rate, now));
      const later = now + 60_000;
      const taken = [];
      for (let nth = 0; nth < 4; nth += 1) taken.push(await buckets.take('a', rate, later));
      expect(taken).toEqual([0, 0, 0, 1_000]);
    });

    it('know nothing of each other', async () => {
      const { buckets } = await makeStores();
      await atOnce(3, () => buckets.take('a', rate, now));
      expect(await buckets.take('b', rate, now)).toBe(0);
      expect(await buckets.take('a', rate, now)).toBeGreaterThan(0);
    });

    it('[LIMIT-1] give no more than the burst to however many ask at once', async () => {
      const { buckets } = await makeStores();
      const waits = await atOnce(racers, () => buckets.take('a', rate, now));
      expect(waits.filter((ms) => ms === 0)).toHaveLength(3);
    });

    it('decide as the rule does, whatever the moments', async () => {
      const { buckets } = await makeStores();
      let fullAt: number | undefined;
      for (const passed of [0, 10, 20, 30, 900, 1_030, 1_031, 4_000, 4_001, 4_002, 4_003, 9_000]) {
        const expected = takeToken(rate, fullAt, now + passed);
        if (expected.ok) fullAt = expected.fullAt;
        expect(await buckets.take('a', rate, now + passed)).toBe(expected.ok ? 0 : expected.retryAfterMs);
      }
    });
  });
};
