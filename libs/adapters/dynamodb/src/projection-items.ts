import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Member, Projection } from '@parley/core';
import { toItem, toValue } from './attribute-values';
import { keys } from './tables';

type Joined = Extract<Projection, { write: 'joined' }>;
type Left = Extract<Projection, { write: 'left' }>;

/** What a projection writes, each on the condition that the state is still the one that was decided on (LOG-6). */
export const projectionItems = (table: string, id: string, projection: Projection): TransactWriteItem[] => {
  if (projection.write === 'joined') return joined(table, id, projection);
  if (projection.write === 'left') return left(table, id, projection);
  const { id: _, ...conversation } = projection.conversation;
  const Item = toItem({ ...keys.conversation(id), ...conversation });
  return [{ Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(PK)' } }];
};

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
      UpdateExpression: 'SET #joined = :seq, #read = :seq, #readN = :readN REMOVE #left, #hiddenAt ADD #rev :one',
      ExpressionAttributeNames: {
        '#joined': 'joined',
        '#read': 'read',
        '#readN': 'readN',
        '#left': 'left',
        '#hiddenAt': 'hiddenAt',
        '#rev': 'rev',
      },
      ExpressionAttributeValues: { ':seq': toValue(seq), ':readN': toValue(readN), ':one': toValue(1) },
    },
  },
];

const left = (table: string, id: string, { personId, seq }: Left): TransactWriteItem[] => {
  const member = {
    UpdateExpression: 'SET #left = :seq',
    ConditionExpression: 'attribute_exists(PK) AND attribute_not_exists(#left)',
    ExpressionAttributeNames: { '#left': 'left' },
    ExpressionAttributeValues: { ':seq': toValue(seq) },
  };
  const inboxRow = {
    UpdateExpression: 'SET #left = :seq ADD #rev :one',
    ConditionExpression: 'attribute_exists(PK)',
    ExpressionAttributeNames: { '#left': 'left', '#rev': 'rev' },
    ExpressionAttributeValues: { ':seq': toValue(seq), ':one': toValue(1) },
  };
  return [
    { Update: { TableName: table, Key: toItem(keys.member(id, personId)), ...member } },
    { Update: { TableName: table, Key: toItem(keys.inboxRow(personId, id)), ...inboxRow } },
  ];
};

// The member row that the change was decided on, or none.
const isStill = (was: Member | undefined) => {
  if (!was) return { ConditionExpression: 'attribute_not_exists(PK)' };
  const hasLeft = was.left !== undefined;
  return {
    ConditionExpression: `#joined = :wasJoined AND ${hasLeft ? '#left = :wasLeft' : 'attribute_not_exists(#left)'}`,
    ExpressionAttributeNames: { '#joined': 'joined', '#left': 'left' },
    ExpressionAttributeValues: {
      ':wasJoined': toValue(was.joined),
      ...(hasLeft && { ':wasLeft': toValue(was.left) }),
    },
  };
};
