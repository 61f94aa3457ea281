import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { myRow } from './my-row';
import { endsOf, summaryOf } from './summarize';

export const getConversation: UseCase<'conversations.get'> = async (context, caller, { conversationId }) => {
  const ends = await endsOf(context, [conversationId]);
  // After the log, never before it: what was written once they were out is not theirs (DEL-1).
  const row = await myRow(context, caller, conversationId);
  const end = ends.get(conversationId) ?? refuse('not_a_member');
  return summaryOf(row, end);
};
