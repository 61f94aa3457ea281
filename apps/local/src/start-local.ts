import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import type { Faults } from '@parley/emulators';
import type { Arguments } from './arguments';
import { builtSite } from './built-site';
import { openCertificate } from './certificate';
import { closing } from './closing';
import { openDataFolder, resetDataFolder } from './data-folder';
import { startDatabase } from './database';
import { clientId, queueNames, region, userPoolId } from './deployment';
import { createTrouble } from './faults';
import { faultsEndpoint } from './faults-endpoint';
import { front, type Progress } from './front';
import { functions } from './functions';
import { httpGateway, socketGateway } from './gateways';
import { startGoogle, startPoolAndFunctions } from './identity';
import { listen } from './listen';
import { openLogFile } from './log-file';
import { onePort } from './one-port';
import { serveDeliveries, startQueues } from './queues';
import { seed } from './seed';
import { serveAccessChanges } from './streams';
import { viteSite } from './vite-site';

/** A running Parley. */
export type Local = {
  url: string;
  logFile: string;
  /** The schedule of what goes wrong, where there is one; also at `/_faults`. */
  faults?: Faults;
  close(): Promise<void>;
};

const workspace = resolve(import.meta.dirname, '../../..');

/**
 * Starts the whole of Parley behind one port of this machine: the built handlers over emulated services.
 * Whatever is missing is told in a sentence that says what to do, and nothing is left running.
 */
export const startLocal = async (wanted: Arguments): Promise<Local> => {
  const { port, dataFolder, reset, dev, dynamodbEndpoint } = wanted;
  const running = closing();
  try {
    const trouble = createTrouble(wanted);
    const { schedule } = trouble;
    const progress: Progress = { isReady: false };
    const { handle, upgrade } = front(progress);
    const server = createServer(handle).on('upgrade', upgrade);
    // The port comes first: that it is taken is the likeliest trouble, and nothing was touched yet.
    const entrance = onePort(server);
    const actualPort = await listen(entrance.server, port);
    running.add(() => entrance.close());
    const url = `http://localhost:${actualPort}`;
    const address = `http://127.0.0.1:${actualPort}`;
    const origins = ['http', 'https'].flatMap((scheme) =>
      ['localhost', '127.0.0.1'].map((host) => `${scheme}://${host}:${actualPort}`),
    );

    const data = await openDataFolder(dataFolder);
    if (reset) await resetDataFolder(data, { hasOwnEngine: dynamodbEndpoint === undefined });
    entrance.secure(await openCertificate(data.tls));
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

    const tables = await trouble.inFrontOf(database.endpoint);
    running.add(() => tables.close());
    const google = startGoogle({ address, origins }, log.tell);
    const { pool, runner } = await startPoolAndFunctions({
      dataFile: join(data.cognito, 'user-pool.json'),
      ...(wanted.tokenSeconds !== undefined && { tokenSeconds: wanted.tokenSeconds }),
      address,
      origins,
      signInAtGoogle: google.paths,
      functions: (jwks) =>
        functions({
          workspace,
          address,
          origins,
          dynamodbEndpoint: tables.endpoint,
          deliveryQueueUrl,
          jwks,
          rateLimits: wanted.rateLimits ?? (schedule ? 'off' : 'on'),
          metrics: wanted.metrics ?? 'off',
        }),
      faults: trouble.faults,
      tell: log.tell,
    });
    running.add(() => pool.close());
    running.add(() => runner.close());
    const sockets = socketGateway(runner.invoke, trouble);
    running.add(() => sockets.close());
    const deliveries = serveDeliveries({
      queues,
      invoke: runner.invoke,
      tell: log.tell,
      duplicates: () => trouble.faults.strikes('F37'),
    });
    running.add(() => deliveries.close());
    const accessChanges = await serveAccessChanges({
      endpoint: database.endpoint,
      invoke: runner.invoke,
      faults: trouble.faults,
      tell: log.tell,
    });
    running.add(() => accessChanges.close());
    const api = httpGateway(runner.invoke, pool, log.tell, trouble);
    const vite = dev ? await viteSite(workspace, server, runner.reload) : undefined;
    running.add(() => vite?.close());

    progress.parts = {
      api: (request, response) => {
        if (!trouble.firewall.blocks(request, response)) void api.handle(request, response);
      },
      cognito: pool.handle,
      google: google.handle,
      mail: pool.mailPage,
      queues: queues.handle,
      sockets: {
        management: sockets.management,
        upgrade: (request, wire, head) => {
          if (!trouble.firewall.blocksUpgrade(wire)) sockets.upgrade(request, wire, head);
        },
      },
      ...(schedule && { faults: faultsEndpoint(schedule, sockets, trouble.timeScale) }),
      site: vite?.site ?? builtSite(join(workspace, 'apps/web/dist')),
      hotReload: dev,
      config: (origin) => ({
        workspace: 'Parley',
        region,
        userPoolId,
        userPoolClientId: clientId,
        userPoolEndpoint: `${origin}/cognito/`,
        // aws-amplify puts https:// in front; the one port answers that, too.
        userPoolDomain: `${new URL(origin).host}/cognito`,
        mailUrl: `${origin}/mail`,
      }),
    };
    await seed(`${address}/cognito/`, pool.mail);
    trouble.begin();
    progress.isReady = true;
    running.add(() => {
      progress.isReady = false;
    });
    return { url, logFile: data.log, ...(schedule && { faults: schedule }), close: running.close };
  } catch (error) {
    await running.close();
    throw error;
  }
};
