import { myRow } from '../conversations/my-row';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

/** Moves the caller's marker, and tells their other devices. */
export const markRead: UseCase<'delivery.read'> = async (context, caller, { conversationId, seq }) => {
  const { log, inbox, delivery } = context;
  const [before, [entry]] = await Promise.all([
    myRow(context, caller, conversationId),
    log.from(conversationId, seq, 1),
  ]);
  if (entry?.seq !== seq) refuse('ahead_of_log');
  const row = await inbox.markRead(caller.personId, conversationId, seq, entry.n);
  if (!row) refuse('not_a_member');
  if (row.rev !== before.rev) await delivery.rows(new Map([[caller.personId, row]]));
  return { row };
};
