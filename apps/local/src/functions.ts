import { resolve } from 'node:path';
import type { LambdaFunction } from '@parley/emulators';
import { clientId, credentials, region, tableNames, userPoolId } from './deployment';

/** The functions of the product by their names, each the built bundle that deploys, with the environment it would get. */
export const functions = ({
  workspace,
  address,
  origins,
  dynamodbEndpoint,
  deliveryQueueUrl,
  jwks,
  rateLimits = 'on',
  metrics = 'off',
}: {
  workspace: string;
  /** Where everything is, for code on this machine: http://127.0.0.1:<port>. */
  address: string;
  origins: readonly string[];
  dynamodbEndpoint: string;
  deliveryQueueUrl: string;
  jwks: object;
  /** `off`: a torture asks as fast as it can. */
  rateLimits?: 'on' | 'off';
  metrics?: 'on' | 'off';
}): Record<string, LambdaFunction> => {
  const bundle = (app: string, name: string) => resolve(workspace, 'apps/lambda', app, 'dist', `${name}.mjs`);
  // Metrics are lines of the log that CloudWatch reads; nobody does on a laptop.
  const counted =
    metrics === 'on' ? { POWERTOOLS_METRICS_NAMESPACE: 'parley-local' } : { POWERTOOLS_METRICS_DISABLED: 'true' };
  const common = { AWS_REGION: region, POWERTOOLS_LOG_LEVEL: 'INFO', ...counted };
  const core = {
    ...common,
    CHAT_TABLE: tableNames.chat,
    CONNECTIONS_TABLE: tableNames.connections,
    SOCKET_ENDPOINT: `${address}/ws`,
    DELIVERY_QUEUE_URL: deliveryQueueUrl,
    EPOCH: '1',
    // Ana is there from the start; a laptop lets in whoever reaches it.
    OWNER_EMAIL: 'ana@example.com',
    SIGN_UP: 'open',
    RATE_LIMITS: rateLimits,
    // The SDK's own variables; in AWS the runtime sets them.
    AWS_ENDPOINT_URL_DYNAMODB: dynamodbEndpoint,
    AWS_ENDPOINT_URL_SQS: `${address}/sqs`,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${address}/cognito/`,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  const auth = { USER_POOL_ID: userPoolId, USER_POOL_CLIENT_ID: clientId, USER_POOL_JWKS: JSON.stringify(jwks) };
  const pages = { ALLOWED_ORIGINS: origins.join(',') };
  const lambda = (app: string, name: string, environment: Record<string, string>, timeoutSeconds = 10) => ({
    file: bundle(app, name),
    // The SDK puts its application's name into what it sends: so tests tell who asks a table.
    environment: { ...environment, POWERTOOLS_SERVICE_NAME: name, AWS_SDK_UA_APP_ID: name },
    timeoutSeconds,
    memoryMb: 512,
  });
  return {
    authorize: lambda('websocket', 'authorize', { ...common, ...auth, ...pages }),
    connect: lambda('websocket', 'connect', common),
    message: lambda('websocket', 'message', { ...core, ...auth }, 29),
    disconnect: lambda('websocket', 'disconnect', core),
    request: lambda('http', 'request', { ...core, ...auth, ...pages }, 29),
    documents: lambda('http', 'documents', common),
    'register-person': lambda('background', 'register-person', core),
    'admit-sign-up': lambda('background', 'admit-sign-up', core),
    'limit-sign-in': lambda('background', 'limit-sign-in', core),
    'issue-token': lambda('background', 'issue-token', core),
    'look-at-invitation': lambda('http', 'look-at-invitation', { ...core, ...pages }),
    deliver: lambda('background', 'deliver', core, 15),
    'close-connections': lambda('background', 'close-connections', core, 15),
    'finish-removals': lambda('background', 'finish-removals', { ...core, ...auth }, 15),
  };
};
