import {
  type CancellationReason,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Connected } from './connected';
import { passes, retrying } from './retry';

/** Whether this item's condition did not hold. */
export const failed = ({ Code }: CancellationReason): boolean => Code === 'ConditionalCheckFailed';

const passingReasons = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);
/** Whether this item got no verdict, because of others that write it at the same time. */
export const undecided = ({ Code }: CancellationReason): boolean => passingReasons.has(Code ?? '');

/**
 * Writes all items or none: 'written', or what `verdict` makes of the reasons, one for each item in order.
 * Where it answers undefined and a reason passes, the same items are tried again.
 */
export const writeTogether = async <T>(
  connected: Connected,
  items: TransactWriteItem[],
  verdict: (reasons: CancellationReason[]) => T | undefined,
): Promise<'written' | T> => {
  // The same token tells DynamoDB that a repeated attempt is the same one, should only the reply have been lost.
  let token = crypto.randomUUID();
  const attempt = async () => {
    try {
      await connected.client.send(new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: token }));
      return 'written' as const;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const because = verdict(error.CancellationReasons ?? []);
      if (because !== undefined) return because;
      token = crypto.randomUUID(); // what was cancelled is over; the next attempt is a new one
      throw error;
    }
  };
  return retrying(connected, attempt, (error) =>
    error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []).some(undecided) : passes(error),
  );
};
