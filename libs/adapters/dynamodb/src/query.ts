import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Item, toItem, toValue } from './attribute-values';
import type { Connected } from './connected';
import { retrying } from './retry';
import type { Key } from './tables';

/** A stretch of one partition. */
export type Stretch = {
  table: string;
  PK: string;
  /** The first and the last sort key, both inclusive; absent: the whole partition. */
  between?: readonly [string, string];
  /** Begin behind this row, whether it exists or not. */
  after?: Key | undefined;
  /** Rows at most. */
  limit?: number;
  /** No further page is read once the rows take so many bytes as JSON. */
  bytes?: number | undefined;
  descending?: boolean;
};

/** The rows of a stretch in key order, strongly consistent. A page ends at 1 MB; as many are read as it takes. */
export const query = async (connected: Connected, stretch: Stretch): Promise<Item[]> => {
  const { table, PK, between, after, limit = Infinity, bytes = Infinity, descending = false } = stretch;
  const range = between && { ':from': toValue(between[0]), ':to': toValue(between[1]) };
  const rows: Item[] = [];
  let behind = after && toItem(after);
  let used = 0;
  while (rows.length < limit && used < bytes) {
    const page = new QueryCommand({
      TableName: table,
      KeyConditionExpression: range ? 'PK = :pk AND SK BETWEEN :from AND :to' : 'PK = :pk',
      ExpressionAttributeValues: { ':pk': toValue(PK), ...range },
      ScanIndexForward: !descending,
      ConsistentRead: true,
      ...(behind && { ExclusiveStartKey: behind }),
      ...(limit !== Infinity && { Limit: limit - rows.length }),
    });
    const { Items = [], LastEvaluatedKey } = await retrying(connected, () => connected.client.send(page));
    rows.push(...Items);
    if (bytes !== Infinity) used += JSON.stringify(Items).length;
    if (!LastEvaluatedKey) break;
    behind = LastEvaluatedKey;
  }
  return rows;
};
