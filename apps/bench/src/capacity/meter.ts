import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What was consumed: write and read units, calls, writes that were refused by their condition, and frames pushed. */
export type Reading = { writes: number; reads: number; calls: number; refusedWrites: number; pushes: number };

export const nothing = (): Reading => ({ writes: 0, reads: 0, calls: 0, refusedWrites: 0, pushes: 0 });

const isWrite = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;
const units = (consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): number =>
  (Array.isArray(consumed) ? consumed : consumed ? [consumed] : []).reduce(
    (sum, one) => sum + (one.CapacityUnits ?? 0),
    0,
  );
/** A write is rounded up to 1 KB; the items of a request are at least as long as their JSON is in DynamoDB's own form. */
const kilobytes = (item: unknown): number => Math.max(1, Math.ceil(JSON.stringify(item ?? {}).length / 1_024));

/**
 * Asks DynamoDB what each call of this client consumed (`ReturnConsumedCapacity`), and adds it up. A write whose
 * condition did not hold is consumed too, and not told: it counts as what it would have written.
 */
export const meter = (client: DynamoDBClient) => {
  let reading = nothing();
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const input = { ...(args.input as object), ReturnConsumedCapacity: 'TOTAL' };
        reading.calls += 1;
        try {
          const result = await next({ ...args, input: input as typeof args.input });
          const { ConsumedCapacity: consumed } = result.output as { ConsumedCapacity?: ConsumedCapacity };
          if (consumed === undefined) throw new Error(`DynamoDB did not say what ${commandName} consumed.`);
          reading[isWrite.test(commandName) ? 'writes' : 'reads'] += units(consumed);
          return result;
        } catch (error) {
          if (error instanceof Error && error.name === 'ConditionalCheckFailedException') {
            reading.writes += kilobytes((args.input as { Item?: unknown }).Item);
            reading.refusedWrites += 1;
          }
          throw error;
        }
      },
    { step: 'initialize', name: 'meter' },
  );
  return {
    /** Counts a frame that the core posts on a connection; the reply to a request is the door's, and not among them. */
    pushed: (): void => void (reading.pushes += 1),
    /** What was consumed since it was asked the last time. */
    read: (): Reading => {
      const consumed = reading;
      reading = nothing();
      return consumed;
    },
  };
};
