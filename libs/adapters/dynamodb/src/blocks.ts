import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Blocks } from '@parley/core';
import { toItem } from './attribute-values';
import type { Connected } from './connected';
import { query } from './query';
import { retrying } from './retry';
import { keyOf } from './row';
import { keys } from './tables';

export const blocks = (connected: Connected): Blocks => {
  const { client, tables } = connected;
  const TableName = tables.chat;
  return {
    set: async (personId, other, isBlocked) => {
      const key = toItem(keys.block(personId, other));
      await retrying(connected, async () => {
        if (isBlocked) await client.send(new PutItemCommand({ TableName, Item: key }));
        else await client.send(new DeleteItemCommand({ TableName, Key: key }));
      });
    },

    of: async (personId, limit) => {
      const { PK } = keys.block(personId, '');
      // "$" is the character behind "#": the person's other rows share the partition.
      const rows = await query(connected, { table: TableName, PK, between: ['B#', 'B$'], limit });
      return rows.map((row) => keyOf(row).SK.slice('B#'.length));
    },

    has: async (personId, other) => {
      const get = new GetItemCommand({ TableName, Key: toItem(keys.block(personId, other)), ConsistentRead: true });
      return (await retrying(connected, () => client.send(get))).Item !== undefined;
    },
  };
};
