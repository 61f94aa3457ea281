import { myRow } from '../conversations/my-row';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

/** Moves the caller's marker back, so that everything from `seq` on is unread, and tells their other devices. */
export const markUnread: UseCase<'delivery.unread'> = async (context, caller, { conversationId, seq, rev }) => {
  const { log, inbox, delivery } = context;
  const first = Math.max(1, seq - 1);
  const [before, entries] = await Promise.all([
    myRow(context, caller, conversationId),
    log.from(conversationId, first, seq - first + 1),
  ]);
  if (entries.at(-1)?.seq !== seq) refuse('ahead_of_log');
  if (before.read < seq) return { row: before }; // it is unread, or a try whose answer was lost made it so
  const readN = seq === 1 ? 0 : (entries[0]?.n ?? 0);
  const row = await inbox.markUnread(caller.personId, conversationId, { seq: seq - 1, readN, rev });
  if (!row) refuse('not_a_member');
  if (row.read !== seq - 1) refuse('row_moved');
  await delivery.rows(new Map([[caller.personId, row]]), caller.connection?.id);
  return { row };
};
