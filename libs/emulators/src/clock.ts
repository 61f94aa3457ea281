/** Time as an emulator sees it. Tests move it by hand; one with faster timers makes a two-hour limit bite in minutes. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `action` once, `ms` milliseconds from now, unless the returned function is called first. */
  after(ms: number, action: () => void): () => void;
};

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
