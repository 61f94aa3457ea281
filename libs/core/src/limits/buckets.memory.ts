import type { MemoryTables } from '../testing/memory-tables';
import type { Buckets } from './buckets';
import { takeToken } from './rate';

export const memoryBuckets = ({ buckets }: MemoryTables): Buckets => ({
  take: async (name, rate, now) => {
    const taken = takeToken(rate, buckets.get(name), now);
    if (!taken.ok) return taken.retryAfterMs;
    buckets.set(name, taken.fullAt);
    return 0;
  },
});
