import {
  type Conversation,
  type ConversationSummary,
  type Entry,
  type InboxRow,
  isKnown,
  standsAside,
} from '@parley/protocol';
import type { Context } from '../use-case';
import type { ConversationLog } from './conversation-log';

/** How much of the newest message a list shows. */
const previewLength = 120;
/** Entries looked at where the newest ones only change messages: first a few, then as many as a page of history holds at most. */
const looks = [20, 480];

const isShown = ({ kind }: Entry): boolean => !standsAside(kind);

const shortened = (entry: Entry) => {
  const { at, author, kind } = entry;
  if (!isKnown(entry) || entry.kind !== 'message.posted' || entry.body.deleted) return { at, author, kind };
  // By code points, so that no emoji is cut in half.
  return { at, author, kind, preview: [...entry.body.text].slice(0, previewLength).join('') };
};

/** Where a conversation's log ends: what a list shows of it, and its newest entry. */
type End = { conversation: Conversation; latest: ConversationSummary['latest']; head: Entry };

/** The newest entry, and what of it or before it a list shows; undefined where there is no such log. */
const latestIn = async (
  log: ConversationLog,
  conversationId: string,
): Promise<Omit<End, 'conversation'> | undefined> => {
  const [head] = await log.last(conversationId, 1);
  if (!head) return undefined;
  let [shown, before] = [isShown(head) ? head : undefined, head.seq];
  for (const count of looks) {
    if (shown) break;
    const entries = await log.last(conversationId, count, before);
    shown = entries.findLast(isShown);
    before = entries[0]?.seq ?? 0;
  }
  const listed = shown ?? head;
  const latest = {
    ...{ seq: head.seq, n: head.n, ...shortened(listed) },
    ...(listed.seq !== head.seq && { shown: listed.seq }),
    ...(head.calls && { calls: head.calls }),
  };
  return { latest, head };
};

/** What an entry's `at` may lie before its commit: clocks differ, and a claim may be tried again. */
const commitLagMs = 10_000;

/** Whether an entry may have been written since `readAt`. */
export const mayBeYounger = ({ at }: Entry, readAt: number): boolean => at > readAt - commitLagMs;

/**
 * What conversations are and where their logs end, by id: one read for the former, then one a log for the latter, so
 * that an end is never older than the name beside it. Nor is the name older than the end, for whoever is told of both
 * asks for neither again: where something may have been written meanwhile, names are read once more.
 */
export const endsOf = async (
  context: Context,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, End>> => {
  if (conversationIds.length === 0) return new Map();
  const { conversations, log, clock } = context;
  const readAt = clock.now();
  const found = await conversations.get(conversationIds);
  const read = await Promise.all(
    found.map(async (conversation) => {
      const end = await latestIn(log, conversation.id);
      return end && ([conversation.id, { conversation, ...end }] as const);
    }),
  );
  const ends = new Map(read.filter((end) => end !== undefined));
  const young = [...ends].flatMap(([id, { head }]) => (mayBeYounger(head, readAt) ? [id] : []));
  const now = young.length > 0 ? await conversations.get(young) : [];
  const renamed = now.filter(({ id, name }) => name !== ends.get(id)?.conversation.name).map(({ id }) => id);
  return new Map([...ends, ...(await endsOf(context, renamed))]);
};

export const summaryOf = (row: InboxRow, { conversation, latest }: End): ConversationSummary => ({
  conversation,
  row,
  latest,
});
