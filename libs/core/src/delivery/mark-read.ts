import { myRow } from '../conversations/my-row';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { climb } from './receipts';

/** Moves the caller's marker, tells their other devices, and the others as far as they want to tell it. */
export const markRead: UseCase<'delivery.read'> = async (context, caller, { conversationId, seq, rev }) => {
  const { log, inbox, delivery, report } = context;
  const { personId } = caller;
  const [before, [entry]] = await Promise.all([
    myRow(context, caller, conversationId),
    log.from(conversationId, seq, 1),
  ]);
  if (entry?.seq !== seq) refuse('ahead_of_log');
  const row = await inbox.markRead(personId, conversationId, { seq, readN: entry.n, rev });
  if (!row) refuse('not_a_member');
  const receipt = climb(context, { conversationId, personId }, 'read', seq);
  await Promise.all([
    row.rev === before.rev ? undefined : delivery.rows(new Map([[personId, row]]), caller.connection?.id),
    // The marker has moved, whatever becomes of the receipt: the next one climbs over it.
    receipt.catch((error: unknown) => report('receipt not kept', { conversationId, error })),
  ]);
  return { row };
};
