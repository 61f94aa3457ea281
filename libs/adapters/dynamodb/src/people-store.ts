import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { defaultSettings, formerMember, type PeopleStore } from '@parley/core';
import { Person, PersonId, type PersonStatus, type Settings } from '@parley/protocol';
import * as z from 'zod';
import { type Item, toItem, toValue } from './attribute-values';
import { batchGet } from './batch-get';
import type { Connected } from './connected';
import { isHere, placesOf } from './directory';
import { retrying } from './retry';
import { keyOf, parseRow } from './row';
import { keys } from './tables';
import { failed, writeTogether } from './transaction';

const EmailRow = z.object({ personId: PersonId });

// An attribute of the profile for each setting, so that each is changed by itself.
const SettingsRow = z.object({ readReceipts: z.boolean().default(defaultSettings.readReceipts) });
const settingsOf = (item: Item): Settings => parseRow(SettingsRow, item);

const personOf = (item: Item): Person => parseRow(Person, item, { id: keyOf(item).PK.slice('P#'.length) });

export const peopleStore = (connected: Connected): PeopleStore => {
  const { client, tables } = connected;

  const get: PeopleStore['get'] = async (ids) =>
    (await batchGet(connected, tables.chat, ids.map(keys.person))).map(personOf);

  return {
    get,

    settings: async (ids) => {
      const rows = await batchGet(connected, tables.chat, ids.map(keys.person));
      return new Map(rows.map((row) => [keyOf(row).PK.slice('P#'.length), settingsOf(row)]));
    },

    choose: async (id, chosen) => {
      const named = Object.entries(chosen).filter(([, value]) => value !== undefined);
      const update = new UpdateItemCommand({
        TableName: tables.chat,
        Key: toItem(keys.person(id)),
        ConditionExpression: `attribute_exists(PK) AND ${isHere}`,
        ReturnValues: 'ALL_NEW',
        ...(named.length > 0 && {
          UpdateExpression: `SET ${named.map((_, nth) => `#s${nth} = :s${nth}`).join(', ')}`,
        }),
        ExpressionAttributeNames: {
          '#status': 'status',
          ...Object.fromEntries(named.map(([name], nth) => [`#s${nth}`, name])),
        },
        ExpressionAttributeValues: {
          ':removed': toValue('removed' satisfies PersonStatus),
          ...Object.fromEntries(named.map(([, value], nth) => [`:s${nth}`, toValue(value)])),
        },
      });
      try {
        const { Attributes } = await retrying(connected, () => client.send(update));
        return Attributes && settingsOf(Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },

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

    changeEmail: async ({ id, email: was }, email) => {
      const names = { '#email': 'email', '#status': 'status' };
      const isStill = `#email = :was AND ${isHere}`;
      const Update = {
        TableName: tables.chat,
        Key: toItem(keys.person(id)),
        UpdateExpression: 'SET #email = :email',
        ConditionExpression: isStill,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: {
          ...{ ':email': toValue(email), ':was': toValue(was) },
          ':removed': toValue('removed' satisfies PersonStatus),
        },
      };
      const Put = {
        TableName: tables.chat,
        Item: toItem({ ...keys.email(email), personId: id }),
        ConditionExpression: 'attribute_not_exists(PK)',
      };
      const Delete = { TableName: tables.chat, Key: toItem(keys.email(was)) };
      // An address that stays has a row already, and no transaction writes one item twice.
      const items = email === was ? [{ Update }] : [{ Update }, { Put }, { Delete }];
      const written = await writeTogether(connected, items, ([person, address]) => {
        if (person && failed(person)) return 'moved' as const;
        return address && failed(address) ? ('taken' as const) : undefined;
      });
      return written === 'written' ? 'changed' : written;
    },

    forget: async (id) => {
      const [was] = await get([id]);
      if (!was || was.email === formerMember.email) return;
      const gone = ['handle', 'colour', 'timeZone', 'says', 'readReceipts', 'username', 'held'];
      const Update = {
        TableName: tables.chat,
        Key: toItem(keys.person(id)),
        UpdateExpression: `SET #name = :name, #email = :email REMOVE ${gone.map((name) => `#${name}`).join(', ')}`,
        ConditionExpression: '#email = :was',
        ExpressionAttributeNames: Object.fromEntries(['name', 'email', ...gone].map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ':name': toValue(formerMember.name),
          ':email': toValue(formerMember.email),
          ':was': toValue(was.email),
        },
      };
      const Delete = { TableName: tables.chat, Key: toItem(keys.email(was.email)) };
      // The address is theirs as long as the profile has it, and nobody who was removed gets another. So where that moved,
      // another process was faster, and all is done.
      await writeTogether(connected, [{ Update }, { Delete }], (reasons) =>
        reasons.some(failed) ? 'forgotten' : undefined,
      );
    },

    create: async ({ id, ...profile }) => {
      const rows = [
        { ...keys.person(id), ...profile },
        { ...keys.email(profile.email), personId: id },
      ];
      const places = placesOf({ id, ...profile }).map((key) => ({
        Put: { TableName: tables.chat, Item: toItem(key) },
      }));
      const isFree = { TableName: tables.chat, ConditionExpression: 'attribute_not_exists(PK)' };
      const written = await writeTogether(
        connected,
        [...rows.map((row) => ({ Put: { ...isFree, Item: toItem(row) } })), ...places],
        (reasons) => (reasons.some(failed) ? 'taken' : undefined),
      );
      return written === 'written';
    },
  };
};
