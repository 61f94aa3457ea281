import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { systemClock } from '@parley/core';
import { afterAll, beforeAll } from 'vitest';
import type { Connected } from '../connected';
import { createTables } from '../create-tables';
import type { TableNames } from '../tables';
import { type Engine, startDynoxide } from './dynoxide';

/** Starts an engine for a test file. The function it returns makes tables and a client of their own for each test. */
export const useDynamodb = (): (() => Promise<Connected>) => {
  let engine: Engine;
  const made: { client: DynamoDBClient; tables: TableNames }[] = [];
  beforeAll(async () => {
    engine = await startDynoxide();
  });
  afterAll(async () => {
    for (const { client, tables } of made) {
      // An engine of our own forgets by itself.
      if (process.env['DYNAMODB_ENDPOINT'])
        for (const TableName of Object.values(tables)) await client.send(new DeleteTableCommand({ TableName }));
      client.destroy();
    }
    await engine.stop();
  });
  return async () => {
    const client = new DynamoDBClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const run = randomUUID();
    const tables = { chat: `chat-${run}`, connections: `connections-${run}` };
    made.push({ client, tables });
    await createTables(client, tables);
    return { client, tables, clock: systemClock, random: Math.random };
  };
};
