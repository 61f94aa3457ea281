import { type Entry, limits } from '@parley/protocol';
import type { Clock } from '../clock';
import { afterEntry, changedAt, type Members } from '../memberships/members';
import type { MembershipStore } from '../memberships/membership-store';
import { refuse } from '../refuse';
import type { ConversationLog } from './conversation-log';
import { headOf, lastMembershipAt, type LogView, renamedBy, writtenIn } from './log-view';

type Stores = { log: ConversationLog; memberships: Pick<MembershipStore, 'roster'>; clock: Clock };

/** A member row may lag its entry for a moment; entries this young are applied over the rows (DEL-1). */
const rowLagMs = 60_000;

/**
 * A contiguous run from `after` (inclusive, or the first entry) to the head, read strongly.
 * It counts only if it returns `after` itself: `ahead_of_log` beyond the head, `too_far_behind` where more than 1,000
 * entries follow or the slot was emptied (LOG-4, LOG-5); `not_a_member` where there is no such log.
 */
export const readFrom = async (log: ConversationLog, conversationId: string, after: number): Promise<Entry[]> => {
  const first = Math.max(1, after);
  // `after` and 1,000 behind it are in reach; one more shows that it is not.
  const entries = await log.from(conversationId, first, limits.afterReach + 2);
  if (entries.length === 0) {
    const [head] = await log.last(conversationId, 1);
    if (!head) refuse('not_a_member');
    refuse(after > head.seq ? 'ahead_of_log' : 'too_far_behind');
  }
  const head = headOf({ entries }).seq;
  if (entries[0]?.seq !== first || head - after > limits.afterReach) refuse('too_far_behind');
  if (head !== first + entries.length - 1) throw new Error(`${conversationId} has a hole between ${first} and ${head}`);
  return entries;
};

/**
 * The same, and the newest `tail` entries at the least, however near to the head `after` is: what is counted from a
 * log's tail must not depend on what a client says of itself (LIMIT-2). One query where the tail reaches back to `after`.
 */
const readTail = async (
  log: ConversationLog,
  conversationId: string,
  after: number,
  tail: number,
): Promise<Entry[]> => {
  const newest = await log.last(conversationId, tail);
  const [oldest, head] = [newest[0]?.seq, newest.at(-1)?.seq];
  if (oldest === undefined || head === undefined) refuse('not_a_member');
  if (after > head) refuse('ahead_of_log');
  if (head !== oldest + newest.length - 1)
    throw new Error(`${conversationId} has a hole between ${oldest} and ${head}`);
  const first = Math.max(1, after);
  if (oldest <= first) return newest;
  if (head - after > limits.afterReach) refuse('too_far_behind');
  const older = await log.from(conversationId, first, oldest - first);
  if (older[0]?.seq !== first) refuse('too_far_behind');
  if (older.at(-1)?.seq !== oldest - 1) throw new Error(`${conversationId} has a hole between ${first} and ${oldest}`);
  return [...older, ...newest];
};

// Membership entries of the last minute, newest first along `m`, whether or not the run holds them.
const youngChanges = async (
  log: ConversationLog,
  conversationId: string,
  run: readonly Entry[],
  seenAt: number,
): Promise<Entry[]> => {
  const held = new Map(run.map((entry) => [entry.seq, entry]));
  const changes: Entry[] = [];
  for (let seq = lastMembershipAt(headOf({ entries: run })); seq > 0;) {
    const entry = held.get(seq) ?? (await log.from(conversationId, seq, 1))[0];
    if (!entry || entry.seq !== seq || entry.at < seenAt - rowLagMs) break;
    changes.push(entry);
    seq = entry.m;
  }
  return changes;
};

/** A fresh view that reaches back to `after`, and over the newest `tail` entries where one is given. */
export const loadView = async (
  stores: Stores,
  conversationId: string,
  after: number,
  { tail }: { tail?: number } = {},
): Promise<LogView> => {
  const { log, memberships, clock } = stores;
  const seenAt = clock.now();
  const run = await (tail ? readTail(log, conversationId, after, tail) : readFrom(log, conversationId, after));
  // After the run, never beside it: rows older than the head would let in who left in between.
  const roster = await memberships.roster(conversationId);
  if (!roster) refuse('not_a_member');
  // Rows newer than the head would shut out who left and came back in between, since a row knows the last stay alone.
  const head = headOf({ entries: run }).seq;
  const isNewer = roster.members.some((member) => changedAt(member) > head);
  const entries = isNewer ? [...run, ...(await log.from(conversationId, head + 1, limits.afterReach))] : run;
  const changes = await youngChanges(log, conversationId, entries, seenAt);
  const rows: Members = new Map(roster.members.map((member) => [member.personId, member]));
  const members = changes.reverse().reduce(afterEntry, rows);
  // The row may lag a rename as member rows may lag theirs.
  const conversation = entries.reduce(renamedBy, roster.conversation);
  return { conversation, entries, written: writtenIn(entries), members, seenAt };
};
