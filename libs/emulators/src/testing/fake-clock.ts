import { type Clock } from '../clock';

/** A clock that stands still until a test moves it; timers fire in order, each at its own time. */
export const fakeClock = (start = Date.now()): Clock & { advance(ms: number): void } => {
  let now = start;
  const timers = new Set<{ at: number; action: () => void }>();
  return {
    now: () => now,
    after: (ms, action) => {
      const timer = { at: now + ms, action };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: (ms) => {
      const until = now + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        now = next.at;
        next.action();
      }
      now = until;
    },
  };
};
