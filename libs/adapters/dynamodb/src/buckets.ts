import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Buckets } from '@parley/core';
import * as z from 'zod';
import { type Item, toItem, toValue } from './attribute-values';
import type { Connected } from './connected';
import { retrying } from './retry';
import { parseRow } from './row';
import { keys } from './tables';

const BucketRow = z.object({ fullAt: z.int() });
type Taking = { expression: string; condition: string; values: Record<string, number> };

/** A full bucket says nothing: DynamoDB may delete it a minute later (seconds since 1970). */
const ttlOf = (fullAt: number): number => Math.ceil(fullAt / 1_000) + 60;

export const buckets = (connected: Connected): Buckets => {
  const { client, tables } = connected;

  /** Undefined where it was taken, or the row as it stands. */
  const tryTo = async (name: string, { expression, condition, values }: Taking): Promise<Item | undefined> => {
    const update = new UpdateItemCommand({
      TableName: tables.connections,
      Key: toItem(keys.bucket(name)),
      UpdateExpression: expression,
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#fullAt': 'fullAt', '#ttl': 'ttl' },
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, toValue(value)]),
      ),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await retrying(connected, () => client.send(update));
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item) return error.Item;
      throw error;
    }
  };

  return {
    take: async (name, { burst, everyMs }, now) => {
      // Most buckets are full: one update. It fails where tokens are missing, and tells how many.
      const found = await tryTo(name, {
        expression: 'SET #fullAt = :next, #ttl = :ttl',
        condition: 'attribute_not_exists(#fullAt) OR #fullAt <= :now',
        values: { ':now': now, ':next': now + everyMs, ':ttl': ttlOf(now + everyMs) },
      });
      if (!found) return 0;
      // The bucket is empty when it is full later than this.
      const last = now + (burst - 1) * everyMs;
      const { fullAt } = parseRow(BucketRow, found);
      if (fullAt > last) return fullAt - last;
      // Others may take at this moment: the addition counts all of them.
      const emptied = await tryTo(name, {
        expression: 'SET #fullAt = #fullAt + :every, #ttl = :ttl',
        condition: '#fullAt <= :last',
        values: { ':every': everyMs, ':last': last, ':ttl': ttlOf(now + burst * everyMs) },
      });
      return emptied ? Math.max(1, parseRow(BucketRow, emptied).fullAt - last) : 0;
    },
  };
};
