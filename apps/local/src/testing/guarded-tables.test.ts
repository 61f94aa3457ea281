import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableNames } from '../deployment';
import { type GuardedTables, guardedTables } from './guarded-tables';

const engine = createServer((_request, response) => void response.end('{}'));
let guarded: GuardedTables;
beforeAll(async () => {
  await once(engine.listen(0, '127.0.0.1'), 'listening');
  guarded = await guardedTables(`http://127.0.0.1:${(engine.address() as AddressInfo).port}`);
});
afterAll(async () => {
  await guarded.close();
  engine.close();
});

const { chat, connections } = tableNames;
const key = (PK: string) => ({ PK: { S: PK }, SK: { S: '#' } });
/** `who`: a function's name; undefined is the run itself. */
const ask = async (who: string | undefined, operation: string, body: object): Promise<number> => {
  const headers = {
    'user-agent': `aws-sdk-js/3${who === undefined ? '' : ` app/${who}`}`,
    'x-amz-target': `DynamoDB_20120810.${operation}`,
  };
  return (await fetch(guarded.endpoint, { method: 'POST', headers, body: JSON.stringify(body) })).status;
};

describe('a door before the tables', () => {
  it.each([
    ['deliver', 'Query', { TableName: chat, ExpressionAttributeValues: { ':pk': { S: 'L#c1' } } }],
    ['deliver', 'BatchGetItem', { RequestItems: { [connections]: { Keys: [key('U#ana')] } } }],
    ['admit-sign-up', 'TransactWriteItems', { TransactItems: [{ Put: { TableName: chat, Item: key('W#a@b.c') } }] }],
    ['deliver-PT-NO-OP-2', 'GetItem', { TableName: chat, Key: key('C#c1') }],
    ['message', 'PutItem', { TableName: chat, Item: key('L#c1') }],
    [undefined, 'Scan', { TableName: chat }],
  ])('lets %s do %s where its role does', async (who, operation, body) => {
    expect(await ask(who, operation, body)).toBe(200);
  });

  it.each([
    ['an action that it has not', 'deliver', 'PutItem', { TableName: chat, Item: key('L#c1') }],
    ['a row of another kind', 'look-at-invitation', 'GetItem', { TableName: chat, Key: key('L#c1') }],
    ['a write where it may read', 'admit-sign-up', 'PutItem', { TableName: chat, Item: key('P#ana') }],
    ['one row of several', 'deliver', 'BatchGetItem', { RequestItems: { [chat]: { Keys: [key('L#c'), key('P#a')] } } }],
    [
      'one part of a transaction',
      'admit-sign-up',
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: chat, Item: key('W#a@b.c') } },
          { Put: { TableName: chat, Item: key('A#a@b.c') } },
        ],
      },
    ],
    ['a lease where it has buckets', 'admit-sign-up', 'UpdateItem', { TableName: connections, Key: key('U#ana') }],
    ['a table that it has not', 'authorize', 'GetItem', { TableName: chat, Key: key('P#ana') }],
    ['a scan', 'message', 'Scan', { TableName: chat }],
    ['anything, as a function that there is not', 'nobody', 'GetItem', { TableName: chat, Key: key('P#ana') }],
  ])('refuses %s, and remembers it', async (_, who, operation, body) => {
    const before = guarded.refused.length;
    expect(await ask(who, operation, body)).toBe(400);
    expect(guarded.refused.slice(before)).toEqual([expect.stringMatching(new RegExp(`^${who} may not `))]);
  });
});
