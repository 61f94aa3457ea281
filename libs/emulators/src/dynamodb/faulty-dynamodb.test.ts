import {
  BatchGetItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createFaults } from '../faults/faults';
import { fakeClock } from '../testing/fake-clock';
import { faultyDynamodb } from './faulty-dynamodb';
import { type Dynamodb, startDynamodb } from './start-dynamodb';

let engine: Dynamodb;
const settings = { region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const TableName = 'notes';

beforeAll(async () => {
  engine = await startDynamodb();
  const client = new DynamoDBClient({ ...settings, endpoint: engine.endpoint });
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  client.destroy();
}, 30_000);
afterAll(() => engine.stop());

let lastKey = 0;
/** The engine behind its door, and a key of the test's own. */
const behind = async (rates: Record<string, number>, maxAttempts = 1) => {
  const faults = createFaults({ rates });
  const clock = fakeClock();
  const door = await faultyDynamodb({ endpoint: engine.endpoint, faults, clock });
  const client = new DynamoDBClient({ ...settings, endpoint: door.endpoint, maxAttempts });
  const direct = new DynamoDBClient({ ...settings, endpoint: engine.endpoint });
  onTestFinished(async () => {
    client.destroy();
    direct.destroy();
    await door.close();
  });
  const Key = { PK: { S: `note-${++lastKey}` } };
  const textOf = (item?: Record<string, { S?: string | undefined }>) => item?.['text']?.S;
  const putting = (text: string, more: object = {}) =>
    new PutItemCommand({ TableName, Item: { ...Key, text: { S: text } }, ...more });
  const get = async (ConsistentRead?: boolean) =>
    textOf((await client.send(new GetItemCommand({ TableName, Key, ConsistentRead }))).Item as never);
  return {
    ...{ faults, clock, client, Key, putting, get },
    put: (text: string, more?: object) => client.send(putting(text, more)),
    stored: async () =>
      textOf((await direct.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item as never),
  };
};

it('passes everything through when nothing strikes', async () => {
  const { client, put, get, Key } = await behind({});
  await put('one');
  expect(await get()).toBe('one');
  await expect(put('two', { ConditionExpression: 'attribute_not_exists(PK)' })).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
  });
  const many = await client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Key] } } }));
  expect(many.Responses?.[TableName]).toHaveLength(1);
});

it('[F38] an eventually consistent read may tell what was true a moment ago, a strong one never', async () => {
  const { faults, clock, client, put, get, Key } = await behind({});
  const query = async () =>
    (
      await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'PK = :pk',
          ExpressionAttributeValues: { ':pk': Key.PK },
        }),
      )
    ).Items?.map((item) => item['text']?.S);
  expect([await get(), await query()]).toEqual([undefined, []]);
  await put('new');
  faults.setRates({ F38: 1 });
  faults.setRanges({ F38: { min: 1_000, max: 1_000 } });
  clock.advance(1_000);
  expect([await get(), await query()]).toEqual([undefined, []]);
  expect(await get(true)).toBe('new');
  clock.advance(1);
  expect([await get(), await query()]).toEqual(['new', ['new']]);
});

it('[F39] a transaction may be cancelled by another one, with a reason for each item', async () => {
  const { client, putting, stored } = await behind({ 'F39-conflict': 1 });
  const { TableName: _, ...other } = putting('two').input;
  const TransactItems = [{ Put: putting('one').input }, { Put: { ...other, TableName, Item: { PK: { S: 'other' } } } }];
  await expect(
    client.send(new TransactWriteItemsCommand({ TransactItems: TransactItems as never })),
  ).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
  });
  expect(await stored()).toBeUndefined();
});

it('[F39] a single write may meet a transaction', async () => {
  const { put, stored } = await behind({ 'F39-conflict': 1 });
  await expect(put('one')).rejects.toMatchObject({ name: 'TransactionConflictException' });
  expect(await stored()).toBeUndefined();
});

it('[F39] a hot key throttles reads and writes, and the SDK tries again by itself', async () => {
  const { put, get, stored } = await behind({ 'F39-throttle': 1 });
  await expect(put('one')).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  await expect(get()).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  expect(await stored()).toBeUndefined();
  const patient = await behind({ 'F39-throttle': 1 }, 3);
  await expect(patient.put('one')).rejects.toMatchObject({ $metadata: { attempts: 3 } });
  expect(patient.faults.counts()['F39-throttle']).toBe(3);
});

it('[F39] a batch may be read in part, and the rest comes back to be asked again', async () => {
  const { faults, client, put, Key } = await behind({});
  await put('one');
  const Keys = [Key, { PK: { S: 'nobody' } }, { PK: { S: 'nothing' } }];
  faults.setRates({ 'F39-partial': 1 });
  const ask = { [TableName]: { Keys, ConsistentRead: true } };
  const part = await client.send(new BatchGetItemCommand({ RequestItems: ask }));
  expect(part.Responses?.[TableName]).toEqual([{ ...Key, text: { S: 'one' } }]);
  expect(part.UnprocessedKeys).toEqual({ [TableName]: { Keys: Keys.slice(2), ConsistentRead: true } });
  const rest = await client.send(new BatchGetItemCommand({ RequestItems: part.UnprocessedKeys }));
  expect([rest.Responses?.[TableName], rest.UnprocessedKeys]).toEqual([[], {}]);
  expect(faults.counts()['F39-partial']).toBe(1);
});

it('a write may be done and its answer lost', async () => {
  const { put, stored } = await behind({ 'lost-answer': 1 });
  await expect(put('one')).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await stored()).toBe('one');
});

it('a write whose answer was lost is written again by the SDK, which then finds its own item', async () => {
  const { faults, put } = await behind({ 'lost-answer': 1 }, 5);
  const write = put('one', {
    ConditionExpression: 'attribute_not_exists(PK)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  write.catch(() => undefined); // it is looked at below
  await expect.poll(() => faults.counts()['lost-answer'], { interval: 1 }).toBeGreaterThan(0);
  faults.setRates({ 'lost-answer': 0 });
  await expect(write).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: { text: { S: 'one' } },
  });
});

it('a write may be done and its answer late', async () => {
  const { faults, clock, put, stored } = await behind({ 'late-answer': 1 });
  const answered = put('one');
  await expect.poll(() => faults.counts()['late-answer']).toBe(1);
  expect(await stored()).toBe('one');
  clock.advance(2_500);
  expect((await answered).$metadata.httpStatusCode).toBe(200);
});
