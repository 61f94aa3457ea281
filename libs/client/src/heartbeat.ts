import type { Clock } from './clock';
import { Unreachable } from './failures';

export type Heartbeat = {
  beat(): void;
  stop(): void;
  /** Resolves once no ping is unanswered: at once, where none was asked. */
  quiet(): Promise<void>;
};

/** Pings every `everyMs` whatever the traffic, and at once when asked; one that stays unanswered means a dead socket. */
export const startHeartbeat = (parts: {
  clock: Clock;
  everyMs: number;
  /** Rejects with `Unreachable` when there is no answer in time; other refusals are signs of life. */
  ping(): Promise<void>;
  onSilence(): void;
}): Heartbeat => {
  const { clock, everyMs, ping, onSilence } = parts;
  let isStopped = false;
  let beating: Promise<void> | undefined;
  let cancel = () => undefined as void;

  const next = () => {
    cancel();
    if (!isStopped) cancel = clock.after(everyMs, beat);
  };
  const beat = () => {
    if (beating || isStopped) return;
    beating = ping()
      .catch((error: unknown) => {
        if (error instanceof Unreachable && !isStopped) onSilence();
      })
      .finally(() => {
        beating = undefined;
        next();
      });
  };
  next();
  return {
    beat,
    quiet: async () => beating,
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
};
