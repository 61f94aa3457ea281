import { type Entry, limits } from '@parley/protocol';
import { Refused, Unreachable } from './failures';
import type { Ask } from './http';
import { extend, type Island, isLoaded, load, type LogView, prepend, receive, type Unloaded } from './log-view';
import { hasGap, type OpenedLog } from './opened-log';

/** Who missed more than four pulls bring lets go of what was held; it comes back as older pages. */
const mostPulled = 4 * limits.changesEntries;

export const isRefusal = (error: unknown, code: string): boolean =>
  error instanceof Refused && error.refusal.code === code;

export type Pulls = ReturnType<typeof createPulls>;

/** What is asked for of one log, and what becomes of what comes. Each rejects where it made no way. */
export const createPulls = (parts: {
  ask: Ask;
  /** Entries that join what is held. */
  tell(log: OpenedLog, place: 'newer' | 'older' | 'page', entries: readonly Entry[]): void;
  /** Told of everything that passes, once it was applied where it could be. */
  onSeen(conversationId: string, entries: readonly Entry[]): void;
  /** A page is held now that need not join what was heard of before: told behind `onSeen`. */
  onPage(conversationId: string): void;
  onProgress(): void;
  /** The log is shorter than what is held: it is another log now. */
  onShorter(log: OpenedLog): void;
  /** What was kept of it over a reload: entries without a gap. */
  stored(conversationId: string): Promise<readonly Entry[]>;
  /** The newest of what is held, without a gap. */
  held(conversationId: string): readonly Entry[];
  /** Whether it is still the log that is held under its id. */
  isCurrent(log: OpenedLog): boolean;
}) => {
  const { ask, tell, onSeen, onPage, onProgress, onShorter, stored, held, isCurrent } = parts;

  const apply = (log: OpenedLog, entries: readonly Entry[]): void => {
    const { view, applied } = receive(log.view, entries);
    log.view = view;
    log.head = Math.max(log.head, entries.at(-1)?.seq ?? 0);
    if (applied.length > 0) tell(log, 'newer', applied);
    onSeen(log.conversationId, [...entries, ...applied]);
  };
  /** `entries` are all that is held now; what came ahead of them follows. */
  const show = (log: OpenedLog, before: LogView | Unloaded, entries: readonly Entry[], head: number): void => {
    const { view, applied } = load(before, entries);
    log.view = view;
    log.head = Math.max(log.head, head, view.last);
    tell(log, 'page', entries);
    if (applied.length > 0) tell(log, 'newer', applied);
    onSeen(log.conversationId, [...entries, ...applied]);
    onPage(log.conversationId);
  };
  const checkWay = (log: OpenedLog, last: number): void => {
    if (isCurrent(log) && log.view.last === last && hasGap(log))
      throw new Unreachable('A part of the log did not come.');
  };

  return {
    apply,
    /** What was kept over a reload is shown at once; that it may lack something is found out by the next hello. */
    restore: async (log: OpenedLog): Promise<boolean> => {
      const entries = await stored(log.conversationId).catch(() => []);
      if (!isCurrent(log) || isLoaded(log.view) || entries.length === 0) return false;
      log.unsure = true;
      show(log, log.view, entries, 0);
      return true;
    },
    /** The newest page, of a log of which nothing is held. */
    page: async (log: OpenedLog): Promise<void> => {
      // Cleared before it is asked: a hello that is answered meanwhile subscribes too late for this page (SYNC-1).
      log.unsure = false;
      const { entries, head } = await ask('messages.history', { conversationId: log.conversationId });
      if (isCurrent(log)) show(log, log.view, entries, head);
    },
    /** Far behind: the newest page is shown first, and what lies between is pulled below it. */
    bridge: async (log: OpenedLog, { last }: LogView): Promise<void> => {
      const below = held(log.conversationId);
      log.unsure = false;
      const { entries, head } = await ask('messages.history', { conversationId: log.conversationId });
      const first = entries[0]?.seq ?? 0;
      if (!isCurrent(log) || !isLoaded(log.view) || log.view.last !== last) return;
      if (first <= last + 1) {
        apply(log, entries);
        return checkWay(log, last);
      }
      const isWorthFilling = first - 1 - last <= mostPulled && below.at(-1)?.seq === last;
      if (isWorthFilling) log.island = { entries: below, top: last };
      show(log, { ahead: log.view.ahead }, entries, head);
    },
    /** More of what lies between. */
    fill: async (log: OpenedLog, island: Island): Promise<void> => {
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
    },
    /** What follows what is held. */
    changes: async (log: OpenedLog, { last }: LogView): Promise<void> => {
      const { conversationId } = log;
      log.unsure = false;
      try {
        const { entries, head } = await ask('messages.changes', { conversationId, after: last });
        if (!isCurrent(log)) return;
        log.head = Math.max(log.head, head);
        apply(log, entries);
      } catch (error) {
        log.unsure = true;
        if (!isRefusal(error, 'ahead_of_log') || !isCurrent(log)) throw error;
        onShorter(log);
      }
      checkWay(log, last);
    },
    /** The page before what is held; whether there are still older ones. */
    older: async (log: OpenedLog): Promise<boolean> => {
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
    },
  };
};
