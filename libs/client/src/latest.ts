import { type ConversationSummary, type Entry, isKnown, standsAside } from '@parley/protocol';

/** The end of a log, as a list of conversations shows it. */
export type Latest = ConversationSummary['latest'];

/** As much of a message as the server's own lists show. */
const previewLength = 120;

// By code points, so that no emoji is cut in half.
const cut = (text: string): string => [...text].slice(0, previewLength).join('');

const endingIn = (entry: Entry): Latest => {
  const { seq, n, at, author, kind, calls } = entry;
  const bare = { seq, n, at, author, kind, ...(calls && { calls }) };
  if (!isKnown(entry) || entry.kind !== 'message.posted' || entry.body.deleted) return bare;
  return { ...bare, preview: cut(entry.body.text) };
};

/** The seq of the entry that a list shows. */
const shownIn = ({ seq, shown = seq }: Latest): number => shown;

const changed = (held: Latest, entry: Entry): Latest => {
  if (!isKnown(entry) || !('target' in entry.body) || entry.body.target !== shownIn(held)) return held;
  const { preview: _, ...bare } = held;
  if (entry.kind === 'message.deleted') return bare;
  // An edit without words is of a message that is deleted since: that is about to be heard of.
  return entry.kind === 'message.edited' && entry.body.text ? { ...bare, preview: cut(entry.body.text) } : held;
};

const after = (held: Latest | undefined, entry: Entry): Latest => {
  if (held && entry.seq <= held.seq) return held;
  if (!held || !standsAside(entry.kind)) return endingIn(entry);
  const { calls: _, ...shown } = changed(held, entry);
  const { seq, n, calls } = entry;
  return { ...shown, seq, n, ...(calls && { calls }), shown: shownIn(held) };
};

/**
 * The end of a log after these entries, in any order: the newest one that a list shows, as it is now, and how far the
 * log goes. What changes a message never takes the place of what was said (as the server's lists have it).
 */
export const latestAfter = (held: Latest, entries: readonly Entry[]): Latest =>
  [...entries].sort((a, b) => a.seq - b.seq).reduce<Latest>(after, held);

/** The same of a log of which nothing is held; undefined without entries. */
export const latestIn = (entries: readonly Entry[]): Latest | undefined =>
  [...entries].sort((a, b) => a.seq - b.seq).reduce<Latest | undefined>(after, undefined);

/** Whether an entry that comes late is what a list shows instead of `held`, or changes it: what came between is not known. */
export const changesShown = (held: Latest, entry: Entry): boolean => {
  if (entry.seq >= held.seq) return false;
  if (!standsAside(entry.kind)) return entry.seq > shownIn(held);
  const isOfWords = isKnown(entry) && (entry.kind === 'message.edited' || entry.kind === 'message.deleted');
  return isOfWords && entry.body.target === shownIn(held);
};

/** Whether a message was said in between that `now` does not show: what came only changes others, and counts more. */
export const lacksMessage = (before: Latest, now: Latest): boolean =>
  now.n !== before.n && shownIn(now) === shownIn(before);
