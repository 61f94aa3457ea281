import fc from 'fast-check';
import { expect, it } from 'vitest';
import { climbed, nowhere, type Reached } from './ladder';

const seq = fc.nat(50);
const report: fc.Arbitrary<Partial<Reached>> = fc.oneof(
  seq.map((received) => ({ received })),
  seq.map((read) => ({ read })),
  fc.record({ received: seq, read: seq }),
);
const after = (reports: readonly Partial<Reached>[]) => reports.reduce<Reached>(climbed, nowhere);

it('[SYNC-5] never goes down, whatever is reported', () => {
  fc.assert(
    fc.property(fc.array(report), report, (earlier, next) => {
      const [before, now] = [after(earlier), after([...earlier, next])];
      expect(now.received).toBeGreaterThanOrEqual(before.received);
      expect(now.read).toBeGreaterThanOrEqual(before.read);
      expect(now.received).toBeGreaterThanOrEqual(now.read);
    }),
  );
});

it('[SYNC-5] comes to the same place, in whatever order reports arrive and however often', () => {
  fc.assert(
    fc.property(
      fc
        .array(report)
        .chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
      ([all, shuffled]) => {
        expect(after(shuffled)).toEqual(after(all));
      },
    ),
  );
});

it('[SYNC-5] takes what was read for received, and not the other way round', () => {
  expect(climbed(nowhere, { read: 7 })).toEqual({ received: 7, read: 7 });
  expect(climbed(nowhere, { received: 7 })).toEqual({ received: 7, read: 0 });
});
