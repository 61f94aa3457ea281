import type { Clock } from '../clock';
import type { Message } from './message';
import type { FifoQueue } from './queue';

export type Receive = {
  /** 1 to 10. */
  most: number;
  /** The queue's own, unless told. */
  visibilitySeconds?: number | undefined;
  /** How long to wait for the first message. */
  waitMs: number;
  /** Ends the wait, with nothing received. */
  signal: AbortSignal;
};

/** Receiving with patience: `changed` is to be called after every change of the queue. */
export const longPoll = (queue: FifoQueue, clock: Clock) => {
  const waiting = new Set<() => void>();
  let isWaking = false;

  const receive = ({ most, visibilitySeconds, waitMs, signal }: Receive): Promise<Message[]> =>
    new Promise((resolve) => {
      const until = clock.now() + waitMs;
      let cancelTimer = () => {};
      const settle = (messages: Message[]) => {
        cancelTimer();
        waiting.delete(attempt);
        signal.removeEventListener('abort', giveUp);
        resolve(messages);
      };
      const giveUp = () => settle([]);
      const attempt = () => {
        cancelTimer();
        const messages = queue.receive(most, visibilitySeconds);
        if (messages.length > 0 || clock.now() >= until) return settle(messages);
        // Also time alone can make a message visible.
        const next = Math.min(until, queue.nextVisibleAt() ?? until);
        cancelTimer = clock.after(next - clock.now(), attempt);
      };
      if (signal.aborted) return giveUp();
      signal.addEventListener('abort', giveUp);
      waiting.add(attempt);
      attempt();
    });

  const changed = (): void => {
    if (isWaking) return;
    isWaking = true;
    // After the change is complete: whoever is woken changes the queue, too.
    queueMicrotask(() => {
      isWaking = false;
      for (const attempt of [...waiting]) attempt();
    });
  };

  return { receive, changed };
};
