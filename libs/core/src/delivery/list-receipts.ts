import { myRow } from '../conversations/my-row';
import type { UseCase } from '../use-case';
import { receiptsFor } from './receipts';

export const listReceipts: UseCase<'delivery.receipts'> = async (context, caller, { conversationId }) => {
  const receipts = await receiptsFor(context, { conversationId, personId: caller.personId });
  // After the receipts, never before them: what was read once they were out is not for them to know (DEL-1).
  await myRow(context, caller, conversationId);
  return { receipts };
};
