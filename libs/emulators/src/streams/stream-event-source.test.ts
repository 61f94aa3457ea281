import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Dynamodb, startDynamodb } from '../dynamodb/start-dynamodb';
import { streamEventSource, type StreamEventSourceOptions } from './stream-event-source';
import { type PromiseWithResolvers, promiseWithResolvers } from '../promise-with-resolvers';

const options = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
let engine: Dynamodb;
let client: DynamoDBClient;
beforeAll(async () => {
  engine = await startDynamodb();
  client = new DynamoDBClient({ ...options, endpoint: engine.endpoint });
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
});

const aTable = async (withStream = true): Promise<string> => {
  const TableName = `t-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...(withStream && { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
    }),
  );
  return TableName;
};

/** A table whose stream feeds a function. Each batch that it gets runs until the test answers it. */
const startSource = async (more: Partial<StreamEventSourceOptions> = {}) => {
  const tableName = await aTable();
  const errors: string[] = [];
  type Batch = { records: DynamoDBStreamEvent['Records']; answer: PromiseWithResolvers<unknown> };
  const batches: Batch[] = [];
  const waiting: ((batch: Batch) => void)[] = [];
  const answers: PromiseWithResolvers<unknown>[] = [];
  const source = await streamEventSource({
    ...options,
    ...{ endpoint: engine.endpoint, tableName, functionName: 'work' },
    invoke: (functionName, event) => {
      expect(functionName).toBe('work');
      const batch = { records: (event as DynamoDBStreamEvent).Records, answer: promiseWithResolvers<unknown>() };
      answers.push(batch.answer);
      const next = waiting.shift();
      if (next) next(batch);
      else batches.push(batch);
      return batch.answer.promise;
    },
    onError: (error) => void errors.push(String(error)),
    ...more,
  });
  onTestFinished(async () => {
    const closed = source.close();
    for (const answer of answers) answer.resolve(undefined);
    await closed;
  });
  const gets = async () => {
    const { records, answer } = await new Promise<Batch>((resolve) => {
      const batch = batches.shift();
      if (batch) resolve(batch);
      else waiting.push(resolve);
    });
    return {
      records,
      keys: records.map(({ dynamodb }) => dynamodb?.Keys?.['PK']?.S),
      fails: (...nths: number[]) =>
        answer.resolve({
          batchItemFailures: nths.map((nth) => ({ itemIdentifier: records[nth]?.dynamodb?.SequenceNumber ?? 'x' })),
        }),
      returns: (value?: unknown) => answer.resolve(value),
      throws: () => answer.reject(new Error('the function failed')),
    };
  };
  const write = async (PK: string, n = 1) => {
    await client.send(
      new UpdateItemCommand({
        ...{ TableName: tableName, Key: { PK: { S: PK } } },
        ...{ UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': { N: `${n}` } } },
      }),
    );
  };
  return { tableName, source, gets, errors, write };
};

describe('a stream that feeds a function', () => {
  it('hands over what is written, as Lambda does', async () => {
    const { write, gets, tableName } = await startSource();
    await write('a', 1);
    const first = await gets();
    expect(first.records).toMatchObject([
      {
        eventName: 'INSERT',
        eventSource: 'aws:dynamodb',
        awsRegion: 'us-east-1',
        eventSourceARN: expect.stringContaining(`table/${tableName}/stream/`),
        dynamodb: {
          Keys: { PK: { S: 'a' } },
          NewImage: { PK: { S: 'a' }, n: { N: '1' } },
          SequenceNumber: expect.stringMatching(/^\d+$/),
          ApproximateCreationDateTime: expect.any(Number),
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
      },
    ]);
    first.returns();
    await write('a', 2);
    const second = await gets();
    expect(second.records).toMatchObject([
      { eventName: 'MODIFY', dynamodb: { OldImage: { n: { N: '1' } }, NewImage: { n: { N: '2' } } } },
    ]);
    second.returns();
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: { PK: { S: 'a' } } }));
    expect((await gets()).records).toMatchObject([{ eventName: 'REMOVE', dynamodb: { OldImage: { n: { N: '2' } } } }]);
  });

  it('hands over what a transaction writes, each item by itself', async () => {
    const { gets, tableName } = await startSource();
    const put = (PK: string) => ({ Put: { TableName: tableName, Item: { PK: { S: PK } } } });
    await client.send(new TransactWriteItemsCommand({ TransactItems: [put('a'), put('b')] }));
    expect((await gets()).keys.toSorted()).toEqual(['a', 'b']);
  });

  it('lets what no filter matches start nothing', async () => {
    const { write, gets } = await startSource({
      filters: [{ eventName: ['MODIFY'] }, { dynamodb: { Keys: { PK: { S: [{ prefix: 'x' }] } } } }],
    });
    await write('x');
    const first = await gets(); // nothing is handed over before it is answered
    await write('a');
    await write('xa');
    await write('a', 2);
    first.returns();
    const { records, keys } = await gets();
    expect(keys).toEqual(['xa', 'a']);
    expect(records[1]?.eventName).toBe('MODIFY');
  });

  it('gives what the function says has failed again, from there on, and what comes behind it not before', async () => {
    const { write, gets, errors } = await startSource({ batchSize: 3 });
    await write('first');
    const first = await gets();
    for (const key of ['a', 'b', 'c', 'd']) await write(key);
    first.returns({ batchItemFailures: [] });
    const second = await gets();
    expect(second.keys).toEqual(['a', 'b', 'c']);
    second.fails(2, 1);
    const again = await gets();
    expect(again.keys).toEqual(['b', 'c', 'd']);
    expect(errors).toEqual(['Error: work left 2 of 3 records for later.']);
    again.returns();
  });

  it('gives a batch again whole where the function throws, or names what it was not given', async () => {
    const { write, gets, errors } = await startSource();
    await write('a');
    (await gets()).throws();
    const second = await gets();
    expect(second.keys).toEqual(['a']);
    expect(errors[0]).toBe('Error: the function failed');
    second.fails(7);
    expect((await gets()).keys).toEqual(['a']);
  });

  it('gives up what has failed for too long', async () => {
    const { write, gets, errors } = await startSource({ maximumRecordAgeMs: 1 });
    await write('a');
    (await gets()).throws();
    await write('b');
    expect((await gets()).keys).toEqual(['b']);
    expect(errors).toContain('Error: 1 records are given up.');
  });

  it('[F37] hands a batch to two invocations where that is asked for, and hears one of them', async () => {
    const { write, gets } = await startSource({ duplicates: () => true });
    await write('a');
    const [one, other] = [await gets(), await gets()];
    expect([one.keys, other.keys]).toEqual([['a'], ['a']]);
    other.throws();
    one.returns();
    await write('b');
    expect((await gets()).keys).toEqual(['b']);
  });

  it('begins with what is written after it has begun', async () => {
    const tableName = await aTable();
    const put = (PK: string) =>
      client.send(
        new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: tableName, Item: { PK: { S: PK } } } }] }),
      );
    await put('before');
    const first = promiseWithResolvers<unknown>();
    const source = await streamEventSource({
      ...{ ...options, endpoint: engine.endpoint, tableName, functionName: 'work' },
      invoke: async (_, event) => first.resolve(event),
      onError: first.reject,
    });
    onTestFinished(() => source.close());
    await put('after');
    expect(await first.promise).toMatchObject({ Records: [{ dynamodb: { Keys: { PK: { S: 'after' } } } }] });
  });

  it('cannot begin on a table without a stream, and says so', async () => {
    const tableName = await aTable(false);
    const source = streamEventSource({
      ...{ ...options, endpoint: engine.endpoint, tableName, functionName: 'work' },
      ...{ invoke: async () => undefined, onError: () => undefined },
    });
    await expect(source).rejects.toThrow(`The table ${tableName} has no stream.`);
  });
});
