import type { Clock } from './clock';

/** Waits that can be cut short: when the server answers again, what failed before is tried at once. */
export const createSleeper = (clock: Clock) => {
  const sleeping = new Set<() => void>();
  return {
    sleep: (ms: number): Promise<void> =>
      new Promise((resume) => {
        const wake = () => {
          cancel();
          sleeping.delete(wake);
          resume();
        };
        const cancel = clock.after(ms, wake);
        sleeping.add(wake);
      }),
    wake: (): void => {
      for (const wake of [...sleeping]) wake();
    },
  };
};
