import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { frameSender } from '@parley/api-gateway';
import { type Core, createCore, type FrameSender, rates, systemClock, unlimited } from '@parley/core';
import { dynamodbStores } from '@parley/dynamodb';
import { deliveryQueue } from '@parley/sqs';
import type { AuthConfig, CoreConfig } from './config';
import { counted, measure } from './metrics';
import { noPool, poolPorts } from './pool';
import { report } from './telemetry';

export type Composed = { core: Core; frames: FrameSender };

// Tables and queues answer in milliseconds: what takes two seconds is lost, and asked again while the caller still waits.
const hasty = { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true };

/**
 * The serverless Parley: DynamoDB for what stays, API Gateway for what is said, SQS for what waits, Cognito for who people
 * are. Built once per execution environment. What serves requests is given an `AuthConfig` too.
 */
export const compose = (config: CoreConfig | (CoreConfig & AuthConfig)): Composed => {
  const frames = counted(frameSender({ endpoint: config.SOCKET_ENDPOINT, region: config.AWS_REGION, report }));
  const stores = dynamodbStores({
    client: new DynamoDBClient({ region: config.AWS_REGION, maxAttempts: 3, requestHandler: hasty }),
    tables: { chat: config.CHAT_TABLE, connections: config.CONNECTIONS_TABLE },
    clock: systemClock,
    random: Math.random,
  });
  const queue = deliveryQueue({
    queueUrl: config.DELIVERY_QUEUE_URL,
    client: new SQSClient({ region: config.AWS_REGION, maxAttempts: 3, requestHandler: hasty }),
  });
  const core = createCore({
    ...stores,
    ...('USER_POOL_ID' in config ? poolPorts(config) : noPool),
    frames,
    queue,
    clock: systemClock,
    random: Math.random,
    report,
    measure,
    epoch: config.EPOCH,
    rates: config.RATE_LIMITS === 'off' ? unlimited : rates,
    founding: { owner: config.OWNER_EMAIL, signUp: config.SIGN_UP },
  });
  return { core, frames };
};
