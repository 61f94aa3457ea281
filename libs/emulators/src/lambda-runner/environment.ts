import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { type Clock } from '../clock';
import { LambdaError, type LambdaFailure } from './lambda-error';
import { contextOf, environmentVariables, type DeployedFunction } from './lambda-function';
import { type PromiseWithResolvers, promiseWithResolvers } from '../promise-with-resolvers';

/** Lambda's limit for the code outside the handler: 10 s. Then it starts over, within the function's own timeout. */
const initTimeoutSeconds = 10;

/** One execution environment: a bundle loaded once, that answers one event at a time. */
export interface Environment {
  /**
   * Hands over one event, both as JSON. Rejects with a LambdaError. Never call it while another event runs. `death` is
   * when the environment is killed on purpose; it takes no event after that.
   */
  run(requestId: string, event: string, death?: Death): Promise<string>;
  /** Ends it; an event that still runs is rejected with `reason`. Resolves when its thread is gone. */
  end(reason: Error): Promise<unknown>;
}

/**
 * When an environment is killed while an event runs: at a step, counted from 1, where each outgoing HTTP call that is
 * about to be sent is a step, and each answer that begins to arrive; or after milliseconds. An event that ends before
 * is left alone.
 */
export type Death = { atStep?: number; afterMs?: number };

/** How the error of a killed event ends: as the inside ends itself at a step, and as the outside ends it. */
export const killed = { atStep: 'exit status 137', afterMs: 'signal: killed' };

type FromWorker =
  { type: 'ready' } | { type: 'answered'; result: string } | { type: 'failed' | 'crashed'; failure: LambdaFailure };

export interface EnvironmentSurroundings {
  clock: Clock;
  /** Told every line that the bundle writes. */
  log: (line: string) => void;
  /** Told at once when the environment can take no more events, for whatever reason. */
  onEnd: () => void;
}

/** Starts an environment of `fn` in a worker thread of its own; it loads the bundle meanwhile. */
export const startEnvironment = (fn: DeployedFunction, { clock, log, onEnd }: EnvironmentSurroundings): Environment => {
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const logStreamName = `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
  const worker = new Worker(join(import.meta.dirname, 'environment-worker.mjs'), {
    workerData: { file: fn.file, handlerName: fn.handler ?? 'handler', context: contextOf(fn, logStreamName) },
    env: environmentVariables(fn, logStreamName),
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: fn.memoryMb },
    stdout: true,
    stderr: true,
  });
  for (const output of [worker.stdout, worker.stderr]) createInterface({ input: output }).on('line', log);

  const ready = promiseWithResolvers<void>();
  let answer: PromiseWithResolvers<string> | undefined;
  let requestId = '';
  let dead: Error | undefined;
  ready.promise.catch(() => {}); // Whoever runs an event hears of it; with nobody waiting it is only logged.

  const end = (reason: Error) => {
    if (!dead) {
      dead = reason;
      onEnd();
      ready.reject(reason);
      answer?.reject(reason);
    }
    return worker.terminate();
  };
  const timedOut = (seconds: number) =>
    void end(
      failed('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`),
    );

  worker.on('message', (message: FromWorker) => {
    if (message.type === 'ready') ready.resolve();
    else if (message.type === 'answered') answer?.resolve(message.result);
    else if (message.type === 'failed') answer?.reject(new LambdaError(message.failure));
    else {
      if (!answer) log(`${message.failure.errorType} outside any event: ${message.failure.errorMessage}`);
      void end(new LambdaError(message.failure));
    }
  });
  // Both are how a thread ends without a word: out of memory, or process.exit in the bundle.
  worker.on('error', (error) => void end(exited(requestId, error.message)));
  worker.on('exit', (code) => void end(exited(requestId, `exit status ${code}`)));

  const run = async (id: string, event: string, death: Death = {}): Promise<string> => {
    if (dead) throw dead;
    requestId = id;
    answer = promiseWithResolvers<string>();
    answer.promise.catch(() => {}); // Its rejection may come while `ready` is still awaited.
    let stopDeath = () => {};
    let stopTimer = clock.after((initTimeoutSeconds + fn.timeoutSeconds) * 1000, () => timedOut(fn.timeoutSeconds));
    try {
      await ready.promise;
      stopTimer();
      const timeoutMs = fn.timeoutSeconds * 1000;
      stopTimer = clock.after(timeoutMs, () => timedOut(fn.timeoutSeconds));
      if (death.afterMs !== undefined)
        stopDeath = clock.after(death.afterMs, () => void end(exited(requestId, killed.afterMs)));
      worker.postMessage({ requestId: id, event, timeoutMs, deathStep: death.atStep });
      return await answer.promise;
    } finally {
      stopTimer();
      stopDeath();
      answer = undefined;
    }
  };
  return { run, end };
};

const failed = (errorType: string, errorMessage: string) => new LambdaError({ errorType, errorMessage, trace: [] });
const exited = (requestId: string, how: string) =>
  failed('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited with error: ${how}`);
