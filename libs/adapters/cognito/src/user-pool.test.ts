import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { expect, it, onTestFinished } from 'vitest';
import { userPool } from './user-pool';

type Answer = { status: number; body: object };
const fault = (type: string, status = 400): Answer => ({ status, body: { __type: type, message: type } });

/** A pool that answers each call as it is told, in turn, and then with nothing to say; what was asked. */
const aPool = async (...answers: Answer[]) => {
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
  const identity = userPool({ client, userPoolId: 'us-east-1_Pool' });
  return { identity, asked, operations: () => asked.map(({ operation }) => operation) };
};

const verbs = ['signOutEverywhere', 'disable', 'enable', 'deleteAccount'] as const;

it.each(verbs)('%s names the person and the pool, and nobody being there is no error', async (verb) => {
  const { identity, asked } = await aPool({ status: 200, body: {} }, fault('UserNotFoundException'));
  await identity[verb]('Google_1');
  await identity[verb]('nobody');
  expect(asked[0]?.input).toEqual({ UserPoolId: 'us-east-1_Pool', Username: 'Google_1' });
});

it.each(verbs)('%s rejects where the pool does not do it, so that it comes again', async (verb) => {
  const { identity } = await aPool(fault('TooManyRequestsException'));
  await expect(identity[verb]('ana')).rejects.toThrow('TooManyRequestsException');
});

it('invites by a mail of the pool, to an address that counts as confirmed', async () => {
  const { identity, asked } = await aPool();
  expect(await identity.invite('bo@example.com')).toBe('invited');
  expect(asked[0]).toMatchObject({
    operation: 'AdminCreateUser',
    input: { Username: 'bo@example.com', DesiredDeliveryMediums: ['EMAIL'] },
  });
  expect(asked[0]?.input).not.toHaveProperty('MessageAction');
});

it('tells an invitation that failed from one that was not needed', async () => {
  const { identity } = await aPool(fault('UsernameExistsException'), fault('UserLambdaValidationException'));
  expect(await identity.invite('bo@example.com')).toBe('already_here');
  await expect(identity.invite('cy@example.com')).rejects.toThrow('UserLambdaValidationException');
});

it('makes the group of a role where the pool has none yet, also while another process does', async () => {
  const { identity, operations } = await aPool(fault('ResourceNotFoundException'), fault('GroupExistsException'));
  await identity.setGroup('ana', 'admin');
  expect(operations()).toEqual(['AdminAddUserToGroup', 'CreateGroup', 'AdminAddUserToGroup', 'AdminListGroupsForUser']);
});

it('leaves groups alone that are not ours', async () => {
  const Groups = ['admin', 'finance', 'member'].map((GroupName) => ({ GroupName }));
  const { identity, asked } = await aPool({ status: 200, body: {} }, { status: 200, body: { Groups } });
  await identity.setGroup('ana', 'admin');
  expect(asked.slice(2)).toMatchObject([
    { operation: 'AdminRemoveUserFromGroup', input: { Username: 'ana', GroupName: 'member' } },
  ]);
});
