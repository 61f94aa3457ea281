/** Time, so that tests can move it. */
export type Clock = {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) =>
    new Promise((done) => {
      const timer = setTimeout(done, ms);
      // A pending pause is no reason to keep a process alive.
      if (typeof timer === 'object') timer.unref();
    }),
};
