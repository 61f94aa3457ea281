import type { Entry, Position } from '@parley/protocol';
import type { Retrying } from './backoff';
import type { ClientEvent } from './client';
import type { Clock } from './clock';
import { isPassing, Refused, Unreachable } from './failures';
import type { Ask } from './http';
import { isLoaded, load, type LogView, prepend, receive, type Unloaded, unloaded } from './log-view';

/** SYNC-2: pushes race each other, so a gap gets this long to close by itself. */
export const gapHoldMs = 300;
/** SYNC-2: after so many failures the screen says that the conversation is incomplete. */
const tries = 3;

/** One opened log. */
type Log = {
  conversationId: string;
  view: LogView | Unloaded;
  /** The highest seq heard of. */
  head: number;
  /** Something may have been said that was not pushed: a read must tell. */
  unsure: boolean;
  stale: boolean;
  /** One of each at a time. */
  loading?: Promise<void>;
  leveling?: Promise<void>;
  reading?: Promise<boolean>;
  cancelHold?: () => void;
};

const hasGap = ({ view, head }: Log) => isLoaded(view) && (view.last < head || view.ahead.length > 0);
const isLevel = (log: Log) => isLoaded(log.view) && !log.unsure && !hasGap(log);
const isRefusal = (error: unknown, code: string) => error instanceof Refused && error.refusal.code === code;

export type Sync = ReturnType<typeof createSync>;

/** Keeps opened logs level with the server's (SYNC-1, SYNC-2). */
export const createSync = (parts: {
  ask: Ask;
  clock: Clock;
  retrying: Retrying;
  emit(event: ClientEvent): void;
  /** Told of everything that passes, once it was applied where it could be. */
  onSeen(conversationId: string, entries: readonly Entry[]): void;
  onGone(conversationId: string): void;
}) => {
  const { ask, clock, retrying, emit, onSeen, onGone } = parts;
  /** In the order in which they were opened. */
  const logs = new Map<string, Log>();

  const isCurrent = (log: Log) => logs.get(log.conversationId) === log;

  // A new object, so that reads under way for the old one are no longer current.
  const anew = (conversationId: string, stale = false): Log => {
    logs.get(conversationId)?.cancelHold?.();
    const log: Log = { conversationId, view: unloaded, head: 0, unsure: false, stale };
    logs.set(conversationId, log);
    return log;
  };

  const tell = ({ conversationId, view }: Log, place: 'newer' | 'older' | 'page', entries: Entry[]) =>
    emit({ type: 'entries', conversationId, place, entries, complete: view.first === 1 });

  const setStale = (log: Log, stale: boolean) => {
    if (log.stale === stale || !isCurrent(log)) return;
    log.stale = stale;
    emit({ type: 'stale', conversationId: log.conversationId, stale });
  };

  const apply = (log: Log, entries: readonly Entry[]) => {
    const { view, applied } = receive(log.view, entries);
    log.view = view;
    log.head = Math.max(log.head, entries.at(-1)?.seq ?? 0);
    if (applied.length > 0) tell(log, 'newer', applied);
    onSeen(log.conversationId, [...entries, ...applied]);
  };

  const page = async (log: Log): Promise<void> => {
    // Cleared before it is asked: a hello that is answered meanwhile subscribes too late for this page (SYNC-1).
    log.unsure = false;
    const { entries, head } = await ask('messages.history', { conversationId: log.conversationId });
    if (!isCurrent(log)) return;
    const { view, applied } = load(log.view, entries);
    log.view = view;
    log.head = Math.max(log.head, head, view.last);
    tell(log, 'page', entries);
    if (applied.length > 0) tell(log, 'newer', applied);
    onSeen(log.conversationId, [...entries, ...applied]);
  };

  const loaded = (log: Log): Promise<void> => (log.loading ??= page(log).finally(() => delete log.loading));

  const changes = async (log: Log, { last }: LogView): Promise<void> => {
    const { conversationId } = log;
    log.unsure = false;
    try {
      const { entries, head } = await ask('messages.changes', { conversationId, after: last });
      if (!isCurrent(log)) return;
      log.head = Math.max(log.head, head);
      apply(log, entries);
    } catch (error) {
      log.unsure = true;
      // The log is shorter than what is held: it is another log now.
      if (!isRefusal(error, 'ahead_of_log') || !isCurrent(log)) throw error;
      void level(anew(conversationId, log.stale));
    }
    if (isCurrent(log) && log.view.last === last && hasGap(log))
      throw new Unreachable('A part of the log did not come.');
  };

  const untilLevel = async (log: Log): Promise<void> => {
    log.cancelHold?.();
    const step = () => (isLoaded(log.view) ? changes(log, log.view) : loaded(log));
    try {
      while (isCurrent(log) && !isLevel(log)) await retrying(step, tries);
      setStale(log, false);
    } catch (error) {
      if (isRefusal(error, 'not_a_member')) return onGone(log.conversationId);
      setStale(log, true);
      if (!isPassing(error) && !(error instanceof Refused)) throw error;
    }
  };

  const level = (log: Log): Promise<void> => (log.leveling ??= untilLevel(log).finally(() => delete log.leveling));

  const holdGap = (log: Log) => {
    if (!hasGap(log) || log.leveling || log.cancelHold) return;
    const cancel = clock.after(gapHoldMs, () => {
      delete log.cancelHold;
      if (isCurrent(log) && hasGap(log)) void level(log);
    });
    log.cancelHold = () => {
      delete log.cancelHold;
      cancel();
    };
  };

  const readOlder = async (log: Log): Promise<boolean> => {
    if (!isLoaded(log.view)) await loaded(log);
    const before = log.view.first ?? 1;
    if (before <= 1) return false;
    const { entries } = await ask('messages.history', { conversationId: log.conversationId, before });
    if (!isCurrent(log) || !isLoaded(log.view)) return true;
    const { view, applied } = prepend(log.view, entries);
    if (applied.length === 0) throw new Unreachable('The older part of the log did not come.');
    log.view = view;
    tell(log, 'older', applied);
    onSeen(log.conversationId, applied);
    return view.first > 1;
  };

  return {
    /** Entries came by push or in a reply. */
    receive: (conversationId: string, entries: readonly Entry[]): void => {
      const log = logs.get(conversationId);
      if (!log) return onSeen(conversationId, entries);
      apply(log, entries);
      holdGap(log);
    },
    /** The server knows of `head`. */
    behind: (conversationId: string, head: number): void => {
      const log = logs.get(conversationId);
      if (!log) return;
      log.head = Math.max(log.head, head);
      if (hasGap(log)) void level(log);
    },
    /** Loads the newest page and keeps the log level from now on; a load that fails is tried again at the next hello. */
    open: async (conversationId: string): Promise<void> => {
      const log = logs.get(conversationId) ?? anew(conversationId);
      try {
        if (!isLoaded(log.view)) await loaded(log);
      } catch (error) {
        if (isRefusal(error, 'not_a_member')) onGone(conversationId);
        throw error;
      }
      if (!isLevel(log)) await level(log);
    },
    /** Whether there are still older ones than those held now. */
    older: (conversationId: string): Promise<boolean> => {
      const log = logs.get(conversationId) ?? anew(conversationId);
      return (log.reading ??= readOlder(log).finally(() => delete log.reading));
    },
    /** Whether the timeline shows the log up to `seq`, or shows nothing of it. */
    shows: (conversationId: string, seq: number): boolean => {
      const log = logs.get(conversationId);
      return !log || (isLoaded(log.view) && log.view.last >= seq);
    },
    /** How far the log is held without a gap, if it is opened and loaded. */
    last: (conversationId: string): number | undefined => logs.get(conversationId)?.view.last,
    isOpened: (conversationId: string): boolean => logs.has(conversationId),
    /** Of opened logs, the most recently opened first. */
    positions: (): Position[] =>
      [...logs.values()]
        .flatMap(({ conversationId, view }) => (isLoaded(view) ? [{ conversationId, seq: view.last }] : []))
        .reverse(),
    /** A hello was answered; `asked`: the conversations whose positions it carried. Resolves when all is level, or stale. */
    subscribed: (asked: ReadonlySet<string>): Promise<void>[] => {
      // What was read before may lack what was said until now; what is said from now on is pushed.
      for (const log of logs.values()) if (!asked.has(log.conversationId)) log.unsure = true;
      return [...logs.values()].filter((log) => !isLevel(log)).map(level);
    },
    /** What is held is not this log's: read it anew. */
    reset: (conversationId: string): void => {
      const log = logs.get(conversationId);
      if (log) anew(conversationId, log.stale);
    },
    resetAll: (): void => {
      for (const { conversationId, stale } of [...logs.values()]) anew(conversationId, stale);
    },
    drop: (conversationId: string): void => {
      logs.get(conversationId)?.cancelHold?.();
      logs.delete(conversationId);
    },
  };
};
