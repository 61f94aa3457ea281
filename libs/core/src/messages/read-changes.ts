import { myRow } from '../conversations/my-row';
import { fitting, pageBytes } from '../page';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

export const readChanges: UseCase<'messages.changes'> = async (context, caller, { conversationId, after, limit }) => {
  const { log } = context;
  const [page, [newest]] = await Promise.all([
    log.from(conversationId, after + 1, limit, pageBytes(caller)),
    log.last(conversationId, 1),
  ]);
  // After the log, never beside it: what was written once they were out is not theirs (DEL-1).
  await myRow(context, caller, conversationId);
  if (!newest) refuse('not_a_member');
  const head = Math.max(newest.seq, page.at(-1)?.seq ?? 0);
  if (after > head) refuse('ahead_of_log');
  return { entries: fitting(page, pageBytes(caller)), head };
};
