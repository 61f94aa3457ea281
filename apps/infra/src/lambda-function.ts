import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type Conditions, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function, type IFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageConfig } from './config';
import { type FunctionName, type FunctionSpec, functionSpecs } from './function-specs';
import { functionNameOf } from './metrics';
import type { Releases } from './releases';

export type LambdaFunctionProps = {
  name: FunctionName;
  config: StageConfig;
  /** The folder that holds `<app>/dist/<name>.mjs`. */
  bundles: string;
  /** Exactly what the handler's configuration reads. */
  environment?: Record<string, string>;
  data: { chat: TableV2; connections: TableV2; key?: IKey | undefined };
  /** The queue of deliveries. */
  queue: IQueue;
  /** The ARN of the connections that a verb is allowed on. */
  connectionsArn: (verb: 'POST' | 'DELETE') => string;
  /** The user pool's ARN. Its triggers are made before it. */
  poolArn?: string;
  releases: Releases;
};

const writing: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/** A built handler with a role and a log group of its own, by the alias that everybody calls. */
export const lambdaFunction = (
  scope: Construct,
  { name, config, bundles, environment = {}, data, queue, connectionsArn, poolArn, releases }: LambdaFunctionProps,
): IFunction => {
  const spec: FunctionSpec = functionSpecs[name];
  const own = new Construct(scope, name);
  const functionName = functionNameOf(config.stage, name);
  const logGroup = new LogGroup(own, 'Logs', {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: config.logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(own, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  // Statements of our own rather than `table.grant…`: those add Scan, stream and index actions.
  const allow = (actions: readonly string[], resource: string, conditions?: Conditions): void => {
    const statement = { actions: [...actions], resources: [resource], ...(conditions && { conditions }) };
    if (actions.length > 0) role.addToPolicy(new PolicyStatement(statement));
  };
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
  const writes = spec.chatWriteKeys ? spec.chat.filter((action) => writing.has(action)) : [];
  const others = spec.chat.filter((action) => !writes.includes(action));
  allow(of('dynamodb', others), data.chat.tableArn);
  allow(of('dynamodb', writes), data.chat.tableArn, rowsOf(spec.chatWriteKeys));
  allow(of('dynamodb', spec.connections), data.connections.tableArn, rowsOf(spec.connectionKeys));
  if (spec.chat.length > 0 && data.key) role.addToPolicy(mayUse(data.key, config.region));
  allow(of('sqs', spec.queue), queue.queueArn);
  for (const verb of spec.sockets) allow(['execute-api:ManageConnections'], connectionsArn(verb));
  if (poolArn !== undefined) allow(of('cognito-idp', spec.pool), poolArn);
  // What an event source mapping needs (Lambda developer guide, using Lambda with DynamoDB streams).
  if (spec.readsStream) allow(of('dynamodb', streamActions), data.chat.tableStreamArn ?? '');

  const made = new Function(own, 'Function', {
    functionName,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: bundle(join(bundles, spec.app, 'dist'), name, spec.app),
    handler: `${name}.handler`,
    memorySize: spec.memoryMb,
    timeout: Duration.seconds(spec.timeoutSeconds),
    environment,
    role,
    logGroup,
    // Adds the only two actions here that know no narrower resource than `*`.
    tracing: config.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
    ...(config.reservedConcurrency && spec.mostAtOnce && { reservedConcurrentExecutions: spec.mostAtOnce }),
  });
  return releases.of(made, name);
};

/**
 * What DynamoDB asks of the key in the name of who reads and writes: the actions of its developer guide, spelled out, and
 * through DynamoDB alone.
 */
const mayUse = (key: IKey, region: string): PolicyStatement =>
  new PolicyStatement({
    actions: of('kms', [
      ...['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'],
      ...['ReEncryptFrom', 'ReEncryptTo'],
    ]),
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
  });

/** Only rows whose partition key begins so. */
const rowsOf = (leadingKeys: readonly string[] | undefined): Conditions | undefined =>
  leadingKeys && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...leadingKeys] } };

/**
 * Lets a trigger of the user pool ask what its spec says: a policy of its own, made after the pool, which is made after
 * the trigger.
 */
export const allowPool = (scope: Construct, trigger: IFunction, name: FunctionName, poolArn: string): void => {
  const { pool } = functionSpecs[name];
  const statements = [new PolicyStatement({ actions: of('cognito-idp', pool), resources: [poolArn] })];
  trigger.role?.attachInlinePolicy(new Policy(scope, `${name}-pool`, { statements }));
};

const streamActions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];

const of = (service: string, actions: readonly string[]): string[] => actions.map((action) => `${service}:${action}`);

/** The one file of a function: neither its siblings nor source maps. */
const bundle = (folder: string, name: string, app: string): Code => {
  const file = `${name}.mjs`;
  if (!existsSync(join(folder, file)))
    throw new Error(`${join(folder, file)} is missing. Build it first: npx nx run @parley/lambda-${app}:build`);
  return Code.fromAsset(folder, { exclude: ['*', `!${file}`] });
};
