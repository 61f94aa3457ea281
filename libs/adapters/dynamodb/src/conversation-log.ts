import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { Claim, ConversationLog, Message } from '@parley/core';
import { Entry, isKnown, type KnownEntry, Seq } from '@parley/protocol';
import * as z from 'zod';
import { type Item, toItem } from './attribute-values';
import type { Connected } from './connected';
import { projectionItems } from './projection-items';
import { query, type Stretch } from './query';
import { retrying } from './retry';
import { keyOf, parseRow } from './row';
import { keys } from './tables';
import { failed, undecided, writeTogether } from './transaction';

/** The highest seq that 12 digits hold. */
const lastSlot = 999_999_999_999;

export const conversationLog = (connected: Connected): ConversationLog => {
  const { client, tables } = connected;
  const inEmptySlot = (Item: Item) =>
    ({
      TableName: tables.chat,
      Item,
      ConditionExpression: 'attribute_not_exists(PK)',
      // The loser learns what stands there without a read.
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }) as const;

  const claimSlot = async (item: Item): Promise<Claim> => {
    try {
      await retrying(connected, () => client.send(new PutItemCommand(inEmptySlot(item))));
      return { outcome: 'claimed' };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return taken(error.Item);
      throw error;
    }
  };

  const claimWith = async (item: Item, projected: TransactWriteItem[]): Promise<Claim> => {
    const written = await writeTogether(connected, [{ Put: inEmptySlot(item) }, ...projected], ([slot, ...others]) => {
      // A conflict says nothing about the slot (LOG-6): only a verdict on the slot itself tells "taken" from "moved".
      if (!slot || undecided(slot)) return undefined;
      if (failed(slot)) return taken(slot.Item);
      return others.some(failed) ? ({ outcome: 'moved' } as const) : undefined;
    });
    return written === 'written' ? { outcome: 'claimed' } : written;
  };

  const slots = (
    conversationId: string,
    first: number,
    last: number,
    how: Pick<Stretch, 'limit' | 'bytes' | 'descending'>,
  ) => {
    const { PK, SK } = keys.entry(conversationId, first);
    const between = [SK, keys.entry(conversationId, last).SK] as const;
    return query(connected, { table: tables.chat, PK, between, ...how });
  };

  return {
    claim: (conversationId, entry, projections = []) => {
      const item = itemOf(conversationId, entry);
      if (projections.length === 0) return claimSlot(item);
      return claimWith(
        item,
        projections.flatMap((projection) => projectionItems(tables.chat, conversationId, projection)),
      );
    },
    from: async (conversationId, seq, limit, bytes) =>
      (await slots(conversationId, seq, lastSlot, { limit, bytes })).map(entryOf),
    last: async (conversationId, limit, before = lastSlot + 1) =>
      before <= 1
        ? []
        : (await slots(conversationId, 1, before - 1, { limit, descending: true })).map(entryOf).reverse(),
    message: async (conversationId, seq) => {
      const get = new GetItemCommand({
        TableName: tables.chat,
        Key: toItem(keys.entry(conversationId, seq)),
        ConsistentRead: true,
      });
      const { Item } = await retrying(connected, () => client.send(get));
      return Item && messageOf(Item);
    },
  };
};

const itemOf = (conversationId: string, { seq, ...entry }: KnownEntry): Item =>
  toItem({ ...keys.entry(conversationId, seq), ...entry });

const entryOf = (item: Item): Entry => parseRow(Entry, item, { seq: Number(keyOf(item).SK) });

/** What a message's row holds besides its entry. */
const MessageRow = z.object({ edits: z.array(Seq).default([]) });

const messageOf = (item: Item): Message | undefined => {
  const entry = entryOf(item);
  if (!isKnown(entry) || entry.kind !== 'message.posted') return undefined;
  return { entry, edits: parseRow(MessageRow, item).edits };
};

const taken = (item: Item | undefined): Claim => {
  if (item) return { outcome: 'taken', by: entryOf(item) };
  throw new Error('DynamoDB refused a claim and did not say what stands in the slot: it must support ALL_OLD there.');
};
