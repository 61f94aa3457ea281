import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Rate, takeToken } from './rate';

const rate = fc.record({ burst: fc.integer({ min: 1, max: 20 }), everyMs: fc.integer({ min: 1, max: 5_000 }) });
const pauses = fc.array(fc.integer({ min: 0, max: 8_000 }), { minLength: 1, maxLength: 200 });

/** When tokens were given out, to somebody who asks after each of the pauses. */
const given = (limit: Rate, gaps: readonly number[]): number[] => {
  const times: number[] = [];
  let [now, fullAt]: [number, number | undefined] = [1_000, undefined];
  for (const gap of gaps) {
    now += gap;
    const taken = takeToken(limit, fullAt, now);
    if (!taken.ok) continue;
    fullAt = taken.fullAt;
    times.push(now);
  }
  return times;
};

it('[LIMIT-1] never gives more in any stretch of time than the burst and what the rate adds in it', () => {
  fc.assert(
    fc.property(rate, pauses, (limit, gaps) => {
      const times = given(limit, gaps);
      for (const [first, from] of times.entries())
        for (const [last, to] of times.entries())
          if (last >= first)
            expect(last - first + 1).toBeLessThanOrEqual(limit.burst + Math.floor((to - from) / limit.everyMs));
    }),
  );
});

it('[LIMIT-1] says to the millisecond when the next one is there, and not a moment too late', () => {
  fc.assert(
    fc.property(rate, fc.integer({ min: 0, max: 100_000 }), (limit, now) => {
      let fullAt: number | undefined;
      for (let nth = 0; nth < limit.burst; nth += 1) {
        const taken = takeToken(limit, fullAt, now);
        if (!taken.ok) throw new Error('The burst is not there.');
        fullAt = taken.fullAt;
      }
      const refused = takeToken(limit, fullAt, now);
      if (refused.ok) throw new Error('There is more than the burst.');
      expect(takeToken(limit, fullAt, now + refused.retryAfterMs).ok).toBe(true);
      expect(takeToken(limit, fullAt, now + refused.retryAfterMs - 1).ok).toBe(false);
    }),
  );
});

it('is full again after a rest', () => {
  const limit = { burst: 3, everyMs: 100 };
  expect(given(limit, [0, 0, 0, 0, 0, 300, 0, 0, 0])).toHaveLength(6);
});
