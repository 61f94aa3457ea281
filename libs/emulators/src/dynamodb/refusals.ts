import * as z from 'zod';

/** An answer in DynamoDB's shape, ready to be written. */
export type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer };

const refusal = (name: string, details: object): Answer => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, ...details })),
});

/** A hot partition, or a table at its limit. */
export const throttled = (): Answer =>
  refusal('ProvisionedThroughputExceededException', {
    message: 'The level of configured provisioned throughput for the table was exceeded.',
  });

const Transaction = z.object({ TransactItems: z.array(z.unknown()) });

/** Another transaction holds an item: of a transaction its first, of any other write its only one. */
export const conflicting = (operation: string, body: unknown): Answer => {
  const { data } = Transaction.safeParse(body);
  if (operation !== 'TransactWriteItems' || !data)
    return refusal('TransactionConflictException', { message: 'Transaction is ongoing for the item' });
  const CancellationReasons = data.TransactItems.map((_, at) =>
    at === 0 ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' } : { Code: 'None' },
  );
  const codes = CancellationReasons.map(({ Code }) => Code).join(', ');
  const Message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return refusal('TransactionCanceledException', { Message, CancellationReasons });
};
