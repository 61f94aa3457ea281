import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { climbed, nowhere, type Reached, type ReceiptStore } from '@parley/core';
import { Seq } from '@parley/protocol';
import * as z from 'zod';
import { type Item, toItem, toValue } from './attribute-values';
import type { Connected } from './connected';
import { query } from './query';
import { retrying } from './retry';
import { keyOf, parseRow } from './row';
import { keys } from './tables';

const ReceiptRow = z.object({ received: Seq.default(0), read: Seq.default(0) });

// Each rung is written by itself, so `received` may stand below `read` here; what was read was received all the same.
const reachedOf = (item: Item): Reached => climbed(nowhere, parseRow(ReceiptRow, item));

export const receiptStore = (connected: Connected): ReceiptStore => {
  const { client, tables } = connected;
  return {
    of: async (conversationId) => {
      const { PK } = keys.receipt(conversationId, '');
      const rows = await query(connected, { table: tables.chat, PK });
      return new Map(rows.map((row) => [keyOf(row).SK.slice('U#'.length), reachedOf(row)]));
    },

    climb: async (conversationId, personId, rung, seq) => {
      const isHigher = `(attribute_not_exists(#${rung}) OR #${rung} < :seq)`;
      const update = new UpdateItemCommand({
        TableName: tables.chat,
        Key: toItem(keys.receipt(conversationId, personId)),
        UpdateExpression: `SET #${rung} = :seq`,
        // Received is also what was read: then there is nothing to raise.
        ConditionExpression:
          rung === 'read' ? isHigher : `${isHigher} AND (attribute_not_exists(#read) OR #read < :seq)`,
        ExpressionAttributeNames: rung === 'read' ? { '#read': 'read' } : { '#received': 'received', '#read': 'read' },
        ExpressionAttributeValues: { ':seq': toValue(seq) },
        ReturnValues: 'ALL_NEW',
      });
      try {
        const { Attributes } = await retrying(connected, () => client.send(update));
        return Attributes && reachedOf(Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },
  };
};
