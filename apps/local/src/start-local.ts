import { createWriteStream } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '@parley/dynamodb';
import { cognito, httpApi, lambdaRunner, startDynamodb, websocketApi } from '@parley/emulators';
import type { Arguments } from './arguments';
import { builtSite } from './built-site';
import { openDataFolder, resetDataFolder } from './data-folder';
import { accountId, clientId, credentials, region, stage, tableNames, userPoolId } from './deployment';
import { front, type Parts } from './front';
import { functions } from './functions';
import { seed } from './seed';
import { viteSite } from './vite-site';

export type Local = { url: string; logFile: string; close(): Promise<void> };

const workspace = resolve(import.meta.dirname, '../../..');

/** Starts the whole of Parley behind one port of this machine: the built handlers over emulated services. */
export const startLocal = async ({ port, dataFolder, reset, dev }: Arguments): Promise<Local> => {
  const closing: (() => Promise<unknown>)[] = [];
  // What was started last is closed first, also when starting fails half-way.
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    let parts: Parts | undefined;
    let isReady = false;
    const { handle, upgrade } = front(
      () => parts,
      () => isReady,
    );
    const server = createServer(handle).on('upgrade', upgrade);
    await listen(server, port);
    closing.push(async () => {
      server.close();
      server.closeAllConnections();
    });
    const actualPort = (server.address() as AddressInfo).port;
    const url = `http://localhost:${actualPort}`;
    const address = `http://127.0.0.1:${actualPort}`;

    const data = await openDataFolder(dataFolder);
    if (reset) await resetDataFolder(data);
    const log = createWriteStream(data.log, { flags: 'a' });
    closing.push(() => new Promise((done) => log.end(done)));
    const tell = (line: string) => void log.write(`${new Date().toISOString()} ${line}\n`);

    const endpoint = process.env['DYNAMODB_ENDPOINT'];
    const engine = await startDynamodb({
      dataFolder: data.dynamodb,
      ...(endpoint && { endpoint }),
      onCrash: (sentence) => {
        isReady = false;
        console.error(sentence);
      },
    });
    closing.push(() => engine.stop());
    const database = new DynamoDBClient({ endpoint: engine.endpoint, region, credentials });
    await createTables(database, tableNames);
    database.destroy();

    // The pool calls a trigger through the runner, and the runner needs the pool's keys.
    let invoke: (name: string, event: unknown) => Promise<unknown> = async () => undefined;
    const pool = await cognito({
      dataFile: join(data.cognito, 'user-pool.json'),
      region,
      userPoolId,
      clientId,
      credentials,
      triggers: { postConfirmation: 'person-confirmed' },
      invoke: (name, event) => invoke(name, event),
    });
    closing.push(() => pool.close());

    const runner = lambdaRunner({
      functions: functions({
        workspace,
        address,
        origins: [url, address],
        dynamodbEndpoint: engine.endpoint,
        jwks: pool.jwks(),
      }),
      region,
      accountId,
      onLog: (name, line) => tell(`${name} ${line}`),
    });
    closing.push(() => runner.close());
    invoke = async (name, event) => {
      try {
        return await runner.invoke(name, event);
      } catch (error) {
        tell(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
        throw error;
      }
    };

    const sockets = websocketApi({
      apiId: 'local',
      stage,
      region,
      accountId,
      invoke,
      authorizer: { function: 'authorize', identitySource: ['route.request.header.Sec-WebSocket-Protocol'] },
      routes: { $connect: 'connect', $disconnect: 'disconnect', $default: 'message' },
      routeSelectionKey: 'type',
      credentials,
    });
    closing.push(() => sockets.close());
    const api = httpApi({
      apiId: 'local',
      region,
      accountId,
      invoke,
      routes: [
        { routeKey: 'ANY /api/{proxy+}', function: 'request', authorizer: 'jwt' },
        { routeKey: 'GET /api/openapi.json', function: 'documents', authorizer: 'none' },
        { routeKey: 'GET /api/asyncapi.json', function: 'documents', authorizer: 'none' },
      ],
      jwt: { issuer: pool.issuer, audience: [clientId], jwks: () => pool.jwks() },
    });
    const site = await siteOf(dev, server, runner.reload, closing);

    parts = {
      api: (request, response) => void api.handle(request, response),
      cognito: (request, response) => pool.handle(request, response),
      mail: (request, response) => pool.mailPage(request, response),
      sockets,
      site,
      config: {
        workspace: 'Parley',
        region,
        userPoolId,
        userPoolClientId: clientId,
        userPoolEndpoint: `${url}/cognito/`,
        mailUrl: `${url}/mail`,
      },
    };
    await seed(`${address}/cognito/`, pool.mail);
    isReady = true;
    return { url, logFile: data.log, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<void> =>
  new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isBusy = error.code === 'EADDRINUSE';
      fail(
        isBusy
          ? new Error(
              `Port ${port} is in use. Stop what runs there, or choose another: npm start -- --port ${port + 1}`,
            )
          : error,
      );
    });
    server.listen(port, '127.0.0.1', done);
  });

const siteOf = async (
  dev: boolean,
  server: ReturnType<typeof createServer>,
  reload: () => void,
  closing: (() => Promise<unknown>)[],
): Promise<RequestListener> => {
  if (!dev) return builtSite(join(workspace, 'apps/web/dist'));
  const vite = await viteSite(workspace, server, reload);
  closing.push(() => vite.close());
  return vite.site;
};
