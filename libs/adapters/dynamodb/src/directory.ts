import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Directory, type Listed, listedAs, type ProfileChange, termsOf } from '@parley/core';
import { looksOf, type Person, type PersonStatus } from '@parley/protocol';
import { toItem, toValue } from './attribute-values';
import type { Connected } from './connected';
import { query } from './query';
import { keyOf } from './row';
import { type Key, keys } from './tables';
import { failed, writeTogether } from './transaction';

/** Every place that somebody has in the directory. The rows hold nothing but their key. */
export const placesOf = (person: Pick<Person, 'id' | 'name' | 'handle'>): Key[] => [
  keys.listed('names', listedAs(person), person.id),
  ...termsOf(person).map((term) => keys.listed('terms', term, person.id)),
];

/** The last character there is: whatever begins with a prefix stands before the prefix and this. */
const last = '\u{10ffff}';
// A process may let in for a while yet whom another one has removed: nothing of them is written again (AUTH-6).
export const isHere = '(attribute_not_exists(#status) OR #status <> :removed)';
const isMineOrFree = 'attribute_not_exists(PK) OR #personId = :me';

const profileUpdate = (was: Person, to: ProfileChange) => {
  const named = Object.entries(to).filter(([, value]) => value !== undefined);
  const [set, removed] = [named.filter(([, value]) => value !== null), named.filter(([, value]) => value === null)];
  const expressions = [
    set.length > 0 ? `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}` : '',
    removed.length > 0 ? `REMOVE ${removed.map(([name]) => `#${name}`).join(', ')}` : '',
  ];
  const hasHandle = was.handle !== undefined;
  return {
    UpdateExpression: expressions.join(' ').trim(),
    ConditionExpression: `#name = :wasName AND ${hasHandle ? '#handle = :wasHandle' : 'attribute_not_exists(#handle)'} AND ${isHere}`,
    ExpressionAttributeNames: {
      ...{ '#name': 'name', '#handle': 'handle', '#status': 'status' },
      ...Object.fromEntries(named.map(([name]) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: {
      ':wasName': toValue(was.name),
      ':removed': toValue('removed' satisfies PersonStatus),
      ...(hasHandle && { ':wasHandle': toValue(was.handle) }),
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, toValue(value)])),
    },
  };
};

export const directory = (connected: Connected): Directory => {
  const table = connected.tables.chat;

  const put = (key: Key): TransactWriteItem => ({ Put: { TableName: table, Item: toItem(key) } });
  const take = (key: Key): TransactWriteItem => ({ Delete: { TableName: table, Key: toItem(key) } });
  const isMine = (personId: string) => ({
    ConditionExpression: isMineOrFree,
    ExpressionAttributeNames: { '#personId': 'personId' },
    ExpressionAttributeValues: { ':me': toValue(personId) },
  });
  const claimHandle = (handle: string, personId: string): TransactWriteItem => ({
    Put: { TableName: table, Item: toItem({ ...keys.handle(looksOf(handle)), personId }), ...isMine(personId) },
  });
  const freeHandle = (handle: string, personId: string): TransactWriteItem => ({
    Delete: { TableName: table, Key: toItem(keys.handle(looksOf(handle))), ...isMine(personId) },
  });

  /** The row of the handle that comes, before that of the one that goes, if that looks different. */
  const handleItems = ({ id, handle: was }: Person, to: string | null | undefined): TransactWriteItem[] => {
    if (to === undefined) return [];
    const isKept = was !== undefined && to !== null && looksOf(was) === looksOf(to);
    return [
      ...(to === null || isKept ? [] : [claimHandle(to, id)]),
      ...(was === undefined || isKept ? [] : [freeHandle(was, id)]),
    ];
  };

  const moveItems = (was: Person, now: Pick<Person, 'id' | 'name' | 'handle'>): TransactWriteItem[] => {
    const [before, after] = [placesOf(was), placesOf(now)];
    const isIn = (places: Key[], { SK }: Key) => places.some((place) => place.SK === SK);
    return [
      ...before.filter((place) => !isIn(after, place)).map(take),
      ...after.filter((place) => !isIn(before, place)).map(put),
    ];
  };

  const places = async (shelf: 'names' | 'terms', prefix: string, after: Listed | undefined, limit: number) => {
    const { PK, SK } = keys.listed(shelf, prefix, '');
    const from = SK.slice(0, -1); // without the tab: the term goes on
    const rows = await query(connected, {
      ...{ table, PK, limit, between: [from, from + last] },
      after: after && keys.listed(shelf, after.term, after.personId),
    });
    return rows.map((row): Listed => {
      const [term = '', personId = ''] = keyOf(row).SK.slice('T#'.length).split('\t');
      return { term, personId };
    });
  };

  return {
    change: async (was, to) => {
      const profile = profileUpdate(was, to);
      if (profile.UpdateExpression === '') return 'changed';
      const handle = to.handle === undefined ? was.handle : (to.handle ?? undefined);
      const now = { id: was.id, name: to.name ?? was.name, ...(handle !== undefined && { handle }) };
      const items: TransactWriteItem[] = [
        { Update: { TableName: table, Key: toItem(keys.person(was.id)), ...profile } },
        ...handleItems(was, to.handle),
        ...moveItems(was, now),
      ];
      const written = await writeTogether(connected, items, ([person, ...others]) => {
        if (person && failed(person)) return 'moved' as const;
        // Of the others, the handle's rows alone have a condition.
        return others.some(failed) ? ('handle_taken' as const) : undefined;
      });
      return written === 'written' ? 'changed' : written;
    },

    find: (prefix, { after, limit }) => places('terms', prefix, after, limit),
    list: ({ after, limit }) => places('names', '', after, limit),

    remove: async (was) => {
      const handleGoes = {
        UpdateExpression: 'REMOVE #handle',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeNames: { '#handle': 'handle' },
      };
      const items: TransactWriteItem[] = [
        { Update: { TableName: table, Key: toItem(keys.person(was.id)), ...handleGoes } },
        ...(was.handle === undefined ? [] : [freeHandle(was.handle, was.id)]),
        ...placesOf(was).map(take),
      ];
      // A handle that has become another's, or a profile that is gone: the rest is still theirs to lose.
      const written = await writeTogether(connected, items, (reasons) => (reasons.some(failed) ? reasons : undefined));
      if (written === 'written') return;
      const standing = items.filter((_, nth) => !written[nth] || !failed(written[nth]));
      await writeTogether(connected, standing, (reasons) => (reasons.some(failed) ? 'moved' : undefined));
    },
  };
};
