import type { Connected } from './connected';

/**
 * Attempts at one write or read: with the pauses below over within two seconds, far inside the minute after which a
 * process forgets what it knows of a log (LOG-7).
 */
export const attempts = 8;
const firstPauseMs = 25;
const longestPauseMs = 400;

/** Waits before attempt number `next` (1 is the first retry): full jitter, so that those who collided part. */
export const pause = ({ clock, random }: Pick<Connected, 'clock' | 'random'>, next: number): Promise<void> =>
  clock.sleep(random() * Math.min(longestPauseMs, firstPauseMs * 2 ** (next - 1)));

// Said when another write to the same rows is under way, or when too much is asked of them at once. Nothing was written.
const passing = new Set([
  'TransactionConflictException',
  'TransactionInProgressException',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);
export const passes = (error: unknown): boolean => error instanceof Error && passing.has(error.name);

/** Runs `attempt` until it succeeds or fails for a reason that does not pass; gives up after some attempts. */
export const retrying = async <T>(
  connected: Pick<Connected, 'clock' | 'random'>,
  attempt: () => Promise<T>,
  again: (error: unknown) => boolean = passes,
): Promise<T> => {
  for (let nth = 1; ; nth++)
    try {
      return await attempt();
    } catch (cause) {
      if (!again(cause)) throw cause;
      if (nth === attempts) throw new Error(`DynamoDB was too busy, ${attempts} times in a row.`, { cause });
      await pause(connected, nth);
    }
};
