import type { Entry } from '@parley/protocol';

/** What is held of one log: without a gap from `first` to `last`, and what arrived ahead of its turn. */
export type LogView = {
  first: number;
  last: number;
  /** Ascending; each is beyond `last` + 1 once a page is loaded. */
  ahead: readonly Entry[];
};

/** Nothing is loaded yet, `last` is undefined: all that arrives is kept for the page (SYNC-1). */
export type Unloaded = { first?: undefined; last?: undefined; ahead: readonly Entry[] };
export const unloaded: Unloaded = { ahead: [] };

export const isLoaded = (view: LogView | Unloaded): view is LogView => view.last !== undefined;

const merged = (one: readonly Entry[], two: readonly Entry[]): Entry[] =>
  [...new Map([...two, ...one].map((entry) => [entry.seq, entry])).values()].sort((a, b) => a.seq - b.seq);

type Received<V> = { view: V; applied: Entry[] };

/** SYNC-2: `last + 1` is applied, what is at or below `last` dropped, what is beyond kept until the gap is filled. */
export const receive = <V extends LogView | Unloaded>(view: V, entries: readonly Entry[]): Received<V> => {
  const ahead = merged(view.ahead, entries);
  if (!isLoaded(view)) return { view: { ...view, ahead }, applied: [] };
  let last = view.last;
  const applied: Entry[] = [];
  const kept: Entry[] = [];
  for (const entry of ahead) {
    if (entry.seq === last + 1) {
      applied.push(entry);
      last = entry.seq;
    } else if (entry.seq > last) kept.push(entry);
  }
  return { view: { ...view, last, ahead: kept }, applied };
};

/** The newest page arrived: it is all that is held now, and what was kept for it follows. */
export const load = (view: LogView | Unloaded, page: readonly Entry[]): Received<LogView> => {
  const [first, last] = [page[0]?.seq ?? 1, page.at(-1)?.seq ?? 0];
  return receive({ first, last, ahead: view.ahead }, []);
};

/** What is held below a gap, and what is pulled to fill it, upwards: it joins what is above at `top` + 1. */
export type Island = { entries: readonly Entry[]; top: number };

/** Entries that follow the island's without a gap are taken, as far as `first` of what is above. */
export const extend = (island: Island, entries: readonly Entry[], first: number): Island => {
  let top = island.top;
  const more: Entry[] = [];
  for (const entry of entries) {
    if (entry.seq !== top + 1 || entry.seq >= first) continue;
    more.push(entry);
    top = entry.seq;
  }
  return { entries: [...island.entries, ...more], top };
};

/** A page of older entries: only what joins `first` without a gap is taken. */
export const prepend = (view: LogView, page: readonly Entry[]): Received<LogView> => {
  let first = view.first;
  const applied: Entry[] = [];
  for (const entry of page.toReversed()) {
    if (entry.seq !== first - 1) continue;
    applied.unshift(entry);
    first = entry.seq;
  }
  return { view: { ...view, first }, applied };
};
