import { type Entry, isKnown, limits, type Position } from '@parley/protocol';
import type { Retrying } from './backoff';
import type { ClientEvent } from './client';
import type { Clock } from './clock';
import { isPassing, Refused, Unreachable } from './failures';
import type { Ask } from './http';
import {
  extend,
  type Island,
  isLoaded,
  load,
  type LogView,
  prepend,
  receive,
  type Unloaded,
  unloaded,
} from './log-view';

/** SYNC-2: pushes race each other, so a gap gets this long to close by itself. */
export const gapHoldMs = 300;
/** SYNC-2: after so many failures the screen says that the conversation is incomplete. */
const tries = 3;

/** Who missed more sees the newest page first, one request, while the rest is pulled: a tenth of a megabyte. */
export const pageFirstBeyond = 500;
/** Who missed more than four pulls bring lets go of what was held; it comes back as older pages. */
const mostPulled = 4 * limits.changesEntries;
/** Logs that nobody looks at are held on, the last so many: going back and forth costs nothing. */
const keptOpen = 10;

/** One opened log. */
type Log = {
  conversationId: string;
  view: LogView | Unloaded;
  /** The highest seq heard of. */
  head: number;
  /** Something may have been said that was not pushed: a read must tell. */
  unsure: boolean;
  stale: boolean;
  /** How many look at it. */
  viewers: number;
  /** What is held below a gap that is being filled. */
  island?: Island;
  /** The newest edit heard of, by message. */
  versions: Map<number, number>;
  /** One of each at a time. */
  restoring?: Promise<boolean>;
  loading?: Promise<void>;
  leveling?: Promise<void>;
  reading?: Promise<boolean>;
  cancelHold?: () => void;
};

const hasGap = ({ view, head }: Log) => isLoaded(view) && (view.last < head || view.ahead.length > 0);
const isLevel = (log: Log) => isLoaded(log.view) && !log.unsure && !hasGap(log) && !log.island;
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
  /** What was kept of it over a reload: entries without a gap. */
  stored(conversationId: string): Promise<readonly Entry[]>;
  /** The newest of what is held, without a gap. */
  held(conversationId: string): readonly Entry[];
  /** The highest seq heard of by other means. */
  heard(conversationId: string): number;
  isConnected(): boolean;
  /** How many entries are missing has changed. */
  onProgress(): void;
}) => {
  const { ask, clock, retrying, emit, onSeen, onGone, stored, held, heard, isConnected, onProgress } = parts;
  /** In the order in which they were opened. */
  const logs = new Map<string, Log>();

  const isCurrent = (log: Log) => logs.get(log.conversationId) === log;

  // A new object, so that reads under way for the old one are no longer current.
  const anew = (conversationId: string, stale = false): Log => {
    const before = logs.get(conversationId);
    before?.cancelHold?.();
    const viewers = before?.viewers ?? 0;
    const log: Log = {
      ...{ conversationId, view: unloaded, head: 0, unsure: false, stale, viewers },
      versions: new Map(),
    };
    logs.set(conversationId, log);
    return log;
  };

  const noteVersions = ({ versions }: Log, entries: readonly Entry[]) => {
    for (const entry of entries) {
      if (!isKnown(entry)) continue;
      const [target, version] =
        entry.kind === 'message.edited'
          ? [entry.body.target, entry.seq]
          : entry.kind === 'message.posted'
            ? [entry.seq, entry.body.edited?.seq ?? entry.seq]
            : [0, 0];
      if (version > (versions.get(target) ?? 0)) versions.set(target, version);
    }
  };
  const tell = (log: Log, place: 'newer' | 'older' | 'page', entries: readonly Entry[]) => {
    const { conversationId, view } = log;
    noteVersions(log, entries);
    emit({ type: 'entries', conversationId, place, entries: [...entries], complete: view.first === 1 });
    onProgress();
  };

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

  /** What was kept over a reload is shown at once; that it may lack something is found out by the next hello. */
  const restore = async (log: Log): Promise<boolean> => {
    const entries = await stored(log.conversationId).catch(() => []);
    if (!isCurrent(log) || isLoaded(log.view) || entries.length === 0) return false;
    const { view, applied } = load(log.view, entries);
    log.view = view;
    log.unsure = true;
    log.head = Math.max(log.head, view.last);
    tell(log, 'page', entries);
    if (applied.length > 0) tell(log, 'newer', applied);
    onSeen(log.conversationId, [...entries, ...applied]);
    return true;
  };

  // Far behind: the newest page is shown first, and what lies between is pulled below it.
  const bridge = async (log: Log, { last }: LogView): Promise<void> => {
    const below = held(log.conversationId);
    log.unsure = false;
    const { entries, head } = await ask('messages.history', { conversationId: log.conversationId });
    const first = entries[0]?.seq ?? 0;
    if (!isCurrent(log) || !isLoaded(log.view) || log.view.last !== last) return;
    if (first <= last + 1) {
      apply(log, entries);
      if (log.view.last === last && hasGap(log)) throw new Unreachable('A part of the log did not come.');
      return;
    }
    const isWorthFilling = first - 1 - last <= mostPulled && below.at(-1)?.seq === last;
    if (isWorthFilling) log.island = { entries: below, top: last };
    const { view, applied } = load({ ahead: log.view.ahead }, entries);
    log.view = view;
    log.head = Math.max(log.head, head, view.last);
    tell(log, 'page', entries);
    if (applied.length > 0) tell(log, 'newer', applied);
    onSeen(log.conversationId, [...entries, ...applied]);
  };
  const fill = async (log: Log, island: Island): Promise<void> => {
    const { conversationId } = log;
    const first = log.view.first ?? 1;
    const limit = Math.min(limits.changesEntries, first - 1 - island.top);
    const { entries } = await ask('messages.changes', { conversationId, after: island.top, limit });
    if (!isCurrent(log) || log.island !== island || !isLoaded(log.view)) return;
    const next = extend(island, entries, first);
    if (next.top === island.top) throw new Unreachable('A part of the log did not come.');
    onSeen(conversationId, entries);
    log.island = next;
    if (next.top < first - 1) return onProgress();
    delete log.island;
    log.view = { ...log.view, first: next.entries[0]?.seq ?? first };
    tell(log, 'older', next.entries);
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
    const step = () => {
      const { view, island, unsure } = log;
      if (!isLoaded(view)) return loaded(log);
      const known = Math.max(log.head, heard(log.conversationId));
      if (!island && known - view.last > pageFirstBeyond) {
        log.head = Math.max(log.head, known);
        return bridge(log, view);
      }
      if (island && !unsure && !hasGap(log)) return fill(log, island);
      return changes(log, view);
    };
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

  /** Of logs that nobody looks at, the last few stay. */
  const closeOld = () => {
    const idle = [...logs.values()].filter(({ viewers }) => viewers === 0);
    for (const { conversationId } of idle.slice(0, Math.max(0, idle.length - keptOpen))) {
      drop(conversationId);
      emit({ type: 'closed', conversationId });
    }
  };
  const drop = (conversationId: string): void => {
    logs.get(conversationId)?.cancelHold?.();
    logs.delete(conversationId);
  };

  const readOlder = async (log: Log): Promise<boolean> => {
    if (!isLoaded(log.view)) await loaded(log);
    if (log.island) await level(log);
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
      log.viewers += 1;
      // The most recently opened are last.
      logs.delete(conversationId);
      logs.set(conversationId, log);
      try {
        if (!isLoaded(log.view) && (await (log.restoring ??= restore(log)))) {
          // What is here is enough to begin with; without a connection, the hello to come sees to the rest.
          if (isConnected()) void level(log);
          return;
        }
        if (!isLoaded(log.view)) await loaded(log);
      } catch (error) {
        if (isRefusal(error, 'not_a_member')) onGone(conversationId);
        throw error;
      }
      if (!isLevel(log)) await level(log);
    },
    release: (conversationId: string): void => {
      const log = logs.get(conversationId);
      if (!log || log.viewers === 0) return;
      log.viewers -= 1;
      closeOld();
    },
    /** The message's newest edit heard of, or itself: what an edit of mine is based on. */
    versionOf: (conversationId: string, seq: number): number => logs.get(conversationId)?.versions.get(seq) ?? seq,
    /** Entries of opened logs that are known to be missing. */
    missing: (): number =>
      [...logs.values()].reduce((sum, { view, head, island }) => {
        const between = island && isLoaded(view) ? view.first - 1 - island.top : 0;
        return sum + between + (isLoaded(view) ? Math.max(0, head - view.last) : 0);
      }, 0),
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
    /** Something opened is not level, and nothing is done about it: its tries failed. */
    isLagging: (): boolean => [...logs.values()].some((log) => !isLevel(log) && !log.leveling && !log.loading),
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
      for (const log of logs.values()) log.unsure = !asked.has(log.conversationId);
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
    drop,
  };
};
