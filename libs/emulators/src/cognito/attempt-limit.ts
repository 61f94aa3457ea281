import type { Clock } from '../clock';
import { fail } from './fault';

/** Most names counted at once. Ours, to bound memory: beyond it the longest-known name is forgotten. */
const namesHeld = 10_000;

/** Counts tries per name within a sliding window. In memory: a restart forgets them. */
export type AttemptLimit = {
  /** Uses up a try. Refuses with LimitExceededException when none is left. */
  spend(name: string): void;
  /** Runs a guess, and uses up a try when it fails. Refuses without running it when none is left. */
  guess<T>(name: string, run: () => T): T;
};

export const attemptLimit = (
  clock: Pick<Clock, 'now'>,
  { tries, windowMs }: { tries: number; windowMs: number },
): AttemptLimit => {
  const times = new Map<string, number[]>();
  const recent = (name: string) => (times.get(name) ?? []).filter((at) => at > clock.now() - windowMs);
  const requireTry = (name: string) => {
    if (recent(name).length >= tries) {
      fail('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
    }
  };
  const count = (name: string) => {
    const counted = [...recent(name), clock.now()];
    times.delete(name); // so that the map's first name is the one untouched for longest
    times.set(name, counted);
    const [oldest] = times.keys();
    if (times.size > namesHeld && oldest !== undefined) times.delete(oldest);
  };
  return {
    spend: (name) => {
      requireTry(name);
      count(name);
    },
    guess: (name, run) => {
      requireTry(name);
      try {
        return run();
      } catch (error) {
        count(name);
        throw error;
      }
    },
  };
};
