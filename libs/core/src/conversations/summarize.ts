import { type ConversationSummary, type Entry, type InboxRow, isKnown, standsAside } from '@parley/protocol';
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

/** The newest entry, and what of it or before it a list shows; undefined where there is no such log. */
const latestIn = async (
  log: ConversationLog,
  conversationId: string,
): Promise<ConversationSummary['latest'] | undefined> => {
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
  return {
    ...{ seq: head.seq, n: head.n, ...shortened(listed) },
    ...(listed.seq !== head.seq && { shown: listed.seq }),
  };
};

/** Rows with what their conversations are and where their logs end: one read for the former, one a log for the latter. */
export const summarize = async (
  { conversations, log }: Context,
  rows: readonly InboxRow[],
): Promise<ConversationSummary[]> => {
  if (rows.length === 0) return [];
  const [found, latest] = await Promise.all([
    conversations.get(rows.map(({ conversationId }) => conversationId)),
    Promise.all(rows.map(({ conversationId }) => latestIn(log, conversationId))),
  ]);
  const byId = new Map(found.map((conversation) => [conversation.id, conversation]));
  return rows.flatMap((row, i) => {
    const conversation = byId.get(row.conversationId);
    const end = latest[i];
    return conversation && end ? [{ conversation, row, latest: end }] : [];
  });
};
