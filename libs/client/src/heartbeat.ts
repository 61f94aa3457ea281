import type { Clock } from './clock';
import { Unreachable } from './failures';

export type Heartbeat = { beat(): void; stop(): void };

/** Pings every `everyMs` whatever the traffic, and at once when asked; one that stays unanswered means a dead socket. */
export const startHeartbeat = (parts: {
  clock: Clock;
  everyMs: number;
  /** Rejects with `Unreachable` when there is no answer in time; other refusals are signs of life. */
  ping(): Promise<void>;
  onSilence(): void;
}): Heartbeat => {
  const { clock, everyMs, ping, onSilence } = parts;
  let [isBeating, isStopped] = [false, false];
  let cancel = () => undefined as void;

  const next = () => {
    cancel();
    if (!isStopped) cancel = clock.after(everyMs, beat);
  };
  const beat = () => {
    if (isBeating || isStopped) return;
    isBeating = true;
    ping()
      .catch((error: unknown) => {
        if (error instanceof Unreachable && !isStopped) onSilence();
      })
      .finally(() => {
        isBeating = false;
        next();
      });
  };
  next();
  return {
    beat,
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
};
