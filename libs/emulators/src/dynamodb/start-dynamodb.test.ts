import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createConnection, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { engineBinary } from './engine';
import { startEngine } from './engine-process';
import { startDynamodb } from './start-dynamodb';

let folder: string;
const running: { stop(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-dynamodb-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((db) => db.stop()));
  await rm(folder, { recursive: true });
});

const started = async (...args: Parameters<typeof startDynamodb>) => {
  const db = await startDynamodb(...args);
  running.push(db);
  return db;
};
const clientOf = ({ endpoint }: { endpoint: string }) =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
const aTable = new CreateTableCommand({
  TableName: 'notes',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
});
const put = (id: string) => new PutItemCommand({ TableName: 'notes', Item: { id: { S: id } } });
const idsIn = async (client: DynamoDBClient) => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'notes' }));
  return Items.map((item) => item.id?.S).sort();
};
const refusesConnections = (endpoint: string) =>
  new Promise<boolean>((resolve) => {
    const socket = createConnection(Number(new URL(endpoint).port), '127.0.0.1');
    socket.once('error', () => resolve(true));
    socket.once('connect', () => (socket.destroy(), resolve(false)));
  });
/** The process id of the engine behind an endpoint, by its command line. */
const engineOf = async ({ endpoint }: { endpoint: string }) => {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (commandLine.includes('dynoxide') && commandLine.includes(`\0${new URL(endpoint).port}\0`)) return Number(pid);
  }
  throw new Error(`no engine serves ${endpoint}`);
};

describe('a local DynamoDB', () => {
  it('answers the SDK client as soon as it is started, each one its own database', async () => {
    const [one, other] = await Promise.all([started(), started()]);
    await clientOf(one).send(aTable);
    expect((await clientOf(one).send(new ListTablesCommand())).TableNames).toEqual(['notes']);
    expect((await clientOf(other).send(new ListTablesCommand())).TableNames).toEqual([]);
  });

  it('is gone after stop, and stopping twice is fine', async () => {
    const db = await started();
    await db.stop();
    await db.stop();
    expect(await refusesConnections(db.endpoint)).toBe(true);
  });

  it('keeps its data in the data folder, which it creates', async () => {
    const dataFolder = join(folder, 'not', 'there', 'yet');
    const first = await started({ dataFolder });
    await clientOf(first).send(aTable);
    await clientOf(first).send(put('kept'));
    await first.stop();
    expect(await idsIn(clientOf(await started({ dataFolder })))).toEqual(['kept']);
  });

  it('dies with a parent that is killed, and every write that was acknowledged is there afterwards', async () => {
    const parent = spawn(
      process.execPath,
      [
        ...['--import', 'tsx', '--input-type=module', '-e'],
        `const { startDynamodb } = await import(${JSON.stringify(join(import.meta.dirname, 'start-dynamodb.ts'))});
         console.log((await startDynamodb({ dataFolder: ${JSON.stringify(folder)} })).endpoint);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname },
    );
    const [endpoint] = (await once(createInterface(parent.stdout), 'line')) as [string];
    const client = clientOf({ endpoint });
    await client.send(aTable);
    const acknowledged: string[] = [];
    const writing = (async () => {
      for (let n = 0; ; n++) {
        const id = `${n}`.padStart(6, '0');
        await client.send(put(id));
        acknowledged.push(id);
        if (acknowledged.length === 100) parent.kill('SIGKILL');
      }
    })();
    await expect(writing).rejects.toThrow();

    await vi.waitFor(async () => expect(await refusesConnections(endpoint)).toBe(true), 5_000);
    const stored = await idsIn(clientOf(await started({ dataFolder: folder })));
    expect(acknowledged.length).toBeGreaterThanOrEqual(100);
    expect(stored).toEqual(expect.arrayContaining(acknowledged));
  }, 30_000);

  it('refuses a data folder that another one uses, and leaves that one running', async () => {
    const owner = await started({ dataFolder: folder });
    await expect(startDynamodb({ dataFolder: folder })).rejects.toThrow(
      `The data folder ${folder} is in use by another running Parley: stop that one, or choose another.`,
    );
    expect((await clientOf(owner).send(new ListTablesCommand())).TableNames).toEqual([]);
  }, 10_000);

  it('says which data folder it cannot use, and why', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    await expect(startDynamodb({ dataFolder: file })).rejects.toThrow(`The data folder ${file} cannot be created`);
    await writeFile(join(folder, 'dynamodb.sqlite'), 'this is no database, but long enough to be mistaken for one');
    await expect(startDynamodb({ dataFolder: folder })).rejects.toThrow(
      `The local DynamoDB engine did not start with its data in ${folder}`,
    );
  });

  it('tells in one sentence when the engine crashes, and not when it is stopped', async () => {
    const crashes: string[] = [];
    const stopped = await started({ onCrash: (sentence) => crashes.push(sentence) });
    await stopped.stop();
    expect(crashes).toEqual([]);

    const killed = await started({ onCrash: (sentence) => crashes.push(sentence) });
    process.kill(await engineOf(killed), 'SIGKILL');
    await vi.waitFor(() => expect(crashes).toHaveLength(1), 4_000);
    expect(crashes[0]).toBe('The local DynamoDB engine ended unexpectedly: start again.');
  });

  it('reports a port that is taken, so that another one is tried', async () => {
    const taken = Number(new URL((await started()).endpoint).port);
    expect(await startEngine(engineBinary(), taken)).toMatchObject({ failure: 'port' });
  });
});

describe('a DynamoDB that already runs', () => {
  it('is used and outlives stop', async () => {
    const db = await started();
    const same = await startDynamodb({ endpoint: db.endpoint });
    expect(same.endpoint).toBe(db.endpoint);
    await same.stop();
    expect((await clientOf(db).send(new ListTablesCommand())).TableNames).toEqual([]);
  });

  it('is refused in one sentence when nothing, or something else, answers there', async () => {
    const server = createServer((_req, res) => res.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const refused = `No DynamoDB answers at DYNAMODB_ENDPOINT ${endpoint}`;
    await expect(startDynamodb({ endpoint })).rejects.toThrow(`${refused} (it answered 200 hello)`);
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    await expect(startDynamodb({ endpoint })).rejects.toThrow(
      `${refused} (connect ECONNREFUSED ${new URL(endpoint).host}): start it there, or unset DYNAMODB_ENDPOINT.`,
    );
    await expect(startDynamodb({ endpoint: 'localhost:8000' })).rejects.toThrow('it must be a URL');
  });
});

describe('a machine without the engine', () => {
  const notInstalled = () => {
    throw new Error('Cannot find module');
  };
  it('is told to set DYNAMODB_ENDPOINT', () => {
    expect(() => engineBinary({ platform: 'darwin', arch: 'arm64' })).toThrow(
      /^There is no local DynamoDB engine for darwin-arm64: set DYNAMODB_ENDPOINT to a running DynamoDB Local/,
    );
    expect(() => engineBinary({ platform: 'linux', arch: 'x64', resolve: notInstalled })).toThrow(
      /is not installed: run npm install, or set DYNAMODB_ENDPOINT/,
    );
  });
});
