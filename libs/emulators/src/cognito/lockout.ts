import type { Clock } from '../clock';
import { fail } from './fault';

/**
 * Cognito's answer to password guessing, from its developer guide ("Lockout behavior"): from the 5th failure on a wait
 * of 2^(failures - 5) seconds, at most 15 minutes; 15 quiet minutes or a successful sign-in start over; tries made
 * while locked out are refused and not counted. In memory: a restart forgets it.
 */
export type Lockout = { check(name: string): void; failed(name: string): void; succeeded(name: string): void };

const freeFailures = 5;
const longestMs = 15 * 60_000;
/** Ours, to bound memory. */
const namesHeld = 10_000;

export const lockout = (clock: Pick<Clock, 'now'>): Lockout => {
  const failures = new Map<string, { count: number; last: number }>();
  const known = (name: string) => {
    const found = failures.get(name);
    return found && clock.now() - found.last < longestMs ? found : { count: 0, last: 0 };
  };
  return {
    check: (name) => {
      const { count, last } = known(name);
      const waitMs = count < freeFailures ? 0 : Math.min(longestMs, 2 ** (count - freeFailures) * 1000);
      if (clock.now() < last + waitMs) fail('NotAuthorizedException', 'Password attempts exceeded');
    },
    failed: (name) => {
      const count = known(name).count + 1;
      failures.delete(name);
      failures.set(name, { count, last: clock.now() });
      const [oldest] = failures.keys();
      if (failures.size > namesHeld && oldest !== undefined) failures.delete(oldest);
    },
    succeeded: (name) => void failures.delete(name),
  };
};
