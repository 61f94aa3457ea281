import { isPassing, Refused } from './failures';

const firstMs = 1_000;
/** UX-CONN-5: waits grow to a minute. */
const longestMs = 60_000;

/** Full jitter: anywhere between nothing and a window that doubles from 1 s to 60 s. `failures` so far, from 1. */
export const backoff = (random: () => number, failures: number): number =>
  random() * Math.min(longestMs, firstMs * 2 ** (failures - 1));

/** What to wait after `error`: what the server asked for, and then not all at once. */
export const waitAfter = (error: unknown, random: () => number, failures: number): number =>
  (error instanceof Refused ? (error.refusal.retryAfterMs ?? 0) : 0) + backoff(random, failures);

export type Retrying = <T>(run: () => Promise<T>, tries?: number) => Promise<T>;

/** Repeats what failed in passing, `tries` times at most; the last error is thrown. */
export const createRetrying =
  ({ sleep, random }: { sleep(ms: number): Promise<void>; random: () => number }): Retrying =>
  async (run, tries = Infinity) => {
    for (let failures = 1; ; failures += 1) {
      try {
        return await run();
      } catch (error) {
        if (failures >= tries || !isPassing(error)) throw error;
        await sleep(waitAfter(error, random, failures));
      }
    }
  };
