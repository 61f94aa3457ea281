import type { Clock } from '../clock';

/** Everything that was promised has happened, but for what waits for the clock or the network. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export type FakeClock = Clock & {
  /** Moves on by `ms`; timers run in their order, each with what follows from it. */
  advance(ms: number): Promise<void>;
  /** The machine sleeps: nothing runs for `ms`, and then what was due all at once. */
  sleep(ms: number): Promise<void>;
  timers(): number;
};

/** A clock that stands still until it is moved. */
export const fakeClock = (): FakeClock => {
  let now = 1_767_225_600_000;
  let timers: { at: number; run: () => void }[] = [];
  const next = (until: number) =>
    timers
      .filter(({ at }) => at <= until)
      .reduce<(typeof timers)[number] | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    advance: async (ms) => {
      const until = now + ms;
      for (let timer = next(until); timer; timer = next(until)) {
        const due = timer;
        timers = timers.filter((one) => one !== due);
        now = Math.max(now, due.at);
        due.run();
        await settled();
      }
      now = until;
      await settled();
    },
    sleep: async (ms) => {
      now += ms;
      for (const due of timers.filter(({ at }) => at <= now)) {
        timers = timers.filter((one) => one !== due);
        due.run();
      }
      await settled();
    },
    timers: () => timers.length,
  };
};
