import { myRow } from '../conversations/my-row';
import { fitting, pageBytes } from '../page';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

export const readHistory: UseCase<'messages.history'> = async (context, caller, { conversationId, before, limit }) => {
  const { log } = context;
  const [page, [newest]] = await Promise.all([
    log.last(conversationId, limit, before),
    log.last(conversationId, 1),
    myRow(context, caller, conversationId),
  ]);
  if (!newest) refuse('not_a_member');
  // Newest first into the page, since it is read from its end; ascending out of it.
  const entries = fitting(page.toReversed(), pageBytes(caller)).reverse();
  return { entries, head: Math.max(newest.seq, page.at(-1)?.seq ?? 0) };
};
