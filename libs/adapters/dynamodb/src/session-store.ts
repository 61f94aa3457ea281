import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SessionStore, StoredSession } from '@parley/core';
import * as z from 'zod';
import { type Item, toItem, toValue } from './attribute-values';
import { batchGet } from './batch-get';
import type { Connected } from './connected';
import { query } from './query';
import { retrying } from './retry';
import { keyOf, parseRow } from './row';
import { keys } from './tables';

/** Sessions of one person that are read at the most: some 200 KB. */
const mostSessions = 1_000;

const prefix = keys.session('', '').SK;
const SessionRow = z.object({
  id: z.string(),
  device: z.string().exactOptional(),
  signedInAt: z.int(),
  seenAt: z.int(),
  revokedAt: z.int().exactOptional(),
});
const sessionOf = (item: Item): StoredSession =>
  parseRow(SessionRow, item, { id: keyOf(item).SK.slice(prefix.length) });

/** DynamoDB deletes the row some time after this second. */
const ttlOf = (until: number): number => Math.ceil(until / 1_000);

export const sessionStore = (connected: Connected): SessionStore => {
  const { client, tables } = connected;

  /** Sets the fields that are given where the session has not ended; false where it has, or where `more` does not hold. */
  const set = async (personId: string, sessionId: string, fields: object, more: string[] = []): Promise<boolean> => {
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    const update = new UpdateItemCommand({
      TableName: tables.chat,
      Key: toItem(keys.session(personId, sessionId)),
      UpdateExpression: `SET ${given.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: ['attribute_not_exists(#revokedAt)', ...more].join(' AND '),
      ExpressionAttributeNames: {
        '#revokedAt': 'revokedAt',
        ...Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: Object.fromEntries(given.map(([name, value]) => [`:${name}`, toValue(value)])),
    });
    try {
      await retrying(connected, () => client.send(update));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  return {
    get: async (personId, ids) => {
      const rows = await batchGet(
        connected,
        tables.chat,
        ids.map((id) => keys.session(personId, id)),
      );
      return new Map(rows.map(sessionOf).map((session) => [session.id, session]));
    },
    note: (personId, { id, ...fields }, until) => set(personId, id, { ...fields, ttl: ttlOf(until) }),
    list: async (personId) => {
      const { PK } = keys.session(personId, '');
      const between = [prefix, `${prefix}~`] as const;
      return (await query(connected, { table: tables.chat, PK, between, limit: mostSessions })).map(sessionOf);
    },
    revoke: (personId, sessionId, at, until) =>
      set(personId, sessionId, { revokedAt: at, ttl: ttlOf(until) }, ['attribute_exists(PK)']),
  };
};
