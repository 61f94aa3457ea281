import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { systemClock, type Clock } from '../clock';
import { type FaultSource, noFaults } from '../faults/faults';
import { type Death, killed, startEnvironment } from './environment';
import { environmentPool } from './environment-pool';
import { LambdaError } from './lambda-error';
import { type Account, type LambdaFunction } from './lambda-function';

/** Lambda's limit for the payload of a synchronous invocation, each way: 6 MB. */
const payloadLimitBytes = 6 * 1024 * 1024;

export interface LambdaRunnerOptions extends Account {
  /** By function name. */
  functions: Record<string, LambdaFunction>;
  /** Environments per function at a time; further events wait. Default 10. */
  concurrency?: number;
  /** Every line a function writes, and one for every failed invocation. Default: standard output. */
  onLog?: (functionName: string, line: string) => void;
  clock?: Clock;
  /** Which handlers are killed on purpose. Default: none. */
  faults?: FaultSource;
}

export interface LambdaRunner {
  /** Hands `event` over as JSON and resolves with the result as JSON would carry it; rejects with a LambdaError. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** New events run the bundles as they are on disk now; events that already run end on the old ones. */
  reload(): void;
  /** Ends every environment; what still runs or waits is rejected. */
  close(): Promise<void>;
}

/**
 * Runs built Lambda bundles, each environment in a worker thread with variables of its own.
 * Throws when a bundle is not there. Sets this process to UTC, Lambda's time zone: threads share one.
 */
export const lambdaRunner = ({
  functions,
  region,
  accountId,
  concurrency = 10,
  onLog = (functionName, line) => void process.stdout.write(`${functionName}: ${line}\n`),
  clock = systemClock,
  faults = noFaults,
}: LambdaRunnerOptions): LambdaRunner => {
  refuseMissingBundles(functions);
  process.env.TZ = 'UTC';
  let closed: Error | undefined;

  const poolOf = (name: string, fn: LambdaFunction) => {
    const log = (line: string) => onLog(name, line);
    const deployed = { ...fn, name, region, accountId };
    return environmentPool((onEnd) => startEnvironment(deployed, { clock, log, onEnd }), concurrency);
  };
  const pools = new Map(Object.entries(functions).map(([name, fn]) => [name, poolOf(name, fn)]));

  const invoke = async (name: string, event: unknown): Promise<unknown> => {
    const pool = pools.get(name);
    if (closed) throw closed;
    if (!pool) throw new Error(`There is no function "${name}": the runner has ${[...pools.keys()].join(', ')}`);
    const payload = JSON.stringify(event) ?? 'null';
    refuseTooLarge(payload, 'RequestEntityTooLargeException', 'Request');
    const requestId = randomUUID();
    const death = deathOf(faults);
    try {
      const result = await pool.use((environment) => environment.run(requestId, payload, death));
      refuseTooLarge(result, 'Function.ResponseSizeTooLarge', 'Response');
      return JSON.parse(result) as unknown;
    } catch (error) {
      if (error instanceof LambdaError) countDeath(faults, death, error);
      if (error instanceof LambdaError) onLog(name, `ERROR ${requestId} ${error.message} ${stackOf(error)}`.trimEnd());
      throw error;
    }
  };

  return {
    invoke,
    reload: () => pools.forEach((pool) => pool.retire()),
    close: async () => {
      const reason = (closed = new Error('The Lambda runner is closed'));
      await Promise.all([...pools.values()].map((pool) => pool.close(reason)));
    },
  };
};

const deathOf = (faults: FaultSource): Death => ({
  ...(faults.draws('kill-at-call') && { atStep: faults.drawn('kill-at-call') }),
  ...(faults.draws('kill-at-time') && { afterMs: faults.drawn('kill-at-time') }),
});

/** Only now is it known whether the handler lived long enough to be killed. */
const countDeath = (faults: FaultSource, { atStep, afterMs }: Death, { errorMessage }: LambdaError): void => {
  if (atStep !== undefined && errorMessage.endsWith(killed.atStep)) faults.count('kill-at-call');
  if (afterMs !== undefined && errorMessage.endsWith(killed.afterMs)) faults.count('kill-at-time');
};

const refuseMissingBundles = (functions: Record<string, LambdaFunction>) => {
  const missing = Object.entries(functions).filter(([, { file }]) => !existsSync(file));
  if (missing.length === 0) return;
  const which = missing.map(([name, { file }]) => `${name} (${file})`).join(', ');
  throw new Error(`The bundle is missing of ${which}: build the Lambda functions first (npx nx run-many -t build).`);
};

const refuseTooLarge = (payload: string, errorType: string, what: string) => {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= payloadLimitBytes) return;
  const errorMessage = `${what} payload of ${bytes} bytes exceeds the maximum of ${payloadLimitBytes} bytes`;
  throw new LambdaError({ errorType, errorMessage, trace: [] });
};

/** Where it was thrown, on one line: the log is read line by line. */
const stackOf = ({ trace }: LambdaError) =>
  trace
    .slice(1)
    .map((line) => line.trim())
    .join(' ');
