import { fitting, pageBytes } from '../page';
import type { UseCase } from '../use-case';
import { summarize } from './summarize';

/** Rows read for a page: each costs a read of its log's tail, all in parallel. */
const pageRows = 100;

export const listConversations: UseCase<'conversations.list'> = async (context, caller, { cursor }) => {
  const rows = await context.inbox.rows(caller.personId, { limit: pageRows, ...(cursor && { after: cursor }) });
  const summaries = await summarize(
    context,
    rows.filter(({ left }) => left === undefined),
  );
  const conversations = fitting(summaries, pageBytes(caller));
  const isCut = conversations.length < summaries.length;
  // A page that was cut goes on behind the last one that fitted, a full one behind the last row that was read.
  const last = isCut ? conversations.at(-1)?.conversation.id : rows.length === pageRows && rows.at(-1)?.conversationId;
  return { conversations, ...(last && { cursor: last }) };
};
