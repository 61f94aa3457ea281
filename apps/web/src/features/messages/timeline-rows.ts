import { type Folded, type Message, overlaid, type PendingChange } from '@parley/client';
import { callsEveryone, type Entry, mentionsIn, type Reactions, standsAside } from '@parley/protocol';
import type { Log } from './messages-slice';
import type { ReceiptWords } from './receipt-rows';

/** How a message of mine stands that no entry shows yet. */
export type Sending = { state: 'waiting' | 'sending' | 'failed'; key: string; reason?: string };

/** An edit that the server refused, until it is tried again or given up. */
export type FailedEdit = { key: string; text: string; reason: string };

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
  mine: boolean;
  at: number;
  text: string;
  /** The message that it answers. */
  replyTo?: number;
  edited?: { at: number };
  deleted?: { at: number };
  reactions?: Reactions;
  mentionsMe?: boolean;
  /** An edit of mine that was refused for good: its words are kept beside those that stand (UX-EDIT-1). */
  failedEdit?: FailedEdit;
  /** An edit or deletion of mine shows already, and has not reached the server. */
  saving?: boolean;
  /** How far it has come to the others, where it is worth a word. */
  receipt?: ReceiptWords;
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

const hasReactions = (reactions: Reactions): boolean => Object.keys(reactions).length > 0;

const rewrites = new Set(['messages.edit', 'messages.delete']);

const fromMessage = (message: Message, n: number, myId: string, changes: readonly PendingChange[]): Draft => {
  const about = changes.filter(({ change }) => 'target' in change && change.target === message.seq);
  const { seq, key, author, at, text, replyTo, edited, deleted, reactions } =
    about.length > 0 ? overlaid(message, about, myId) : message;
  const failed = about.find(({ state, change }) => state === 'failed' && change.type === 'messages.edit');
  const saving = about.some(({ state, change }) => state !== 'failed' && rewrites.has(change.type));
  return {
    ...{ kind: 'message', rowKey: rowKeyOf(author, key), author, mine: author === myId, at, seq, n, text },
    ...(replyTo !== undefined && !deleted && { replyTo }),
    ...(edited && !deleted && { edited }),
    ...(deleted && { deleted }),
    ...(hasReactions(reactions) && !deleted && { reactions }),
    ...(author !== myId && (mentionsIn(text).includes(myId) || callsEveryone(text)) && { mentionsMe: true }),
    ...(saving && { saving }),
    ...(failed?.change.type === 'messages.edit' && {
      failedEdit: { key: failed.key, text: failed.change.text, reason: failed.refusal?.message ?? '' },
    }),
  };
};

const fromEntry = (entry: Entry, { messages }: Folded, myId: string, changes: readonly PendingChange[]): Draft[] => {
  // What changes a message shows in its row; what was given up shows nowhere.
  if (standsAside(entry.kind)) return [];
  const { seq, n, at, author, key } = entry;
  const message = messages.get(seq);
  return message
    ? [fromMessage(message, n, myId, changes)]
    : [{ kind: 'system', rowKey: rowKeyOf(author, key), at, seq, n, entry }];
};

/**
 * The rows of a timeline: the log's entries, then what is on its way. A row's look depends on the one before it, so the
 * oldest entry stays back until the one before it is held: what is shown never changes its height (UX-TIME-2).
 * `lineAfter`: the seq behind which the unread line stands, before the first message of somebody else.
 */
export const timelineRows = (
  {
    entries,
    folded,
    outgoing,
    changes,
    complete,
  }: Pick<Log, 'entries' | 'folded' | 'outgoing' | 'changes' | 'complete'>,
  myId: string,
  lineAfter: number | undefined,
): Row[] => {
  const arrived = new Set(entries.filter((entry) => entry.author === myId).map(({ key }) => key));
  const placed = entries.flatMap((entry) => fromEntry(entry, folded, myId, changes));
  const onTheirWay = outgoing
    .filter(({ key }) => !arrived.has(key))
    .map(({ key, text, at, state, refusal, replyTo }): Draft => {
      const sending: Sending = { state, key, ...(refusal && { reason: refusal.message }) };
      const row: Draft = { kind: 'message', rowKey: rowKeyOf(myId, key), author: myId, mine: true, at, text, sending };
      return { ...row, ...(replyTo !== undefined && { replyTo }) };
    });

  let lineStands = lineAfter === undefined;
  let before: Row | undefined;
  const rows = [...placed, ...onTheirWay].map((draft): Row => {
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
  return complete ? rows : rows.slice(Math.min(1, placed.length));
};

const continues = (before: Row | undefined, { author, at }: { author: string; at: number }): boolean =>
  before?.kind === 'message' &&
  before.author === author &&
  before.sending?.state !== 'failed' &&
  !before.reactions &&
  at - before.at < groupMs;
