import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Member, Projection } from '@parley/core';
import type { Conversation } from '@parley/protocol';
import { toItem, toValue } from './attribute-values';
import { keys } from './tables';

type Renamed = Extract<Projection, { write: 'renamed' }>;
type Changed = Extract<Projection, { write: 'changed' }>;
type Mentioned = Extract<Projection, { write: 'mentioned' }>;
type Called = Extract<Projection, { write: 'called' }>;
type Joined = Extract<Projection, { write: 'joined' }>;
type MemberChanged = Extract<Projection, { write: 'member' }>;
type Left = Extract<Projection, { write: 'left' }>;

/** What a projection writes, each on the condition that the state is still the one that was decided on (LOG-6). */
export const projectionItems = (table: string, id: string, projection: Projection): TransactWriteItem[] => {
  switch (projection.write) {
    case 'conversation':
      return begun(table, projection.conversation);
    case 'renamed':
      return renamed(table, id, projection);
    case 'joined':
      return joined(table, id, projection);
    case 'left':
      return left(table, id, projection);
    case 'member':
      return memberChanged(table, id, projection);
    case 'changed':
      return changed(table, id, projection);
    case 'blanked':
      return projection.edits.map((seq) => blanked(table, id, seq));
    case 'mentioned':
      return [noted(table, id, 'mentions', projection.mentions, projection)];
    case 'called':
      return [noted(table, id, 'ownCalls', projection.calls, projection)];
  }
};

const begun = (table: string, { id, ...conversation }: Conversation): TransactWriteItem[] => {
  const Item = toItem({ ...keys.conversation(id), ...conversation });
  return [{ Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(PK)' } }];
};

const renamed = (table: string, id: string, { name, was }: Renamed): TransactWriteItem[] => [
  {
    Update: {
      TableName: table,
      Key: toItem(keys.conversation(id)),
      UpdateExpression: 'SET #name = :name',
      ConditionExpression: '#name = :was',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: { ':name': toValue(name), ':was': toValue(was) },
    },
  },
];

// `edits` stands beside the body: it is nobody's business but the deletion's, and never travels.
const changed = (table: string, id: string, { message: { entry, edits }, was }: Changed): TransactWriteItem[] => [
  {
    Update: {
      TableName: table,
      Key: toItem(keys.entry(id, entry.seq)),
      UpdateExpression: 'SET #body = :body, #edits = :edits',
      ConditionExpression: was === undefined ? hasNoRev : '#body.#rev = :was',
      ExpressionAttributeNames: { '#body': 'body', '#edits': 'edits', '#rev': 'rev' },
      ExpressionAttributeValues: {
        ':body': toValue(entry.body),
        ':edits': toValue(edits),
        ...(was !== undefined && { ':was': toValue(was) }),
      },
    },
  },
];
const hasNoRev = 'attribute_exists(#body) AND attribute_not_exists(#body.#rev)';

const blanked = (table: string, id: string, seq: number): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: toItem(keys.entry(id, seq)),
    UpdateExpression: 'SET #body.#text = :nothing',
    ConditionExpression: 'attribute_exists(#body.#text)',
    ExpressionAttributeNames: { '#body': 'body', '#text': 'text' },
    ExpressionAttributeValues: { ':nothing': toValue('') },
  },
});

const noted = (
  table: string,
  id: string,
  field: 'mentions' | 'ownCalls',
  seqs: readonly number[],
  { personId, was }: Mentioned | Called,
): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: toItem(keys.inboxRow(personId, id)),
    UpdateExpression: 'SET #field = :seqs ADD #rev :one',
    // On these seqs alone, not on `rev`: who reads at this moment does not hold up who speaks.
    ConditionExpression: was ? '#field = :was' : 'attribute_exists(PK) AND attribute_not_exists(#field)',
    ExpressionAttributeNames: { '#field': field, '#rev': 'rev' },
    ExpressionAttributeValues: {
      ':seqs': toValue(seqs),
      ':one': toValue(1),
      ...(was && { ':was': toValue(was) }),
    },
  },
});

const joined = (table: string, id: string, { personId, role, seq, readN, was }: Joined): TransactWriteItem[] => [
  {
    Put: {
      TableName: table,
      Item: toItem({ ...keys.member(id, personId), role, joined: seq }),
      ...isStill(was),
    },
  },
  {
    Update: {
      TableName: table,
      Key: toItem(keys.inboxRow(personId, id)),
      UpdateExpression:
        'SET #joined = :seq, #read = :seq, #readN = :readN REMOVE #left, #hiddenAt, #hiddenN, #mentions, #ownCalls ADD #rev :one',
      ExpressionAttributeNames: {
        '#joined': 'joined',
        '#read': 'read',
        '#readN': 'readN',
        '#left': 'left',
        '#hiddenAt': 'hiddenAt',
        '#hiddenN': 'hiddenN',
        '#mentions': 'mentions',
        '#ownCalls': 'ownCalls',
        '#rev': 'rev',
      },
      ExpressionAttributeValues: { ':seq': toValue(seq), ':readN': toValue(readN), ':one': toValue(1) },
    },
  },
];

const memberChanged = (table: string, id: string, { member, was }: MemberChanged): TransactWriteItem[] => {
  const { personId, ...row } = member;
  const Put = { TableName: table, Item: toItem({ ...keys.member(id, personId), ...row }), ...isStill(was) };
  const isPutOut = was !== undefined && was.left === undefined;
  return member.left !== undefined && isPutOut ? [{ Put }, outOf(table, id, personId, member.left)] : [{ Put }];
};

const outOf = (table: string, id: string, personId: string, seq: number): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: toItem(keys.inboxRow(personId, id)),
    UpdateExpression: 'SET #left = :seq ADD #rev :one',
    ConditionExpression: 'attribute_exists(PK)',
    ExpressionAttributeNames: { '#left': 'left', '#rev': 'rev' },
    ExpressionAttributeValues: { ':seq': toValue(seq), ':one': toValue(1) },
  },
});

const left = (table: string, id: string, { personId, seq }: Left): TransactWriteItem[] => {
  const member = {
    UpdateExpression: 'SET #left = :seq',
    ConditionExpression: 'attribute_exists(PK) AND attribute_not_exists(#left)',
    ExpressionAttributeNames: { '#left': 'left' },
    ExpressionAttributeValues: { ':seq': toValue(seq) },
  };
  return [
    { Update: { TableName: table, Key: toItem(keys.member(id, personId)), ...member } },
    outOf(table, id, personId, seq),
  ];
};

// The member row that the change was decided on, or none.
const isStill = (was: Member | undefined) => {
  if (!was) return { ConditionExpression: 'attribute_not_exists(PK)' };
  const fields = ['joined', 'left', 'changed'] as const;
  const isSame = (field: (typeof fields)[number]) =>
    was[field] === undefined ? `attribute_not_exists(#${field})` : `#${field} = :was_${field}`;
  return {
    ConditionExpression: fields.map(isSame).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
    ExpressionAttributeValues: Object.fromEntries(
      fields.flatMap((field) => (was[field] === undefined ? [] : [[`:was_${field}`, toValue(was[field])]])),
    ),
  };
};
