import { type ConversationSummary, type Entry, type InboxRow, isKnown } from '@parley/protocol';
import type { Context } from '../use-case';

/** How much of the newest message a list shows. */
const previewLength = 120;

const latestOf = (entry: Entry): ConversationSummary['latest'] => {
  const { seq, n, at, author, kind } = entry;
  if (!isKnown(entry) || entry.kind !== 'message.posted') return { seq, n, at, author, kind };
  // By code points, so that no emoji is cut in half.
  return { seq, n, at, author, kind, preview: [...entry.body.text].slice(0, previewLength).join('') };
};

/** Rows with what their conversations are and where their logs end: one read for the former, one a log for the latter. */
export const summarize = async (
  { conversations, log }: Context,
  rows: readonly InboxRow[],
): Promise<ConversationSummary[]> => {
  if (rows.length === 0) return [];
  const [found, heads] = await Promise.all([
    conversations.get(rows.map(({ conversationId }) => conversationId)),
    Promise.all(rows.map(({ conversationId }) => log.last(conversationId, 1))),
  ]);
  const byId = new Map(found.map((conversation) => [conversation.id, conversation]));
  return rows.flatMap((row, i) => {
    const conversation = byId.get(row.conversationId);
    const head = heads[i]?.[0];
    return conversation && head ? [{ conversation, row, latest: latestOf(head) }] : [];
  });
};
