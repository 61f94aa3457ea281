import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { Credentials } from '../sigv4';
import { type LambdaRecord, lambdaRecord } from './lambda-record';

export type StreamReader = {
  /** What was written since the last call, in its order. */
  next(): Promise<LambdaRecord[]>;
  close(): void;
};

/** Reads a table's stream from now on. Rejects where the table has none. */
export const openStream = async (from: {
  endpoint: string;
  region: string;
  credentials: Credentials;
  tableName: string;
}): Promise<StreamReader> => {
  const { tableName, ...options } = from;
  const [tables, client] = [new DynamoDBClient(options), new DynamoDBStreamsClient(options)];
  const { Table } = await tables
    .send(new DescribeTableCommand({ TableName: tableName }))
    .finally(() => tables.destroy());
  const arn = Table?.LatestStreamArn;
  if (arn === undefined) throw new Error(`The table ${tableName} has no stream.`);
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: arn }));
  const shards = StreamDescription?.Shards ?? [];
  const iterators = await Promise.all(
    shards.map(async ({ ShardId }) => {
      const latest = { StreamArn: arn, ShardId, ShardIteratorType: 'LATEST' as const };
      return (await client.send(new GetShardIteratorCommand(latest))).ShardIterator;
    }),
  );
  const read = async (nth: number): Promise<LambdaRecord[]> => {
    const ShardIterator = iterators[nth];
    if (ShardIterator === undefined) return []; // the shard has ended
    const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
    iterators[nth] = NextShardIterator;
    return Records.map((record) => lambdaRecord(record, { arn, region: from.region }));
  };
  return {
    next: async () => (await Promise.all(iterators.map((_, nth) => read(nth)))).flat(),
    close: () => client.destroy(),
  };
};
