import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteItemCommand, DynamoDBClient, paginateScan, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Faults, type FaultScheduleInput, startDynamodb } from '@parley/emulators';
import { afterAll, beforeAll, expect } from 'vitest';
import { openCertificate } from '../certificate';
import { closing } from '../closing';
import { credentials, region, tableNames } from '../deployment';
import { startLocal } from '../start-local';
import { guardedTables } from './guarded-tables';

/** A running Parley, seen from outside, and the table behind it. */
export type Stack = {
  /** `http://localhost:<port>` */
  url: string;
  logFile: string;
  /** The pool's files; the key in there signs what the pool would sign. */
  poolFile: string;
  /** What TLS is answered with, for who wants to trust it. */
  certificate: string;
  /** Every row of the table that lasts, by its key, as the table holds it. */
  rows(): Promise<Map<string, object>>;
  /** Sets one field of a row, as an operator may by hand; makes the row where there is none. */
  set(PK: string, SK: string, field: string, value: string | number): Promise<void>;
  /** Takes a row out of it, as if it had never been written. */
  forget(PK: string, SK: string): Promise<void>;
  /** What goes wrong on purpose; present where the test asked for it. */
  faults?: Faults;
};

/** Starts one for a test file, in a folder of its own and with an engine that keeps nothing. */
export const useStack = (
  trouble: {
    faults?: FaultScheduleInput;
    timeScale?: number;
    tokenSeconds?: number;
    rateLimits?: 'on' | 'off';
    metrics?: 'on' | 'off';
  } = {},
): (() => Stack) => {
  const running = closing();
  let stack: Stack;
  let refused: readonly string[] = [];
  beforeAll(async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'parley-local-'));
    running.add(() => rm(dataFolder, { recursive: true }));
    const engine = await startDynamodb();
    running.add(engine.stop);
    const client = new DynamoDBClient({ endpoint: engine.endpoint, region, credentials });
    running.add(() => client.destroy());
    const guarded = await guardedTables(engine.endpoint);
    running.add(guarded.close);
    refused = guarded.refused;
    const local = await startLocal({
      port: 0,
      dataFolder,
      reset: false,
      dev: false,
      dynamodbEndpoint: guarded.endpoint,
      rateLimits: 'off', // tests write as fast as they can
      ...trouble,
    });
    running.add(local.close);
    stack = {
      url: local.url,
      logFile: local.logFile,
      poolFile: join(dataFolder, 'cognito', 'user-pool.json'),
      certificate: (await openCertificate(join(dataFolder, 'tls'))).cert,
      ...(local.faults && { faults: local.faults }),
      rows: () => rowsOf(client),
      set: async (PK, SK, field, value) => {
        await client.send(
          new UpdateItemCommand({
            ...{ TableName: tableNames.chat, Key: { PK: { S: PK }, SK: { S: SK } } },
            ...{ UpdateExpression: 'SET #f = :v', ExpressionAttributeNames: { '#f': field } },
            ExpressionAttributeValues: { ':v': typeof value === 'string' ? { S: value } : { N: `${value}` } },
          }),
        );
      },
      forget: async (PK, SK) => {
        const Key = { PK: { S: PK }, SK: { S: SK } };
        await client.send(new DeleteItemCommand({ TableName: tableNames.chat, Key }));
      },
    };
  }, 60_000);
  afterAll(async () => {
    await running.close();
    expect(refused, 'what functions asked of the tables that their roles do not allow').toEqual([]);
  }, 30_000);
  return () => stack;
};

const rowsOf = async (client: DynamoDBClient): Promise<Map<string, object>> => {
  const rows = new Map<string, object>();
  const pages = paginateScan({ client }, { TableName: tableNames.chat, ConsistentRead: true });
  for await (const { Items = [] } of pages)
    for (const item of Items) rows.set(`${item['PK']?.S} ${item['SK']?.S}`, item);
  return rows;
};
