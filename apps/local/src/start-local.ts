import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import type { Arguments } from './arguments';
import { builtSite } from './built-site';
import { closing } from './closing';
import { openDataFolder, resetDataFolder } from './data-folder';
import { startDatabase } from './database';
import { clientId, queueNames, region, userPoolId } from './deployment';
import { front, type Progress } from './front';
import { functions } from './functions';
import { httpGateway, socketGateway } from './gateways';
import { startPoolAndFunctions } from './identity';
import { listen } from './listen';
import { openLogFile } from './log-file';
import { serveDeliveries, startQueues } from './queues';
import { seed } from './seed';
import { viteSite } from './vite-site';

/** A running Parley. */
export type Local = { url: string; logFile: string; close(): Promise<void> };

const workspace = resolve(import.meta.dirname, '../../..');

/**
 * Starts the whole of Parley behind one port of this machine: the built handlers over emulated services.
 * Whatever is missing is told in a sentence that says what to do, and nothing is left running.
 */
export const startLocal = async ({ port, dataFolder, reset, dev, dynamodbEndpoint }: Arguments): Promise<Local> => {
  const running = closing();
  try {
    const progress: Progress = { isReady: false };
    const { handle, upgrade } = front(progress);
    const server = createServer(handle).on('upgrade', upgrade);
    // The port comes first: that it is taken is the likeliest trouble, and nothing was touched yet.
    const actualPort = await listen(server, port);
    running.add(() => {
      server.close();
      server.closeAllConnections();
    });
    const url = `http://localhost:${actualPort}`;
    const address = `http://127.0.0.1:${actualPort}`;

    const data = await openDataFolder(dataFolder);
    if (reset) await resetDataFolder(data, { hasOwnEngine: dynamodbEndpoint === undefined });
    const database = await startDatabase({
      folder: data.dynamodb,
      endpoint: dynamodbEndpoint,
      reset,
      onCrash: (sentence) => {
        progress.isReady = false;
        console.error(sentence);
      },
    });
    running.add(() => database.stop());
    const log = openLogFile(data.log);
    running.add(() => log.close());

    const queues = await startQueues({ file: join(data.sqs, 'queues.journal'), address, tell: log.tell });
    running.add(() => queues.close());
    const deliveryQueueUrl = queues.urlOf(queueNames.deliveries);

    const { pool, runner } = await startPoolAndFunctions({
      dataFile: join(data.cognito, 'user-pool.json'),
      functions: (jwks) =>
        functions({
          workspace,
          address,
          origins: [url, address],
          dynamodbEndpoint: database.endpoint,
          deliveryQueueUrl,
          jwks,
        }),
      tell: log.tell,
    });
    running.add(() => pool.close());
    running.add(() => runner.close());
    const sockets = socketGateway(runner.invoke);
    running.add(() => sockets.close());
    const deliveries = serveDeliveries({ queues, invoke: runner.invoke, tell: log.tell });
    running.add(() => deliveries.close());
    const api = httpGateway(runner.invoke, pool, log.tell);
    const vite = dev ? await viteSite(workspace, server, runner.reload) : undefined;
    running.add(() => vite?.close());

    progress.parts = {
      api: (request, response) => void api.handle(request, response),
      cognito: pool.handle,
      mail: pool.mailPage,
      queues: queues.handle,
      sockets,
      site: vite?.site ?? builtSite(join(workspace, 'apps/web/dist')),
      hotReload: dev,
      config: (origin) => ({
        workspace: 'Parley',
        region,
        userPoolId,
        userPoolClientId: clientId,
        userPoolEndpoint: `${origin}/cognito/`,
        mailUrl: `${origin}/mail`,
      }),
    };
    await seed(`${address}/cognito/`, pool.mail);
    progress.isReady = true;
    running.add(() => {
      progress.isReady = false;
    });
    return { url, logFile: data.log, close: running.close };
  } catch (error) {
    await running.close();
    throw error;
  }
};
