import { ConditionalCheckFailedException, type TransactWriteItem, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Access, type AccessStore, afterChange, type Held, ownersGained, plainAccess } from '@parley/core';
import { PersonStatus, WorkspaceRole } from '@parley/protocol';
import * as z from 'zod';
import { type Item, toItem, toValue } from './attribute-values';
import { batchGet } from './batch-get';
import type { Connected } from './connected';
import { retrying } from './retry';
import { keyOf, parseRow } from './row';
import { keys } from './tables';
import { failed, writeTogether } from './transaction';

const AccessRow = z.object({
  role: WorkspaceRole.default(plainAccess.role),
  status: PersonStatus.default(plainAccess.status),
  validFrom: z.int().min(0).default(plainAccess.validFrom),
  username: z.string().exactOptional(),
  held: z.object({ until: z.int(), hash: z.string() }).exactOptional(),
});

/** The row that counts active owners. */
const OwnersRow = z.object({ count: z.int() });
const accessOf = (item: Item): Access => parseRow(AccessRow, item);

const fields = ['role', 'status', 'validFrom'] as const;

/** The field is as it was; absent counts as what holds for a profile that says nothing of it. */
const isStill = (field: (typeof fields)[number], was: Access): string => {
  const isSame = `#${field} = :was_${field}`;
  return was[field] === plainAccess[field] ? `(attribute_not_exists(#${field}) OR ${isSame})` : isSame;
};

export const accessStore = (connected: Connected): AccessStore => {
  const { client, tables } = connected;

  const moveValidFrom = async (personId: string, validFrom: number): Promise<void> => {
    const update = new UpdateItemCommand({
      TableName: tables.chat,
      Key: toItem(keys.person(personId)),
      UpdateExpression: 'SET #validFrom = :at',
      ConditionExpression: 'attribute_exists(PK) AND (attribute_not_exists(#validFrom) OR #validFrom < :at)',
      ExpressionAttributeNames: { '#validFrom': 'validFrom' },
      ExpressionAttributeValues: { ':at': toValue(validFrom) },
    });
    await ifItHolds(() => retrying(connected, () => client.send(update)));
  };

  // In one update: nobody is known here by a name and not yet held up.
  const set = async (personId: string, known: { username?: string; held?: Held }): Promise<void> => {
    const given = Object.entries(known);
    const update = new UpdateItemCommand({
      TableName: tables.chat,
      Key: toItem(keys.person(personId)),
      UpdateExpression: `SET ${given.map(([field]) => `#${field} = :${field}`).join(', ')}`,
      ConditionExpression: 'attribute_exists(PK)',
      ExpressionAttributeNames: Object.fromEntries(given.map(([field]) => [`#${field}`, field])),
      ExpressionAttributeValues: Object.fromEntries(given.map(([field, value]) => [`:${field}`, toValue(value)])),
    });
    await ifItHolds(() => retrying(connected, () => client.send(update)));
  };

  // One counter of active owners. It cannot drift: it moves with the person's row, which is as it was decided on, or not at all.
  const counting = (gained: number): TransactWriteItem[] => {
    if (gained === 0) return [];
    const isNotTheLast = { ConditionExpression: '#count > :one' };
    const values = { ':gained': toValue(gained), ...(gained < 0 && { ':one': toValue(1) }) };
    const Update = {
      TableName: tables.chat,
      Key: toItem(keys.owners()),
      UpdateExpression: 'ADD #count :gained',
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: values,
      ...(gained < 0 && isNotTheLast),
    };
    return [{ Update }];
  };

  return {
    of: async (ids) => {
      const rows = await batchGet(connected, tables.chat, ids.map(keys.person));
      return new Map(rows.map((row) => [keyOf(row).PK.slice('P#'.length), accessOf(row)]));
    },

    change: async (personId, to, was) => {
      const next = afterChange(was, to);
      const Update = {
        TableName: tables.chat,
        Key: toItem(keys.person(personId)),
        UpdateExpression: `SET ${fields.map((field) => `#${field} = :${field}`).join(', ')}`,
        ConditionExpression: ['attribute_exists(PK)', ...fields.map((field) => isStill(field, was))].join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
        ExpressionAttributeValues: Object.fromEntries(
          fields.flatMap((field) => [
            [`:${field}`, toValue(next[field])],
            [`:was_${field}`, toValue(was[field])],
          ]),
        ),
      };
      const items: TransactWriteItem[] = [{ Update }, ...counting(ownersGained(was, next))];
      const written = await writeTogether(connected, items, ([person, owners]) => {
        if (person && failed(person)) return 'moved' as const;
        return owners && failed(owners) ? ('last_owner' as const) : undefined;
      });
      return written === 'written' ? 'changed' : written;
    },

    hasOwner: async () => {
      const [owners] = await batchGet(connected, tables.chat, [keys.owners()]);
      return owners !== undefined && parseRow(OwnersRow, owners).count > 0;
    },

    note: async (personId, { validFrom, username, held }) => {
      if (validFrom !== undefined) await moveValidFrom(personId, validFrom);
      if (username !== undefined || held)
        await set(personId, { ...(username !== undefined && { username }), ...(held && { held }) });
    },
  };
};

/** Nothing where the condition does not hold: what it guards is so already, or is not there. */
const ifItHolds = async (write: () => Promise<unknown>): Promise<void> => {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
