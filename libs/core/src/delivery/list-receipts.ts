import { myRow } from '../conversations/my-row';
import type { UseCase } from '../use-case';
import { receiptsFor } from './receipts';

export const listReceipts: UseCase<'delivery.receipts'> = async (context, caller, { conversationId }) => {
  await myRow(context, caller, conversationId);
  return { receipts: await receiptsFor(context, { conversationId, personId: caller.personId }) };
};
