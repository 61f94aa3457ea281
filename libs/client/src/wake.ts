import type { Clock } from './clock';

const lookEveryMs = 30_000;
/** Browsers delay the timers of hidden pages by up to a minute; what comes later than that was asleep. */
const lateMs = 90_000;

/** Calls `onWake` when the clock has jumped: the machine slept, and its sockets may be dead without a word (UX-CONN-3). */
export const watchForWake = (clock: Clock, onWake: () => void): (() => void) => {
  let cancel = () => undefined as void;
  const look = () => {
    const due = clock.now() + lookEveryMs;
    cancel = clock.after(lookEveryMs, () => {
      if (clock.now() - due > lateMs) onWake();
      look();
    });
  };
  look();
  return () => cancel();
};
