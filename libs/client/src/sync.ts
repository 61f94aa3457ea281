import { type Entry, type Position } from '@parley/protocol';
import type { Retrying } from './backoff';
import type { ClientEvent } from './client';
import type { Clock } from './clock';
import { isPassing, Refused } from './failures';
import type { Ask } from './http';
import { createPulls, isRefusal } from './log-pulls';
import { isLoaded } from './log-view';
import { hasGap, isLevel, missingIn, noteVersions, type OpenedLog, openedLog } from './opened-log';

/** SYNC-2: pushes race each other, so a gap gets this long to close by itself. */
export const gapHoldMs = 300;
/** SYNC-2: after so many failures the screen says that the conversation is incomplete. */
const tries = 3;

/** Who missed more sees the newest page first, one request, while the rest is pulled: a tenth of a megabyte. */
export const pageFirstBeyond = 500;
/** Logs that nobody looks at are held on, the last so many: going back and forth costs nothing. */
const keptOpen = 10;

export type Sync = ReturnType<typeof createSync>;

/** Keeps opened logs level with the server's (SYNC-1, SYNC-2). */
export const createSync = (parts: {
  ask: Ask;
  clock: Clock;
  retrying: Retrying;
  emit(event: ClientEvent): void;
  /** Told of everything that passes, once it was applied where it could be. */
  onSeen(conversationId: string, entries: readonly Entry[]): void;
  /** A log is held from a page on, which need not join what was heard of before. */
  onPage(conversationId: string): void;
  onGone(conversationId: string): void;
  /** A log that nobody looks at is held no more. */
  onClosed(conversationId: string): void;
  /** A pull found the log shorter than what is held of it: that is another log's. */
  onShorter(conversationId: string): void;
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
  const { ask, clock, retrying, emit, onSeen, onPage, onGone, onClosed, onShorter } = parts;
  const { stored, held, heard, isConnected, onProgress } = parts;
  /** In the order in which they were opened. */
  const logs = new Map<string, OpenedLog>();

  const isCurrent = (log: OpenedLog) => logs.get(log.conversationId) === log;

  // A new object, so that reads under way for the old one are no longer current.
  const anew = (conversationId: string): OpenedLog => {
    const before = logs.get(conversationId);
    before?.cancelHold?.();
    const log = openedLog(conversationId, before);
    logs.set(conversationId, log);
    return log;
  };

  const tell = (log: OpenedLog, place: 'newer' | 'older' | 'page', entries: readonly Entry[]) => {
    const { conversationId, view } = log;
    noteVersions(log, entries);
    emit({ type: 'entries', conversationId, place, entries: [...entries], complete: view.first === 1 });
    onProgress();
  };
  const setStale = (log: OpenedLog, stale: boolean) => {
    if (log.stale === stale || !isCurrent(log)) return;
    log.stale = stale;
    emit({ type: 'stale', conversationId: log.conversationId, stale });
  };

  const pulls = createPulls({
    ...{ ask, tell, onSeen, onPage, onProgress, stored, held, isCurrent },
    onShorter: ({ conversationId }) => {
      onShorter(conversationId);
      void level(anew(conversationId));
    },
  });
  const loaded = (log: OpenedLog): Promise<void> => (log.loading ??= pulls.page(log).finally(() => delete log.loading));

  const untilLevel = async (log: OpenedLog): Promise<void> => {
    log.cancelHold?.();
    const step = () => {
      const { view, island, unsure } = log;
      if (!isLoaded(view)) return loaded(log);
      const known = Math.max(log.head, heard(log.conversationId));
      if (!island && known - view.last > pageFirstBeyond) {
        log.head = Math.max(log.head, known);
        return pulls.bridge(log, view);
      }
      if (island && !unsure && !hasGap(log)) return pulls.fill(log, island);
      return pulls.changes(log, view);
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

  const level = (log: OpenedLog): Promise<void> =>
    (log.leveling ??= untilLevel(log).finally(() => delete log.leveling));

  const holdGap = (log: OpenedLog) => {
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
      onClosed(conversationId);
    }
  };
  const drop = (conversationId: string): void => {
    logs.get(conversationId)?.cancelHold?.();
    logs.delete(conversationId);
    onProgress();
  };

  const readOlder = async (log: OpenedLog): Promise<boolean> => {
    if (!isLoaded(log.view)) await loaded(log);
    if (log.island) await level(log);
    return pulls.older(log);
  };

  return {
    /** Entries came by push or in a reply. */
    receive: (conversationId: string, entries: readonly Entry[]): void => {
      const log = logs.get(conversationId);
      if (!log) return onSeen(conversationId, entries);
      pulls.apply(log, entries);
      // What its pulls did not get, a push has brought: nothing else would say so.
      if (isLevel(log)) setStale(log, false);
      holdGap(log);
    },
    /** The server knows of `head`. */
    behind: (conversationId: string, head: number): void => {
      const log = logs.get(conversationId);
      if (!log) return;
      log.head = Math.max(log.head, head);
      if (hasGap(log)) void level(log);
    },
    /** Loads the newest page and keeps the log level from now on; a load that fails is tried again at the next ping or hello. */
    open: async (conversationId: string): Promise<void> => {
      const log = logs.get(conversationId) ?? anew(conversationId);
      log.viewers += 1;
      // The most recently opened are last.
      logs.delete(conversationId);
      logs.set(conversationId, log);
      try {
        if (!isLoaded(log.view) && (await (log.restoring ??= pulls.restore(log)))) {
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
    missing: (): number => [...logs.values()].reduce((sum, log) => sum + missingIn(log), 0),
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
      for (const log of logs.values()) {
        log.unsure = !asked.has(log.conversationId);
        if (isLevel(log)) setStale(log, false);
      }
      return [...logs.values()].filter((log) => !isLevel(log)).map(level);
    },
    /** What is held is not this log's: read it anew. */
    reset: (conversationId: string): void => {
      if (logs.has(conversationId)) anew(conversationId);
    },
    resetAll: (): void => {
      for (const conversationId of [...logs.keys()]) anew(conversationId);
    },
    drop,
  };
};
