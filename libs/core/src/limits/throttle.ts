import type { Clock } from '../clock';
import { takeToken } from './rate';
import type { Rates } from './rates';
import { slowDown } from './slow-down';

/** People whose buckets a process keeps. */
const remembered = 10_000;

/** What one process takes from one person: beyond it `slow_down`, without a read or a write. */
export const createThrottle = ({ clock, rates }: { clock: Clock; rates: Rates }): ((personId: string) => void) => {
  const buckets = new Map<string, number>();
  return (personId) => {
    if (!rates.asks) return;
    const taken = takeToken(rates.asks, buckets.get(personId), clock.now());
    if (!taken.ok) slowDown(taken.retryAfterMs);
    // The one that was asked the longest ago goes: most likely it is full.
    buckets.delete(personId);
    const [oldest] = buckets.keys();
    if (buckets.size >= remembered && oldest !== undefined) buckets.delete(oldest);
    buckets.set(personId, taken.fullAt);
  };
};
