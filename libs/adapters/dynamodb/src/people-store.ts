import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { PeopleStore } from '@parley/core';
import { Person, PersonId } from '@parley/protocol';
import * as z from 'zod';
import { type Item, toItem } from './attribute-values';
import { batchGet } from './batch-get';
import type { Connected } from './connected';
import { retrying } from './retry';
import { keyOf, parseRow } from './row';
import { keys } from './tables';
import { failed, writeTogether } from './transaction';

const EmailRow = z.object({ personId: PersonId });

const personOf = (item: Item): Person => parseRow(Person, item, { id: keyOf(item).PK.slice('P#'.length) });

export const peopleStore = (connected: Connected): PeopleStore => {
  const { client, tables } = connected;

  const get: PeopleStore['get'] = async (ids) =>
    (await batchGet(connected, tables.chat, ids.map(keys.person))).map(personOf);

  return {
    get,

    byEmail: async (email) => {
      const lookup = new GetItemCommand({
        TableName: tables.chat,
        Key: toItem(keys.email(email)),
        ConsistentRead: true,
      });
      const { Item } = await retrying(connected, () => client.send(lookup));
      if (!Item) return undefined;
      const [person] = await get([parseRow(EmailRow, Item).personId]);
      return person;
    },

    create: async ({ id, ...profile }) => {
      const rows = [
        { ...keys.person(id), ...profile },
        { ...keys.email(profile.email), personId: id },
      ];
      const isFree = { TableName: tables.chat, ConditionExpression: 'attribute_not_exists(PK)' };
      const written = await writeTogether(
        connected,
        rows.map((row) => ({ Put: { ...isFree, Item: toItem(row) } })),
        (reasons) => (reasons.some(failed) ? 'taken' : undefined),
      );
      return written === 'written';
    },
  };
};
