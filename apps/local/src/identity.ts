import { availableParallelism } from 'node:os';
import {
  type Cognito,
  cognito,
  type FaultSource,
  type LambdaRunner,
  lambdaRunner,
  type LambdaFunction,
} from '@parley/emulators';
import { accountId, clientId, credentials, region, userPoolId } from './deployment';

// Environments of one function at a time. Each is a thread with a heap of its own, and ten that start at once on two
// cores may all be too late; fewer than four, and a few slow clients hold up everybody.
const concurrency = Math.min(10, Math.max(4, availableParallelism()));

/**
 * The user pool and the functions. Each needs the other: the pool calls its trigger, and the functions verify tokens
 * with the pool's keys.
 */
export const startPoolAndFunctions = async ({
  dataFile,
  functions,
  faults,
  tell,
}: {
  dataFile: string;
  functions: (jwks: object) => Record<string, LambdaFunction>;
  faults: FaultSource;
  tell: (line: string) => void;
}): Promise<{ pool: Cognito; runner: LambdaRunner }> => {
  const started: { runner?: LambdaRunner } = {};
  const pool = await cognito({
    dataFile,
    region,
    userPoolId,
    clientId,
    credentials,
    triggers: { postConfirmation: 'register-person', postAuthentication: 'register-person' },
    invoke: async (name, event) => started.runner?.invoke(name, event),
    onError: (error) => tell(`cognito ${error instanceof Error ? error.stack : String(error)}`),
  });
  const runner = lambdaRunner({
    concurrency,
    functions: functions(pool.jwks()),
    region,
    accountId,
    faults,
    onLog: (name, line) => tell(`${name} ${line}`),
  });
  started.runner = runner;
  return { pool, runner };
};
