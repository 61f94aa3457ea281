import type { InboxRow } from '@parley/protocol';
import type { Retrying } from './backoff';
import type { Clock } from './clock';
import { isPassing, Refused } from './failures';
import type { Ask } from './http';

/** The first move is told almost at once, so that my other devices clear and a reload loses nothing. */
export const soonMs = 200;
/** Reading on for a while makes one request: a write each, and a push to each of my devices. */
export const gatherMs = 3_000;

/** Moves my markers forward, never back by itself; the highest of many calls is asked for. */
export const createReadMarker = (parts: {
  ask: Ask;
  clock: Clock;
  retrying: Retrying;
  /** The row as the server has it then. */
  onRow(row: InboxRow): void;
}) => {
  const { ask, clock, retrying, onRow } = parts;
  /** The highest seq that was asked for, and done or refused. */
  const done = new Map<string, number>();
  const wanted = new Map<string, number>();
  /** Conversations whose marker is on its way, and how to send it at once while it waits. */
  const waiting = new Map<string, () => void>();
  const writing = new Map<string, Promise<void>>();

  const write = async (conversationId: string): Promise<void> => {
    // Read at each try: a retry asks for what is highest by then.
    const seq = () => wanted.get(conversationId) ?? 0;
    const asked = seq();
    try {
      onRow((await retrying(() => ask('delivery.read', { conversationId, seq: seq() }))).row);
    } catch (error) {
      if (!(error instanceof Refused) && !isPassing(error)) throw error;
    }
    done.set(conversationId, asked);
    // Quiet again after a while: what is read meanwhile is gathered.
    wait(conversationId, gatherMs, () => {
      waiting.delete(conversationId);
      if (seq() > asked) void send(conversationId);
    });
  };
  const send = (conversationId: string): Promise<void> => {
    waiting.set(conversationId, () => undefined);
    const written = write(conversationId).finally(() => writing.delete(conversationId));
    writing.set(conversationId, written);
    return written;
  };
  const wait = (conversationId: string, ms: number, then: () => void): void => {
    const cancel = clock.after(ms, then);
    waiting.set(conversationId, () => {
      cancel();
      then();
    });
  };

  return {
    move: (conversationId: string, seq: number): void => {
      if (seq <= Math.max(wanted.get(conversationId) ?? 0, done.get(conversationId) ?? 0)) return;
      wanted.set(conversationId, seq);
      if (!waiting.has(conversationId)) wait(conversationId, soonMs, () => void send(conversationId));
    },
    /** The marker was moved back, here or on another device: what is read from now on counts again. */
    back: (conversationId: string, seq: number): void => {
      if (seq >= Math.max(wanted.get(conversationId) ?? 0, done.get(conversationId) ?? 0)) return;
      wanted.set(conversationId, seq);
      done.set(conversationId, seq);
    },
    /** Resolves when no move is on its way. */
    settled: async (conversationId: string): Promise<void> => {
      waiting.get(conversationId)?.();
      await writing.get(conversationId);
    },
    /** Sends now what waits: the page is about to go. */
    flush: (): void => {
      for (const now of [...waiting.values()]) now();
    },
  };
};
