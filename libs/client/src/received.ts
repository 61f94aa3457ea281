import { limits, type Position } from '@parley/protocol';
import type { Clock } from './clock';
import { endsSession, isPassing, Refused } from './failures';
import type { Ask } from './http';

/** What comes within two seconds is told at once: a write each on the server. */
export const gatherMs = 2_000;

export type Received = ReturnType<typeof createReceived>;

/**
 * Tells how far conversations have come to this device, of those that are small enough for receipts: direct ones, and
 * channels that showed themselves to be. What could not be told is told with what comes next, or on the next connection.
 */
export const createReceived = (parts: { ask: Ask; clock: Clock }) => {
  const { ask, clock } = parts;
  const small = new Set<string>();
  const told = new Map<string, number>();
  const waiting = new Map<string, number>();
  let isGathering = false;

  const isSmall = (conversationId: string) => conversationId.startsWith('d-') || small.has(conversationId);
  const send = async (positions: Position[]): Promise<void> => {
    try {
      await ask('delivery.received', { positions });
    } catch (error) {
      if (!(error instanceof Refused) && !isPassing(error)) throw error;
      // Who asks anew may be heard then; a server that will not hear it is not asked for its own sake.
      const isKept = isPassing(error) || (error instanceof Refused && endsSession(error.refusal));
      for (const { conversationId, seq } of positions) {
        if (told.get(conversationId) !== seq) continue;
        told.delete(conversationId);
        if (isKept) waiting.set(conversationId, Math.max(seq, waiting.get(conversationId) ?? 0));
      }
    }
  };
  const flush = () => {
    isGathering = false;
    const positions = [...waiting].map(([conversationId, seq]) => ({ conversationId, seq }));
    waiting.clear();
    for (const { conversationId, seq } of positions) told.set(conversationId, seq);
    for (let from = 0; from < positions.length; from += limits.pingPositions)
      void send(positions.slice(from, from + limits.pingPositions));
  };
  const gather = () => {
    if (isGathering) return;
    isGathering = true;
    clock.after(gatherMs, flush);
  };

  return {
    /** It has come here up to `seq`. */
    upTo: (conversationId: string, seq: number): void => {
      if (!isSmall(conversationId) || seq <= Math.max(told.get(conversationId) ?? 0, waiting.get(conversationId) ?? 0))
        return;
      waiting.set(conversationId, seq);
      gather();
    },
    /** A hello was answered: what could not be told before is told now. */
    again: (): void => {
      if (waiting.size > 0) gather();
    },
    /** It has so few members that receipts are kept. */
    small: (conversationId: string): void => void small.add(conversationId),
    forget: (conversationId: string): void => {
      for (const each of [told, waiting]) each.delete(conversationId);
      small.delete(conversationId);
    },
    /** What was told holds no more; how small they are does. */
    forgetAll: (): void => {
      for (const each of [told, waiting]) each.clear();
    },
  };
};
