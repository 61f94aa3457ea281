import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ConnectionRegistry, Lease } from '@parley/core';
import { ConversationId } from '@parley/protocol';
import * as z from 'zod';
import { type Item, toItem, toValue } from './attribute-values';
import { batchGet } from './batch-get';
import type { Connected } from './connected';
import { retrying } from './retry';
import { keyOf, parseRow } from './row';
import { keys } from './tables';

/** Connections of one person that are kept: tabs and devices of a busy person, in an item of some 3 KB. */
export const leasesPerPerson = 50;
/** Leases that one update removes: its expression may have 4 KB. */
const sweptAtOnce = 50;

// An attribute per connection, so that each is written by itself; the prefix keeps them apart from the key.
const attribute = 'c:';
const Leased = z.object({
  expires: z.int(),
  sessionId: z.string(),
  authTime: z.int(),
  open: ConversationId.exactOptional(),
});
const LeaseRow = z.looseObject({}).transform((row, context) => {
  const leases: Lease[] = [];
  for (const [name, value] of Object.entries(row)) {
    if (!name.startsWith(attribute)) continue;
    const lease = Leased.safeParse(value);
    if (lease.success) leases.push({ connectionId: name.slice(attribute.length), ...lease.data });
    else context.addIssue({ code: 'custom', path: [name], message: 'is not a lease' });
  }
  return leases;
});
const leasesOf = (item: Item): Lease[] => parseRow(LeaseRow, item);

/** What has to go at `now`: the expired, and of the others the oldest above the limit, never the one just opened. */
const surplus = (leases: readonly Lease[], opened: Lease, now: number): Lease[] => {
  const others = leases.filter(({ connectionId }) => connectionId !== opened.connectionId);
  const oldestFirst = others.sort((a, b) => a.expires - b.expires);
  const expired = oldestFirst.filter(({ expires }) => expires < now).length;
  return oldestFirst.slice(0, Math.max(expired, leases.length - leasesPerPerson)).slice(0, sweptAtOnce);
};

export const connectionRegistry = (connected: Connected): ConnectionRegistry => {
  const { client, tables } = connected;
  const rowOf = (personId: string) => ({ TableName: tables.connections, Key: toItem(keys.lease(personId)) });

  // One of them was renewed or replaced meanwhile: then the next hello sweeps.
  const unlessItMoved = (error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  };

  const sweep = async (personId: string, leases: readonly Lease[]): Promise<void> => {
    const names = leases.map((_, nth) => `#c${nth}`);
    const update = new UpdateItemCommand({
      ...rowOf(personId),
      UpdateExpression: `REMOVE ${names.join(', ')}`,
      ConditionExpression: names
        .map((name, nth) => `(attribute_not_exists(${name}) OR ${name} = :c${nth})`)
        .join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(
        leases.map(({ connectionId }, nth) => [`#c${nth}`, attribute + connectionId]),
      ),
      ExpressionAttributeValues: Object.fromEntries(
        leases.map(({ connectionId: _, ...lease }, nth) => [`:c${nth}`, toValue(lease)]),
      ),
    });
    await retrying(connected, () => client.send(update)).catch(unlessItMoved);
  };

  /** The lease that stood in the way, where that is why a write failed. */
  const heldIn = (error: unknown, connectionId: string): Lease | undefined => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return leasesOf(error.Item ?? {}).find((lease) => lease.connectionId === connectionId);
  };

  return {
    open: async (personId, lease, now) => {
      const { connectionId, ...written } = lease;
      const update = new UpdateItemCommand({
        ...rowOf(personId),
        UpdateExpression: 'SET #c = :lease',
        ConditionExpression: 'attribute_not_exists(#c) OR #c.#expires <= :expires',
        ExpressionAttributeNames: { '#c': attribute + connectionId, '#expires': 'expires' },
        ExpressionAttributeValues: { ':lease': toValue(written), ':expires': toValue(lease.expires) },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        const { Attributes = {} } = await retrying(connected, () => client.send(update));
        const gone = surplus(leasesOf(Attributes), lease, now);
        if (gone.length > 0) await sweep(personId, gone);
        return lease.expires;
      } catch (error) {
        return heldIn(error, connectionId)?.expires ?? lease.expires;
      }
    },

    renew: async (personId, connectionId, expires, now) => {
      const update = new UpdateItemCommand({
        ...rowOf(personId),
        UpdateExpression: 'SET #c.#expires = :expires',
        ConditionExpression: 'attribute_exists(#c) AND #c.#expires > :now AND #c.#expires < :expires',
        ExpressionAttributeNames: { '#c': attribute + connectionId, '#expires': 'expires' },
        ExpressionAttributeValues: { ':expires': toValue(expires), ':now': toValue(now) },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await retrying(connected, () => client.send(update));
        return expires;
      } catch (error) {
        const held = heldIn(error, connectionId);
        return held && held.expires > now ? held.expires : undefined;
      }
    },

    end: async (personId, connectionId, now) => {
      const update = new UpdateItemCommand({
        ...rowOf(personId),
        UpdateExpression: 'SET #c.#expires = :now',
        ConditionExpression: 'attribute_exists(#c)', // a lease that is gone stays gone
        ExpressionAttributeNames: { '#c': attribute + connectionId, '#expires': 'expires' },
        ExpressionAttributeValues: { ':now': toValue(now) },
      });
      await retrying(connected, () => client.send(update)).catch(unlessItMoved);
    },

    focus: async (personId, connectionId, conversationId) => {
      const update = new UpdateItemCommand({
        ...rowOf(personId),
        UpdateExpression: conversationId === undefined ? 'REMOVE #c.#open' : 'SET #c.#open = :open',
        ConditionExpression: 'attribute_exists(#c)', // a lease that is gone stays gone
        ExpressionAttributeNames: { '#c': attribute + connectionId, '#open': 'open' },
        ...(conversationId !== undefined && { ExpressionAttributeValues: { ':open': toValue(conversationId) } }),
      });
      try {
        await retrying(connected, () => client.send(update));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    close: async (personId, connectionId) => {
      const update = new UpdateItemCommand({
        ...rowOf(personId),
        UpdateExpression: 'REMOVE #c',
        ConditionExpression: 'attribute_exists(#c)', // an update without it would make the row
        ExpressionAttributeNames: { '#c': attribute + connectionId },
      });
      await retrying(connected, () => client.send(update)).catch(unlessItMoved);
    },

    leases: async (personIds) => {
      const rows = await batchGet(connected, tables.connections, personIds.map(keys.lease));
      const known = new Map(rows.map((row) => [keyOf(row).PK, leasesOf(row)]));
      return new Map(personIds.map((id) => [id, known.get(keys.lease(id).PK) ?? []]));
    },
  };
};
