import { type Cognito, cognito, type LambdaRunner, lambdaRunner, type LambdaFunction } from '@parley/emulators';
import { accountId, clientId, credentials, region, userPoolId } from './deployment';

/**
 * The user pool and the functions. Each needs the other: the pool calls its trigger, and the functions verify tokens
 * with the pool's keys.
 */
export const startPoolAndFunctions = async ({
  dataFile,
  functions,
  tell,
}: {
  dataFile: string;
  functions: (jwks: object) => Record<string, LambdaFunction>;
  tell: (line: string) => void;
}): Promise<{ pool: Cognito; runner: LambdaRunner }> => {
  const started: { runner?: LambdaRunner } = {};
  const pool = await cognito({
    dataFile,
    region,
    userPoolId,
    clientId,
    credentials,
    triggers: { postConfirmation: 'person-confirmed' },
    invoke: async (name, event) => started.runner?.invoke(name, event),
    onError: (error) => tell(`cognito ${error instanceof Error ? error.stack : String(error)}`),
  });
  const runner = lambdaRunner({
    functions: functions(pool.jwks()),
    region,
    accountId,
    onLog: (name, line) => tell(`${name} ${line}`),
  });
  started.runner = runner;
  return { pool, runner };
};
