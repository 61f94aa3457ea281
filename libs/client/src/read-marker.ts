import type { InboxRow } from '@parley/protocol';
import type { Retrying } from './backoff';
import type { Clock } from './clock';
import { isPassing, Refused } from './failures';
import type { Ask } from './http';

/** Reading on for a while makes one request: a write each, and a push to each of my devices. */
export const gatherMs = 3_000;

/** Moves my markers forward, never back; the highest of many calls is asked for. */
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
  const busy = new Set<string>();

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
    busy.delete(conversationId);
    if (seq() > asked) schedule(conversationId);
  };
  const schedule = (conversationId: string): void => {
    if (busy.has(conversationId)) return;
    busy.add(conversationId);
    clock.after(gatherMs, () => void write(conversationId));
  };

  return {
    move: (conversationId: string, seq: number): void => {
      if (seq <= Math.max(wanted.get(conversationId) ?? 0, done.get(conversationId) ?? 0)) return;
      wanted.set(conversationId, seq);
      schedule(conversationId);
    },
  };
};
