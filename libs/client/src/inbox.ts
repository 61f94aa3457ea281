import {
  type ConversationSummary,
  type Entry,
  type InboxRow,
  inboxDigest,
  type Position,
  standsAside,
} from '@parley/protocol';
import type { Retrying } from './backoff';
import type { ClientEvent } from './client';
import { endsSession, isPassing, Refused } from './failures';
import type { Ask } from './http';
import { createInTurn } from './in-turn';
import { keptUpTo, type Known, shown, summaryOf, takeConversation, takeNames, takeOut } from './known-conversation';
import { changesShown, lacksMessage, type Latest, latestAfter, latestIn } from './latest';
import { hasHeard, heardAlso, heardUpTo } from './unbroken';
import type { WayOut } from './way-out';

export type Inbox = ReturnType<typeof createInbox>;

/** My conversations: what each is, my row of it by `rev` (SYNC-7), and the newest entry heard of. */
export const createInbox = (parts: {
  ask: Ask;
  retrying: Retrying;
  emit(event: ClientEvent): void;
  onGone(conversationId: string): void;
  /** My marker was moved back to `seq`, on whichever device. */
  onMovedBack(conversationId: string, seq: number): void;
  /** The newest entry heard of is another one; `author`: whose, or of the one that a list shows. */
  onLatest(conversationId: string, newest: { seq: number; author: string }): void;
  /** I am out, and it is known how: told behind `onGone`. */
  onOut(conversationId: string, how: WayOut): void;
}) => {
  const { ask, retrying, emit, onGone, onMovedBack, onLatest, onOut } = parts;
  const known = new Map<string, Known>();
  const fetching = new Map<string, ReturnType<typeof createInTurn>>();
  let listed = false;
  /** One was not to be read because the session was over, or all were not: once they are, all are read. */
  let isUnread = false;

  const of = (conversationId: string): Known => {
    const held = known.get(conversationId) ?? {};
    known.set(conversationId, held);
    return held;
  };

  const summaries = () => [...known.values()].flatMap((held) => summaryOf(held, shown(held)));
  const tell = (held: Known) => {
    for (const summary of summaryOf(held, shown(held))) emit({ type: 'conversation', summary });
  };

  // It comes late, and says that the server had heard what I read before it made the row that is held: so that one counts.
  const isTold = (row: InboxRow, held: Known, late: InboxRow): boolean => {
    if (!held.ahead || late.read < held.ahead.read) return false;
    delete held.ahead;
    onMovedBack(row.conversationId, row.read);
    return true;
  };
  const takeRow = (row: InboxRow): boolean => {
    const held = of(row.conversationId);
    if (held.row && row.rev <= held.row.rev) return isTold(held.row, held, row);
    const isMovedBack = row.read < (held.row?.read ?? 0);
    held.row = row;
    if (isMovedBack || row.read >= (held.ahead?.read ?? 0)) delete held.ahead;
    if (isMovedBack) onMovedBack(row.conversationId, row.read);
    return true;
  };
  const takeSaid = (conversationId: string, held: Known, entries: readonly Entry[]): boolean => {
    const before = held.latest;
    const now = before ? latestAfter(before, entries) : latestIn(entries);
    const isNews = ({ seq }: Entry) => held.heard && !hasHeard(held.heard, seq);
    // Counted as heard by what it asks for: a reload may come first.
    if (before && entries.some((entry) => isNews(entry) && changesShown(before, entry)))
      void fetch(conversationId, 'again');
    else if (held.heard) held.heard = heardAlso(held.heard, entries);
    if (!now || now.seq === before?.seq) return false;
    held.latest = now;
    const newest = entries.find(({ seq }) => seq === now.seq);
    onLatest(conversationId, { seq: now.seq, author: newest?.author ?? now.author });
    // A push was lost: what came only changes messages, and one of them was never heard of.
    if (before && held.conversation && lacksMessage(before, now)) void fetch(conversationId, 'again');
    return true;
  };
  /** Told once, whichever of the two came first: the row that says that I am out, or the entry that did it. */
  const tellOut = (conversationId: string, { row, out }: Known): void => {
    if (!out || out.isTold || row?.left !== out.seq) return;
    out.isTold = true;
    onOut(conversationId, out.how);
  };
  const take = (summary: ConversationSummary): Known => {
    const { conversation, row, latest } = summary;
    const held = of(conversation.id);
    takeRow(row);
    // It was read before I came out.
    if (held.row?.left !== undefined) return held;
    const before = held.heard;
    takeConversation(held, summary);
    held.heard = heardUpTo(before, latest.seq);
    // Of the same end of the log the server knows best what a list shows.
    if (held.latest && latest.seq < held.latest.seq) {
      // What came before the first summary was taken as it came: a name may be missing, or what it only changed.
      const isFurther = latest.seq > (before?.upTo ?? 0);
      if (isFurther && (!before || standsAside(held.latest.kind))) void fetch(conversation.id, 'again');
      return held;
    }
    held.latest = latest;
    onLatest(conversation.id, latest);
    return held;
  };

  const get = async (conversationId: string): Promise<void> => {
    try {
      tell(take(await retrying(() => ask('conversations.get', { conversationId }))));
    } catch (error) {
      // Not mine (any more), or the session is over; whichever it is, the next hello tells.
      if (!(error instanceof Refused)) throw error;
      if (endsSession(error.refusal)) isUnread = true;
    }
  };
  const fetch = (conversationId: string, how: 'join' | 'again' = 'join'): Promise<void> => {
    const inTurn = fetching.get(conversationId) ?? createInTurn(() => get(conversationId));
    fetching.set(conversationId, inTurn);
    return inTurn[how]().finally(() => {
      if (inTurn.isIdle()) fetching.delete(conversationId);
    });
  };

  const listAll = async (): Promise<void> => {
    isUnread = false;
    const before = new Map([...known].map(([id, { row }]) => [id, row]));
    const found = new Set<string>();
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const reply = await retrying(() => ask('conversations.list', cursor === undefined ? {} : { cursor }));
      for (const summary of reply.conversations) found.add(take(summary).conversation?.id ?? '');
      cursor = reply.cursor;
    }
    // What was there before, did not change meanwhile and is listed no more, is not mine; a hello tells that of 200 alone.
    for (const [id, row] of before) {
      const held = known.get(id);
      if (found.has(id) || held?.row !== row || row?.left !== undefined) continue;
      if (held?.conversation) onGone(id);
      known.delete(id);
    }
    listed = true;
    emit({ type: 'conversations', summaries: summaries() });
  };

  const listing = createInTurn(() =>
    listAll().catch((error: unknown) => {
      if (!(error instanceof Refused) && !isPassing(error)) throw error;
      isUnread = true;
    }),
  );

  return {
    /** My rows changed. */
    rows: (rows: readonly InboxRow[]): void => {
      const taken = rows.filter(takeRow);
      if (taken.length > 0) emit({ type: 'rows', rows: taken.map((row) => shown(of(row.conversationId)) ?? row) });
      for (const { conversationId } of taken) {
        const held = of(conversationId);
        const { row, conversation } = held;
        if (row?.left !== undefined) {
          onGone(conversationId);
          tellOut(conversationId, held);
        } else if (!conversation) void fetch(conversationId);
      }
    },
    /** A summary came in a reply. */
    learn: (summary: ConversationSummary): void => tell(take(summary)),
    /** Entries were said; a conversation that is not known yet is asked for. */
    said: (conversationId: string, entries: readonly Entry[]): void => {
      const held = of(conversationId);
      takeOut(held, entries);
      if (held.row?.left !== undefined) return tellOut(conversationId, held);
      const isRenamed = takeNames(held, entries);
      if (!takeSaid(conversationId, held, entries) && !isRenamed) return;
      if (held.conversation) tell(held);
      else void fetch(conversationId);
    },
    /** I have read up to `seq`, where `n` messages stand; shown at once, before the server has heard of it (UX-SEND-9). */
    readTo: (conversationId: string, seq: number, n: number): void => {
      const held = of(conversationId);
      const row = shown(held);
      if (!row || row.read >= seq) return;
      held.ahead = { read: seq, readN: n };
      // A marker beyond the newest entry heard of is told with that entry, which is about to be heard of.
      if (held.latest && held.latest.seq >= seq) emit({ type: 'rows', rows: [{ ...row, ...held.ahead }] });
    },
    /** The server does not count as read what it was told of. */
    notRead: (conversationId: string): void => {
      const held = of(conversationId);
      if (!held.row || !held.ahead) return;
      delete held.ahead;
      emit({ type: 'rows', rows: [held.row] });
    },
    /** What was kept over a reload: shown at once, and compared with the server's by the next hello. */
    restore: (kept: readonly ConversationSummary[], heard: Readonly<Record<string, number>> = {}): void => {
      if (listed || kept.length === 0) return;
      for (const summary of kept) {
        const upTo = heard[summary.conversation.id];
        const held = take(summary);
        if (upTo !== undefined) keptUpTo(held, upTo);
      }
      listed = true;
      emit({ type: 'conversations', summaries: summaries() });
    },
    /** As the server has them: what it was not told of before a reload, it does not know after. */
    confirmed: (): ConversationSummary[] =>
      listed ? [...known.values()].flatMap((held) => summaryOf(held, held.row)) : [],
    /** How far those were heard of without a gap of which more was heard. */
    heard: (): Record<string, number> =>
      Object.fromEntries(
        [...known].flatMap(([id, { heard, latest }]) =>
          heard && latest && heard.upTo < latest.seq ? [[id, heard.upTo]] : [],
        ),
      ),
    latest: (conversationId: string): Latest | undefined => known.get(conversationId)?.latest,
    row: (conversationId: string): InboxRow | undefined => shown(known.get(conversationId) ?? {}),
    /** Reads the one, from now on: what is being read may be older. Never rejects for what a later hello repairs. */
    fetch: (conversationId: string): Promise<void> => fetch(conversationId, 'again'),
    /** Its log is held from a page on, and pings find that level: what was missed before it nobody would tell. */
    opened: (conversationId: string): void => {
      const { heard, latest } = known.get(conversationId) ?? {};
      if (heard && latest && heard.upTo < latest.seq) void fetch(conversationId, 'again');
    },
    /** Reads all my conversations, from now on. */
    list: listing.again,
    isListed: (): boolean => listed && !isUnread,
    /** Of what is mine, whoever spoke last first; each as far as it was heard of without a gap. */
    positions: (): Position[] =>
      summaries()
        .sort((a, b) => b.latest.at - a.latest.at)
        .map(({ conversation: { id }, latest }) => ({
          conversationId: id,
          seq: Math.min(latest.seq, known.get(id)?.heard?.upTo ?? latest.seq),
        })),
    /** What it was computed over on the server too: my rows of conversations I am in. Nothing before a list was read. */
    digest: (): string | undefined => (listed ? inboxDigest(summaries().map(({ row }) => row)) : undefined),
    /** Only the row of a conversation that I left stays, so that an older one does not bring it back; and how I left it. */
    drop: (conversationId: string): void => {
      const { row, out } = known.get(conversationId) ?? {};
      if (row?.left === undefined) known.delete(conversationId);
      else known.set(conversationId, { row, ...(out && { out }) });
    },
    /** What is held of it is not this log's: read it again. */
    reset: (conversationId: string): Promise<void> => {
      known.delete(conversationId);
      return fetch(conversationId, 'again');
    },
    forget: (): void => {
      known.clear();
      listed = false;
    },
  };
};
