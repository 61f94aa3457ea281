import { type Entry, isKnown } from '@parley/protocol';
import { type Island, isLoaded, type LogView, type Unloaded, unloaded } from './log-view';

/** One opened log. */
export type OpenedLog = {
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

/** Nothing is held of it yet; what is kept of `before`, the same log as it was held until now, is who looks at it. */
export const openedLog = (conversationId: string, before?: OpenedLog): OpenedLog => ({
  ...{ conversationId, view: unloaded, head: 0, unsure: false, versions: new Map() },
  ...{ stale: before?.stale ?? false, viewers: before?.viewers ?? 0 },
});

export const hasGap = ({ view, head }: OpenedLog): boolean =>
  isLoaded(view) && (view.last < head || view.ahead.length > 0);
export const isLevel = (log: OpenedLog): boolean => isLoaded(log.view) && !log.unsure && !hasGap(log) && !log.island;

/** How many of its entries are known to be missing. */
export const missingIn = ({ view, head, island }: OpenedLog): number => {
  if (!isLoaded(view)) return 0;
  const between = island ? view.first - 1 - island.top : 0;
  return between + Math.max(0, head - view.last);
};

export const noteVersions = ({ versions }: OpenedLog, entries: readonly Entry[]): void => {
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
