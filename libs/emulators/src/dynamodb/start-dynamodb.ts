import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { engineBinary } from './engine';
import { startEngine, type EngineProcess } from './engine-process';
import { freePort } from './free-port';
import { listTables } from './list-tables';

/** A free port can be lost to another process between asking and binding; losing this many in a row means more. */
const portAttempts = 5;
const firstAnswerTimeoutMs = 5_000;

export interface DynamodbOptions {
  /** Where the tables live between runs; created when missing. Absent: in memory, gone at stop. */
  dataFolder?: string;
  /** A DynamoDB that already runs (what DYNAMODB_ENDPOINT says): it is checked and used, nothing is started. */
  endpoint?: string;
  /** Told, in one sentence, when the engine ends although nobody stopped it. */
  onCrash?: (sentence: string) => void;
}

export interface Dynamodb {
  /** What the SDK clients take as `endpoint`, for example `http://127.0.0.1:40213`. */
  endpoint: string;
  /** Ends the engine that was started; does nothing to one that was given. */
  stop(): Promise<void>;
}

/**
 * A local DynamoDB that answers when this resolves. It listens on 127.0.0.1 alone and dies with this process, also
 * when that is killed; stored data survives. Rejects with one sentence that says what to do.
 */
export const startDynamodb = async ({ dataFolder, endpoint, onCrash }: DynamodbOptions = {}): Promise<Dynamodb> => {
  if (endpoint !== undefined) return useRunning(endpoint);

  const binary = engineBinary();
  const data = dataFolder === undefined ? undefined : await filesIn(dataFolder);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const started = await startEngine(binary, port, data);
    if ('failure' in started) {
      if (started.failure === 'port' && attempt < portAttempts) continue;
      throw new Error(sentences[started.failure](dataFolder ?? '', started.said));
    }
    return answering(started, `http://127.0.0.1:${port}`, onCrash);
  }
};

const answering = async (engine: EngineProcess, endpoint: string, onCrash: DynamodbOptions['onCrash']) => {
  try {
    await listTables(endpoint, firstAnswerTimeoutMs);
  } catch (cause) {
    await engine.stop();
    throw new Error('The local DynamoDB engine started but does not answer: start again.', { cause });
  }
  let stopping = false;
  void engine.gone.then((said) => {
    if (!stopping) onCrash?.(`The local DynamoDB engine ended unexpectedly${said && ` (${said})`}: start again.`);
  });
  const stop = () => {
    stopping = true;
    return engine.stop();
  };
  return { endpoint, stop };
};

const useRunning = async (endpoint: string): Promise<Dynamodb> => {
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw new Error(`DYNAMODB_ENDPOINT is "${endpoint}": it must be a URL such as http://127.0.0.1:8000.`);
  try {
    await listTables(endpoint, firstAnswerTimeoutMs);
  } catch (cause) {
    throw new Error(
      `No DynamoDB answers at DYNAMODB_ENDPOINT ${endpoint} (${reasonOf(cause)}): start it there, or unset DYNAMODB_ENDPOINT.`,
      { cause },
    );
  }
  return { endpoint, stop: async () => {} };
};

const filesIn = async (dataFolder: string) => {
  try {
    await mkdir(dataFolder, { recursive: true });
  } catch (cause) {
    throw new Error(`The data folder ${dataFolder} cannot be created (${reasonOf(cause)}): choose another.`, { cause });
  }
  return { file: join(dataFolder, 'dynamodb.sqlite'), lock: join(dataFolder, 'dynamodb.lock') };
};

const sentences = {
  port: (_, said) =>
    `The local DynamoDB engine found no free port on 127.0.0.1 (${said}): end other servers and retry.`,
  locked: (folder) =>
    `The data folder ${folder} is in use by another running Parley: stop that one, or choose another.`,
  'missing-tool': (_, said) =>
    `The local DynamoDB engine needs setpriv and flock (${said}): install util-linux, or set DYNAMODB_ENDPOINT.`,
  other: (folder, said) =>
    `The local DynamoDB engine did not start${folder && ` with its data in ${folder}`}: ${said.replace(/\.$/, '')}.`,
} satisfies Record<string, (folder: string, said: string) => string>;

/** fetch hides the reason (ECONNREFUSED…) one level down. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? cause.message || ((cause as NodeJS.ErrnoException).code ?? '') : error.message;
};
