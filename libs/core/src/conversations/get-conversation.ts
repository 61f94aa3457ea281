import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { myRow } from './my-row';
import { summarize } from './summarize';

export const getConversation: UseCase<'conversations.get'> = async (context, caller, { conversationId }) => {
  const [summary] = await summarize(context, [await myRow(context, caller, conversationId)]);
  return summary ?? refuse('not_a_member');
};
