/** Time as the client sees it; a test moves it by hand. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `run` once after `ms`; the answer takes that back. */
  after(ms: number, run: () => void): () => void;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** A clock whose timers can all be taken back at once: what waits then never goes on. */
export const stoppable = (clock: Clock): Clock & { stop(): void } => {
  const cancels = new Set<() => void>();
  let stopped = false;
  return {
    now: () => clock.now(),
    after: (ms, run) => {
      if (stopped) return () => undefined;
      const stopTimer = clock.after(ms, () => {
        cancels.delete(cancel);
        run();
      });
      const cancel = () => {
        cancels.delete(cancel);
        stopTimer();
      };
      cancels.add(cancel);
      return cancel;
    },
    stop: () => {
      stopped = true;
      for (const cancel of [...cancels]) cancel();
    },
  };
};
