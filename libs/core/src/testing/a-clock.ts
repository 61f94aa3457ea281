import type { Clock } from '../clock';

/** A clock that stands still until a test moves it. */
export type TestClock = Clock & {
  /** Lets `ms` pass: whoever sleeps that long or less wakes, in order, and goes as far as it can before the next does. */
  pass(ms: number): Promise<void>;
};

// Everything that waits for nothing but promises has happened when the event loop comes round.
const everythingHappened = () => new Promise<void>((done) => setImmediate(done));

export const aClock = (start: number = Date.UTC(2026, 0, 1)): TestClock => {
  let now = start;
  let sleepers: { at: number; wake(): void }[] = [];
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => void sleepers.push({ at: now + ms, wake })),
    pass: async (ms) => {
      const end = now + ms;
      for (;;) {
        await everythingHappened();
        const [next] = sleepers.toSorted((a, b) => a.at - b.at);
        if (!next || next.at > end) break;
        now = Math.max(now, next.at);
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        next.wake();
      }
      now = end;
    },
  };
};
