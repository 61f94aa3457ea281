import { myRow } from '../conversations/my-row';
import { fitting, pageBytes } from '../page';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

/** Entries that fit a frame at the most: the smallest takes some 130 bytes of its 24 KB. */
const socketEntries = 200;

export const readChanges: UseCase<'messages.changes'> = async (context, caller, { conversationId, after, limit }) => {
  const { log } = context;
  const [page, [newest]] = await Promise.all([
    log.from(conversationId, after + 1, caller.connection ? Math.min(limit, socketEntries) : limit),
    log.last(conversationId, 1),
    myRow(context, caller, conversationId),
  ]);
  if (!newest) refuse('not_a_member');
  const head = Math.max(newest.seq, page.at(-1)?.seq ?? 0);
  if (after > head) refuse('ahead_of_log');
  return { entries: fitting(page, pageBytes(caller)), head };
};
