import type { Entry, InboxRow } from '@parley/protocol';
import { fitting, pageBytes } from '../page';
import type { Context, UseCase } from '../use-case';
import { lastMembershipAt } from './log-view';
import { endsOf, mayBeYounger, summaryOf } from './summarize';

/** Rows read for a page: each costs a read of its log's tail, all in parallel. */
const pageRows = 100;

/** Whether the person of a row, read at `readAt`, may have been put out since: by an entry up to this head. */
const mayBeOut = ({ joined }: InboxRow, head: Entry, readAt: number): boolean =>
  mayBeYounger(head, readAt) && lastMembershipAt(head) > joined;

/** The row, read once more where its person may be out by now; undefined where they are. */
const standing = async ({ inbox }: Context, personId: string, row: InboxRow, head: Entry, readAt: number) => {
  if (!mayBeOut(row, head, readAt)) return row;
  const now = (await inbox.rowsOf(row.conversationId, [personId])).get(personId);
  return now?.left === undefined ? now : undefined;
};

export const listConversations: UseCase<'conversations.list'> = async (context, caller, { cursor }) => {
  const { personId } = caller;
  const readAt = context.clock.now();
  const rows = await context.inbox.rows(personId, { limit: pageRows, ...(cursor && { after: cursor }) });
  const present = rows.filter(({ left }) => left === undefined);
  const ends = await endsOf(
    context,
    present.map(({ conversationId }) => conversationId),
  );
  const listed = await Promise.all(
    present.map(async (row) => {
      const end = ends.get(row.conversationId);
      const now = end && (await standing(context, personId, row, end.head, readAt));
      return now && summaryOf(now, end);
    }),
  );
  const summaries = listed.filter((summary) => summary !== undefined);
  const conversations = fitting(summaries, pageBytes(caller));
  const isCut = conversations.length < summaries.length;
  // A page that was cut goes on behind the last one that fitted, a full one behind the last row that was read.
  const last = isCut ? conversations.at(-1)?.conversation.id : rows.length === pageRows && rows.at(-1)?.conversationId;
  return { conversations, ...(last && { cursor: last }) };
};
