import { type Clock } from '../clock';
import { type FaultSource } from './faults';

/** What all APIs of one account share: each handshake, inbound message, @connections call and HTTP request takes one. */
export type AccountBucket = {
  /** Takes one; false when there is none left, which is answered with 429. */
  take(): boolean;
};

/** F34: 10,000 requests a second and a burst of 5,000, by AWS's published account quota. */
const accountQuota = { perSecond: 10_000, burst: 5_000 };

/** A bucket that fills by itself up to `burst`; F34 finds it empty although it is not. */
export const accountBucket = (options: {
  clock: Clock;
  faults: FaultSource;
  perSecond?: number;
  burst?: number;
}): AccountBucket => {
  const { clock, faults, perSecond, burst } = { ...accountQuota, ...options };
  let left = burst;
  let filledAt = clock.now();
  return {
    take: () => {
      if (faults.strikes('F34')) return false;
      const now = clock.now();
      left = Math.min(burst, left + ((now - filledAt) / 1_000) * perSecond);
      filledAt = now;
      if (left < 1) return false;
      left--;
      return true;
    },
  };
};

/** Never empty: what the emulators use unless told otherwise. */
export const endlessBucket: AccountBucket = { take: () => true };
