import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '@parley/core';
import type { TableNames } from './tables';

/** What every store here needs. */
export type Connected = {
  client: DynamoDBClient;
  tables: TableNames;
  clock: Clock;
  /** 0 ≤ x < 1, for jitter. */
  random: () => number;
};
