import { type Entry, isKnown } from '@parley/protocol';
import type { Log } from './messages-slice';

/** How a message of mine stands that no entry shows yet. */
export type Sending = { state: 'waiting' | 'sending' | 'failed'; key: string; reason?: string };

/** What stands above a row, inside its box: so that rows and entries stay one to one when older ones are put before. */
type Above = {
  /** First row of its day. */
  day: boolean;
  /** The first message that is new to me. */
  firstNew: boolean;
};
export type MessageRow = Above & {
  kind: 'message';
  rowKey: string;
  author: string;
  at: number;
  text: string;
  /** Shows its author: the first of a group. */
  leads: boolean;
  seq?: number;
  /** Messages up to here. */
  n?: number;
  sending?: Sending;
};
export type SystemRow = Above & { kind: 'system'; rowKey: string; at: number; seq: number; n: number; entry: Entry };
export type Row = MessageRow | SystemRow;

/** UX-TIME-4: one author within 3 minutes is one group. */
const groupMs = 3 * 60_000;

const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

type Draft = Omit<MessageRow, 'leads' | keyof Above> | Omit<SystemRow, keyof Above>;

// The same for a message on its way and for its entry: the row is kept, whichever comes first (SYNC-3).
const rowKeyOf = (author: string, key: string) => `${author}.${key}`;

const fromEntry = (entry: Entry): Draft => {
  const { seq, n, at, author, key } = entry;
  const rowKey = rowKeyOf(author, key);
  return isKnown(entry) && entry.kind === 'message.posted'
    ? { kind: 'message', rowKey, author, at, seq, n, text: entry.body.text }
    : { kind: 'system', rowKey, at, seq, n, entry };
};

/**
 * The rows of a timeline: the log's entries, then what is on its way. A row's look depends on the one before it, so the
 * oldest entry stays back until the one before it is held: what is shown never changes its height (UX-TIME-2).
 * `lineAfter`: the seq behind which the unread line stands, before the first message of somebody else.
 */
export const timelineRows = (
  { entries, outgoing, complete }: Pick<Log, 'entries' | 'outgoing' | 'complete'>,
  myId: string,
  lineAfter: number | undefined,
): Row[] => {
  const arrived = new Set(entries.filter((entry) => entry.author === myId).map(({ key }) => key));
  const drafts: Draft[] = [
    ...entries.map(fromEntry),
    ...outgoing
      .filter(({ key }) => !arrived.has(key))
      .map(({ key, text, at, state, refusal }): Draft => {
        const sending: Sending = { state, key, ...(refusal && { reason: refusal.message }) };
        return { kind: 'message', rowKey: rowKeyOf(myId, key), author: myId, at, text, sending };
      }),
  ];

  let lineStands = lineAfter === undefined;
  let before: Row | undefined;
  const rows = drafts.map((draft): Row => {
    const day = !before || dayOf(before.at) !== dayOf(draft.at);
    const isNew = draft.kind === 'message' && draft.author !== myId && (draft.seq ?? 0) > (lineAfter ?? Infinity);
    const firstNew = !lineStands && isNew;
    if (firstNew) lineStands = true;
    const row: Row =
      draft.kind === 'system'
        ? { ...draft, day, firstNew: false }
        : { ...draft, day, firstNew, leads: day || firstNew || !continues(before, draft) };
    before = row;
    return row;
  });
  return complete ? rows : rows.slice(Math.min(1, entries.length));
};

const continues = (before: Row | undefined, { author, at }: { author: string; at: number }): boolean =>
  before?.kind === 'message' &&
  before.author === author &&
  before.sending?.state !== 'failed' &&
  at - before.at < groupMs;
