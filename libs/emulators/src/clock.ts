/** Time as an emulator sees it. Tests move it by hand; one with faster timers makes a two-hour limit bite in minutes. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `action` once, `ms` milliseconds from now, unless the returned function is called first. */
  after(ms: number, action: () => void): () => void;
};

/** Resolves `ms` milliseconds from now, as the clock sees it. */
export const elapsed = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
