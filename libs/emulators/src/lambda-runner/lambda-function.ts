import { dirname } from 'node:path';

/** One function: its built bundle and the settings that Lambda would hold for it. */
export interface LambdaFunction {
  /** The built bundle, an ES module (`.mjs`). */
  file: string;
  /** The export that is called. Default `handler`. */
  handler?: string;
  /** The function's own variables: nothing else of ours is visible to it. */
  environment: Record<string, string>;
  /** Counted from the moment the handler is called; Lambda allows 1 to 900. */
  timeoutSeconds: number;
  /** Becomes the limit of the heap. */
  memoryMb: number;
}

/** Where all functions of a runner live. */
export interface Account {
  region: string;
  accountId: string;
}

/** A function under its name, in its account. */
export interface DeployedFunction extends LambdaFunction, Account {
  name: string;
}

/** All that a function sees: its own variables, and Lambda's, of which the reserved ones win. */
export const environmentVariables = (fn: DeployedFunction, logStreamName: string): Record<string, string> => ({
  TZ: ':UTC',
  // A developer's own profile, which the SDK would read from the home folder, must not reach the functions.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  ...fn.environment,
  AWS_REGION: fn.region,
  AWS_DEFAULT_REGION: fn.region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: fn.name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${fn.memoryMb}`,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: logGroupNameOf(fn),
  AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
  LAMBDA_TASK_ROOT: dirname(fn.file),
});

/** The part of the handler's context that is the same for every event of one environment. */
export const contextOf = (fn: DeployedFunction, logStreamName: string) => ({
  functionName: fn.name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${fn.region}:${fn.accountId}:function:${fn.name}`,
  memoryLimitInMB: `${fn.memoryMb}`,
  logGroupName: logGroupNameOf(fn),
  logStreamName,
});

const logGroupNameOf = ({ name }: DeployedFunction) => `/aws/lambda/${name}`;
