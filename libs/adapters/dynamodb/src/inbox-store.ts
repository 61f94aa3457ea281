import {
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { InboxStore } from '@parley/core';
import { InboxRow } from '@parley/protocol';
import { type Item, toItem, toValue } from './attribute-values';
import { batchGet } from './batch-get';
import type { Connected } from './connected';
import { query } from './query';
import { retrying } from './retry';
import { keyOf, parseRow } from './row';
import { keys } from './tables';

const rowOf = (item: Item): InboxRow => parseRow(InboxRow, item, { conversationId: keyOf(item).SK.slice('C#'.length) });

type Change = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

export const inboxStore = (connected: Connected): InboxStore => {
  const { client, tables } = connected;

  // The row as it is afterwards, changed or not; undefined where there is none.
  const change = async (personId: string, conversationId: string, how: Change): Promise<InboxRow | undefined> => {
    const update = new UpdateItemCommand({
      TableName: tables.chat,
      Key: toItem(keys.inboxRow(personId, conversationId)),
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...how,
    });
    try {
      const { Attributes } = await retrying(connected, () => client.send(update));
      return Attributes && rowOf(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return error.Item && rowOf(error.Item);
      throw error;
    }
  };

  return {
    rows: async (personId, { after = '', limit } = { limit: Infinity }) => {
      const { PK, SK } = keys.inboxRow(personId, after);
      // "$" is the character behind "#": the person's other rows share the partition.
      const between = ['C#', 'C$'] as const;
      const behind = after === '' ? undefined : { PK, SK };
      return (await query(connected, { table: tables.chat, PK, between, after: behind, limit })).map(rowOf);
    },

    rowsOf: async (conversationId, personIds) => {
      const rows = await batchGet(
        connected,
        tables.chat,
        personIds.map((id) => keys.inboxRow(id, conversationId)),
      );
      return new Map(rows.map((row) => [keyOf(row).PK.slice('U#'.length), rowOf(row)]));
    },

    markRead: (personId, conversationId, { seq, readN, rev }) =>
      change(personId, conversationId, {
        UpdateExpression: 'SET #read = :seq, #readN = :readN ADD #rev :one',
        ConditionExpression: `#read < :seq${rev === undefined ? '' : ` AND (attribute_not_exists(#backRev) OR #backRev <= :seen)`}`,
        ExpressionAttributeNames: {
          ...{ '#read': 'read', '#readN': 'readN', '#rev': 'rev' },
          ...(rev !== undefined && { '#backRev': 'backRev' }),
        },
        ExpressionAttributeValues: {
          ...{ ':seq': toValue(seq), ':readN': toValue(readN), ':one': toValue(1) },
          ...(rev !== undefined && { ':seen': toValue(rev) }),
        },
      }),

    markUnread: (personId, conversationId, { seq, readN, rev }) =>
      change(personId, conversationId, {
        // What nobody is shown: the `rev` that this makes, for readings that saw the row before it.
        UpdateExpression: 'SET #read = :seq, #readN = :readN, #rev = :next, #backRev = :next',
        ConditionExpression: '#rev = :rev AND #read > :seq',
        ExpressionAttributeNames: { '#read': 'read', '#readN': 'readN', '#rev': 'rev', '#backRev': 'backRev' },
        ExpressionAttributeValues: {
          ':seq': toValue(seq),
          ':readN': toValue(readN),
          ':rev': toValue(rev),
          ':next': toValue(rev + 1),
        },
      }),

    hide: (personId, conversationId, at) =>
      change(personId, conversationId, {
        UpdateExpression: `${at ? 'SET #hiddenAt = :seq, #hiddenN = :n' : 'REMOVE #hiddenAt, #hiddenN'} ADD #rev :one`,
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeNames: { '#hiddenAt': 'hiddenAt', '#hiddenN': 'hiddenN', '#rev': 'rev' },
        ExpressionAttributeValues: { ':one': toValue(1), ...(at && { ':seq': toValue(at.seq), ':n': toValue(at.n) }) },
      }),
  };
};
