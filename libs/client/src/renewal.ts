import { backoff, waitAfter } from './backoff';
import type { Clock } from './clock';
import { isPassing, Refused } from './failures';

/** A newer token is shown so long before it is due, or in half of the time that is left, whichever is shorter: there is time to try again. */
const aheadMs = 60_000;
/** Tokens that live shorter than that still leave some peace between two renewals. */
const soonestMs = 5_000;

export type Renewal = {
  /** Until when the connection is served for the token that was shown last, ms since 1970. */
  until(): number;
  stop(): void;
};

/**
 * Keeps a connection alive beyond the token that it was opened with, by showing newer ones. What fails in passing, above
 * all because the network or the user pool is away, is tried again for as long as the last token holds.
 */
export const keepRenewed = (parts: {
  clock: Clock;
  random: () => number;
  /** How long the connection is served as it is. */
  forMs: number;
  /** Gets a newer token and shows it: for how long the connection is served then. */
  renew(): Promise<number>;
  /** This connection is not renewed any more; another one may be had. */
  onRefused(): void;
  /** The token has run out, and no other could be shown. */
  onOver(): void;
}): Renewal => {
  const { clock, random, renew, onRefused, onOver } = parts;
  let [until, failures, isStopped] = [0, 0, false];
  let cancel = () => undefined as void;

  const next = (ms: number): void => {
    if (!isStopped) cancel = clock.after(Math.min(ms, Math.max(0, until - clock.now())), () => void attempt());
  };
  const lasts = (ms: number): void => {
    until = clock.now() + Math.max(soonestMs, ms);
    next(Math.max(soonestMs, ms - Math.min(aheadMs, ms / 2)));
  };

  const attempt = async (): Promise<void> => {
    if (clock.now() >= until && failures > 0) return onOver();
    try {
      const ms = await renew();
      if (isStopped) return;
      failures = 0;
      lasts(ms);
    } catch (error) {
      if (isStopped) return;
      const isOver = error instanceof Refused && error.refusal.code === 'hello_again';
      if (isOver || !isPassing(error)) return onRefused();
      failures += 1;
      next(error instanceof Refused ? waitAfter(error, random, failures) : backoff(random, failures));
    }
  };

  lasts(parts.forMs);
  return {
    until: () => until,
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
};
