import {
  type Change,
  type Conversation,
  countsAsMessage,
  type Entry,
  type KnownEntry,
  limits,
  utf8Bytes,
} from '@parley/protocol';
import type { Clock } from '../clock';
import { isInAt, type Members } from '../memberships/members';
import type { MembershipStore } from '../memberships/membership-store';
import { callsAfter } from '../messages/calls';
import { afterEntries, type Message } from '../messages/message';
import { refuse, Refused } from '../refuse';
import type { ConversationLog, Projection } from './conversation-log';
import { loadView, readFrom } from './load-view';
import {
  entryOf,
  extended,
  firstSeq,
  headOf,
  lastMembershipAt,
  type LogView,
  shortened,
  type Written,
} from './log-view';

/** The log as of its head, where a change is decided. */
export type AsOf = {
  conversation: Conversation;
  /** The last seq that the decision knows of; the change would stand right after it. */
  head: number;
  /** The `at` that the change would have, ms since 1970. */
  at: number;
  /** Messages up to the head. */
  n: number;
  /** The messages that call everyone, as of the head. */
  calls: readonly number[];
  members: Members;
  /** Who wrote when, of the newest entries up to the head: at the least of as many as the smallest load of a view reads. */
  written: readonly Written[];
  includes(personId: string): boolean;
  /** The message at `seq`, with every change up to the head; undefined where no message stands there. Read strongly. */
  message(seq: number): Promise<Message | undefined>;
};

/** Decides on a change, or refuses by throwing. Runs again for every slot that is tried. */
export type Decide = (asOf: AsOf) => Decision | Promise<Decision>;

/** What shall stand in the claimed slot, and what is written with it. */
export type Decision = { change: Change; projections?: readonly Projection[] };

/** One try at a change: `after` is the highest contiguous seq its client held when it first tried this key. */
export type Attempt = { author: string; key: string; after: number };

export type Appended = {
  entry: Entry;
  /** Who is in as of the entry, or later. */
  members: Members;
  /** False when an earlier try had made it. */
  claimed: boolean;
};

/** Appends, or finds what an earlier try appended: as it is stored now, whatever was changed since. */
export type Append = (conversationId: string, attempt: Attempt, decide: Decide) => Promise<Appended>;

/** A view that reaches back far enough, the attempt's entry if it is in it, and whether it was read just now. */
type Reached = { view: LogView; mine: Entry | undefined; wasRead: boolean };

/** A tail that was not seen to be the tail for this long is forgotten (LOG-7). */
const tailMs = 60_000;
/** Conversations whose tails a process keeps: some 7 MB of ordinary messages, 26 MB of text at the most. */
const keptViews = 200;
/** Entries that a process reads of a tail it knows nothing of, whatever `after` says: as many as a limit counts, some 10 KB. */
export const leastTail = 30;
/** Slots lost to others before a send is told to come back: at 100 messages a second a try wins with odds of 1 in 3. */
const tries = 40;

// `isBehind` is called where a message has changed beyond the head: then the log goes further than the view.
const asOf = (
  log: ConversationLog,
  { conversation, members, entries, written }: LogView,
  at: number,
  isBehind: () => void,
): AsOf => {
  const head = headOf({ entries });
  return {
    conversation,
    members,
    head: head.seq,
    at,
    n: head.n,
    calls: head.calls ?? [],
    written,
    includes: (personId) => isInAt(members.get(personId), head.seq),
    message: async (seq) => {
      if (seq > head.seq) return undefined;
      const stored = await log.message(conversation.id, seq);
      if ((stored?.entry.body.rev ?? 0) > head.seq) isBehind();
      // What is stored may lag the newest entries for a moment, as member rows may.
      return stored && afterEntries(stored, entries);
    },
  };
};

const decision = async (decide: Decide, state: AsOf): Promise<Decision | Refused> => {
  try {
    return await decide(state);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
};

/** The entry in the slot after `head`, `n`, `m` and `calls` computed from the entry before it (LOG-8). */
export const entryAfter = (
  head: Entry | undefined,
  { author, key }: Attempt,
  at: number,
  change: Change,
): KnownEntry => {
  const seq = (head?.seq ?? 0) + 1;
  const calls = callsAfter(head?.calls ?? [], seq, change);
  return {
    seq,
    at,
    author,
    key,
    n: (head?.n ?? 0) + (countsAsMessage(change.kind) ? 1 : 0),
    m: head ? lastMembershipAt(head) : 0,
    ...(calls.length > 0 && { calls: [...calls] }),
    ...change,
  };
};

/**
 * The heart of Parley: claim the next slot (LOG-3). One conditional write, no counter, no idempotency row.
 * The returned function keeps the tails of the logs it served lately, so that a warm append reads nothing.
 */
export const createAppend = (stores: {
  log: ConversationLog;
  memberships: Pick<MembershipStore, 'roster'>;
  clock: Clock;
  random: () => number;
}): Append => {
  const { log, clock, random } = stores;
  const views = new Map<string, LogView>();

  const isFresh = (view: LogView): boolean => clock.now() - view.seenAt <= tailMs;
  const keep = (view: LogView): LogView => {
    const { id } = view.conversation;
    const held = views.get(id);
    // A request that was overtaken does not bring an older head back.
    if (held && headOf(held).seq > headOf(view).seq) return view;
    views.delete(id);
    views.set(id, shortened(view));
    const [oldest] = views.keys();
    if (views.size > keptViews && oldest !== undefined) views.delete(oldest);
    return view;
  };
  const known = (conversationId: string): LogView | undefined => {
    const view = views.get(conversationId);
    if (!view || isFresh(view)) return view;
    views.delete(conversationId);
    return undefined;
  };

  /** A view in which every slot in (after, head] can be looked at (LOG-4); `mine` if the look found the entry. */
  const reach = async (conversationId: string, attempt: Attempt): Promise<Reached> => {
    const { after } = attempt;
    const held = known(conversationId);
    // Only a strong read shows that `after` is beyond the head.
    const wasRead = !held || after > headOf(held).seq;
    const view = wasRead ? keep(await loadView(stores, conversationId, after, { tail: leastTail })) : held;
    const mine = entryOf(view.entries, attempt);
    if (mine || firstSeq(view) <= after + 1) return { view, mine, wasRead };
    const seenAt = clock.now();
    const entries = await readFrom(log, conversationId, after);
    return { view: { ...extended(view, entries, seenAt), entries }, mine: entryOf(entries, attempt), wasRead: true };
  };

  /** How far a log goes is not for strangers, who could find it by trying: to them there is no such conversation. */
  const refuseStranger = async (conversationId: string, { author }: Attempt, error: unknown): Promise<never> => {
    const roster = error instanceof Refused ? await stores.memberships.roster(conversationId) : undefined;
    if (error instanceof Refused && !roster?.members.some(({ personId, joined }) => personId === author && joined > 0))
      refuse('not_a_member');
    throw error;
  };

  /** Keeps the view with these entries that follow its head, and what stands behind them. */
  const takeIn = async (view: LogView, entries: readonly Entry[]): Promise<void> => {
    const seenAt = clock.now();
    const next = (entries.at(-1) ?? headOf(view)).seq + 1;
    const behind = await log.from(view.conversation.id, next, limits.afterReach);
    keep(extended(view, [...entries, ...behind], seenAt));
  };

  /** Rivals that met once would meet again: spread them, wider with every loss (a put takes about 5 ms). */
  const pause = (lost: number): Promise<void> => clock.sleep(random() * Math.min(200, 5 * 2 ** Math.min(lost, 6)));

  return async (conversationId, attempt, decide) => {
    // Whether the view shows the log as it was at some moment of this call, not as it was left by an earlier one.
    let isCurrent = false;
    for (let lost = 0; lost < tries; lost += 1) {
      const { view, mine, wasRead } = await reach(conversationId, attempt).catch((error: unknown) =>
        refuseStranger(conversationId, attempt, error),
      );
      if (mine) {
        // A message that was changed since the tail was read is answered, and handed over, as it is now.
        const [entry = mine] = wasRead ? [mine] : await log.from(conversationId, mine.seq, 1);
        return { entry, members: view.members, claimed: false };
      }

      isCurrent ||= wasRead;
      const at = clock.now();
      let isBehind = false;
      const state = asOf(log, view, at, () => {
        isBehind = true;
      });
      const decided = await decision(decide, state);
      // Decided on what the view does not show yet, and the slot that it would claim is taken.
      if (isBehind) {
        await takeIn(view, []);
        isCurrent = true;
        await pause(lost);
        continue;
      }
      // A tail of a minute ago may not know yet that its person came in: a refusal is final on a current view alone. What
      // somebody wrote stays written, though: to count it costs a flood no reads.
      if (decided instanceof Refused && !isCurrent && decided.refusal.code !== 'slow_down') {
        views.delete(conversationId);
        continue;
      }
      if (decided instanceof Refused) throw decided;
      const { change, projections } = decided;
      const entry = entryAfter(headOf(view), attempt, at, change);
      if (utf8Bytes(JSON.stringify(entry)) > limits.entryBytes) refuse('too_large', 'An entry holds at most 24 KB.');
      if (!isFresh(view)) continue;

      const seenAt = clock.now();
      const claim = await log.claim(conversationId, entry, projections);
      if (claim.outcome === 'claimed') {
        const { members } = keep(extended(view, [entry], seenAt));
        return { entry, members, claimed: true };
      }
      if (claim.outcome === 'moved') {
        views.delete(conversationId);
      } else {
        // Only an entry that was read fills a slot: take it in, and what stands behind it.
        await takeIn(view, [claim.by]);
        isCurrent = true;
      }
      await pause(lost);
    }
    return refuse('busy');
  };
};
