import type { Rate } from './rate';

/** Token buckets that all processes share. They are made when they are first asked, and vanish when they are full. */
export type Buckets = {
  /** Takes a token of the bucket `name` at `now` (ms since 1970): 0, or the ms after which there is one again. */
  take(name: string, rate: Rate, now: number): Promise<number>;
};
