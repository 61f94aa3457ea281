import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { onTestFinished } from 'vitest';

export type Answer = { status: number; body: object };
/** What a pool refuses with. */
export const fault = (type: string, status = 400): Answer => ({ status, body: { __type: type, message: type } });

/** A pool that answers each call as it is told, in turn, and then with nothing to say; what was asked. */
export const aPool = async (...answers: Answer[]) => {
  const asked: { operation: string; input: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push({ operation, input: await json(request) });
    const { status, body } = answers.shift() ?? { status: 200, body: {} };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new CognitoIdentityProviderClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  const options = { client, userPoolId: 'us-east-1_Pool' };
  return { options, asked, operations: () => asked.map(({ operation }) => operation) };
};

/** Somebody whom the pool knows, as it tells administrators. */
export const account = (email: string, email_verified: string, UserStatus = 'CONFIRMED'): Answer => ({
  status: 200,
  body: {
    ...{ Username: 'ana', UserStatus },
    UserAttributes: Object.entries({ email, email_verified }).map(([Name, Value]) => ({ Name, Value })),
  },
});
