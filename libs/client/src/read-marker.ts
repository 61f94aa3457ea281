import type { InboxRow } from '@parley/protocol';
import type { Retrying } from './backoff';
import type { Clock } from './clock';
import { endsSession, isPassing, Refused } from './failures';
import type { Ask } from './http';

/** The first move is told almost at once, so that my other devices clear and a reload loses nothing. */
export const soonMs = 200;
/** Reading on for a while makes one request: a write each, and a push to each of my devices. */
export const gatherMs = 3_000;

/** The marker of one conversation. */
type Marker = {
  /** The highest seq that is to be told, and that was told, or refused. */
  wanted: number;
  done: number;
  /** The row's `rev` when that was read; undefined: the row was not known. */
  seen?: number | undefined;
  /** How many wait for it to stand still, and the highest seq that was read meanwhile. */
  stillFor: number;
  meanwhile: number;
  /** Tells at once what waits; undefined: nothing does. */
  now?: (() => void) | undefined;
  writing?: Promise<void> | undefined;
  /** Why its last try failed in passing, until the next one begins; and who is told so. */
  failure?: unknown;
  onFailure: Set<(error: unknown) => void>;
};

export type ReadMarker = ReturnType<typeof createReadMarker>;

/** Moves my markers forward, never back by itself; the highest of many calls is asked for. */
export const createReadMarker = (parts: {
  ask: Ask;
  clock: Clock;
  retrying: Retrying;
  /** The `rev` of my row as it is known here. */
  revOf(conversationId: string): number | undefined;
  /** The row as the server has it then. */
  onRow(row: InboxRow): void;
  /** The server does not count it as read, for good. */
  onRefused(conversationId: string): void;
}) => {
  const { ask, clock, retrying, revOf, onRow, onRefused } = parts;
  const markers = new Map<string, Marker>();
  const of = (conversationId: string): Marker => {
    const held = markers.get(conversationId) ?? { wanted: 0, done: 0, stillFor: 0, meanwhile: 0, onFailure: new Set() };
    markers.set(conversationId, held);
    return held;
  };

  const wait = (marker: Marker, ms: number, then: () => void): void => {
    const cancel = clock.after(ms, then);
    marker.now = () => {
      cancel();
      then();
    };
  };
  const telling = async (marker: Marker, tell: () => Promise<void>): Promise<void> => {
    marker.failure = undefined;
    try {
      await tell();
    } catch (error) {
      if (isPassing(error)) {
        marker.failure = error;
        for (const fail of marker.onFailure) fail(error);
      }
      throw error;
    }
  };
  /** Until the marker's move is answered; rejects where that fails in passing, for it may take as long as the network does. */
  const written = async (marker: Marker): Promise<void> => {
    if (marker.failure !== undefined) throw marker.failure;
    let fail = (_error: unknown) => undefined as void;
    const failed = new Promise<never>((_resolve, reject) => marker.onFailure.add((fail = reject)));
    await Promise.race([marker.writing, failed]).finally(() => marker.onFailure.delete(fail));
  };
  const back = (conversationId: string, seq: number): void => {
    const marker = of(conversationId);
    if (seq < Math.max(marker.wanted, marker.done)) marker.wanted = marker.done = seq;
  };
  const write = async (conversationId: string, marker: Marker): Promise<void> => {
    let asked = marker.wanted;
    // At each try what is highest by then; nothing where it was moved back meanwhile, or is another log's.
    const tell = async () => {
      asked = marker.wanted;
      if (asked <= marker.done) return;
      const rev = marker.seen;
      const { row } = await ask('delivery.read', { conversationId, seq: asked, ...(rev !== undefined && { rev }) });
      onRow(row);
      // LOG-8: on another device it was marked as unread since this was read, and nothing was read here knowing of that.
      const isUndone = row.read < asked && marker.seen === rev;
      asked = Math.min(asked, row.read);
      if (!isUndone) return;
      back(conversationId, row.read);
      onRefused(conversationId);
    };
    try {
      await retrying(() => telling(marker, tell));
    } catch (error) {
      if (!(error instanceof Refused) && !isPassing(error)) throw error;
      // Not the marker was refused but the session: the next hello begins again.
      if (error instanceof Refused && endsSession(error.refusal)) return void (marker.now = undefined);
      if (asked <= marker.wanted) onRefused(conversationId);
    }
    if (asked <= marker.wanted) marker.done = Math.max(marker.done, asked);
    // Quiet again after a while: what is read meanwhile is gathered.
    wait(marker, gatherMs, () => {
      marker.now = undefined;
      if (marker.wanted > marker.done) send(conversationId, marker);
    });
  };
  const send = (conversationId: string, marker: Marker): void => {
    marker.now = () => undefined;
    marker.writing = write(conversationId, marker).finally(() => (marker.writing = undefined));
  };

  const move = (conversationId: string, seq: number): void => {
    const marker = of(conversationId);
    if (seq <= Math.max(marker.wanted, marker.done)) return;
    if (marker.stillFor > 0) return void (marker.meanwhile = Math.max(marker.meanwhile, seq));
    marker.wanted = seq;
    marker.seen = revOf(conversationId);
    if (!marker.now) wait(marker, soonMs, () => send(conversationId, marker));
  };
  /** What was told of it holds no more: it may stand anywhere. */
  const forget = (conversationId: string): void => {
    const marker = markers.get(conversationId);
    if (marker) Object.assign(marker, { wanted: 0, done: 0, meanwhile: 0 });
  };

  const isDue = ({ wanted, done, now }: Marker): boolean => wanted > done && !now;

  return {
    move,
    /** Something that I have read was refused for the session, and is told by the next hello. */
    isLagging: (): boolean => [...markers.values()].some(isDue),
    /** The marker was moved back, here or on another device: what is read from now on counts again. */
    back,
    /**
     * LOG-8: `work` moves it back, so it begins when no move is on its way, and none begins before it is answered. Rejects
     * where a move that is on its way does not get through: that one is tried on, and `work` is not done later unasked.
     */
    still: async <T>(conversationId: string, work: () => Promise<T>): Promise<T> => {
      const marker = of(conversationId);
      marker.stillFor += 1;
      try {
        while (marker.now) {
          marker.now();
          await written(marker);
        }
        return await work();
      } finally {
        marker.stillFor -= 1;
        const { meanwhile } = marker;
        if (marker.stillFor === 0) marker.meanwhile = 0;
        move(conversationId, meanwhile);
      }
    },
    forget,
    forgetAll: (): void => {
      for (const conversationId of markers.keys()) forget(conversationId);
    },
    /** The session goes on: what was refused while it seemed to be over is told now. */
    again: (): void => {
      for (const [conversationId, marker] of markers) if (isDue(marker)) send(conversationId, marker);
    },
    /** Sends now what waits: the page is about to go. */
    flush: (): void => {
      for (const { now } of [...markers.values()]) now?.();
    },
  };
};
