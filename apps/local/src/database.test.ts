import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { startDynamodb } from '@parley/emulators';
import { expect, it, onTestFinished } from 'vitest';
import { openDataFolder, resetDataFolder } from './data-folder';
import { startDatabase } from './database';
import { credentials, region, tableNames } from './deployment';

const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-database-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
};
const onCrash = (sentence: string) => expect.fail(sentence);
const clientOf = (endpoint: string): DynamoDBClient => {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  onTestFinished(() => client.destroy());
  return client;
};
const put = (client: DynamoDBClient) =>
  client.send(new PutItemCommand({ TableName: tableNames.chat, Item: { PK: { S: 'P#ana' }, SK: { S: '#PROFILE' } } }));
const rowsIn = async (client: DynamoDBClient) =>
  (await client.send(new ScanCommand({ TableName: tableNames.chat }))).Count;

it('keeps what stands in a DynamoDB that already runs, unless it shall be reset', async () => {
  const running = await startDynamodb();
  onTestFinished(running.stop);
  const options = { folder: await newFolder(), endpoint: running.endpoint, onCrash };
  const client = clientOf((await startDatabase({ ...options, reset: true })).endpoint); // where no table is yet
  await put(client);
  await startDatabase({ ...options, reset: false });
  expect(await rowsIn(client)).toBe(1);
  await (await startDatabase({ ...options, reset: true })).stop();
  expect(await rowsIn(client)).toBe(0);
});

it('starts an engine of its own, whose folder no other can use or reset meanwhile', async () => {
  const data = await openDataFolder(await newFolder());
  const options = { folder: data.dynamodb, endpoint: undefined, reset: false, onCrash };
  const engine = await startDatabase(options);
  onTestFinished(engine.stop);
  await put(clientOf(engine.endpoint));
  await expect(startDatabase(options)).rejects.toThrow('is in use by another running Parley');
  await expect(resetDataFolder(data, { hasOwnEngine: true })).rejects.toThrow('is in use by another running Parley');
  expect(await rowsIn(clientOf(engine.endpoint))).toBe(1);
  await engine.stop();
  await resetDataFolder(data, { hasOwnEngine: true });
  const again = await startDatabase(options);
  onTestFinished(again.stop);
  expect(await rowsIn(clientOf(again.endpoint))).toBe(0);
});
