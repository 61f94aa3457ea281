import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { newSignUpSecret, signUpHashOf, signUpProof } from '@parley/protocol';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

type Item = Record<string, { S: string } | { N: string } | { M: object }>;
type Reply = [status: number, body: object];

/** What the tables and the pool say now, by operation, and what they were asked. */
const says: Record<string, (input: Record<string, unknown>) => Reply> = {};
const asked: string[] = [];
const server = createServer(async (request: IncomingMessage, response) => {
  const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
  asked.push(operation);
  const input = (await json(request)) as Record<string, unknown>;
  const [status, body] = says[operation]?.(input) ?? [500, {}];
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const environment = {
  ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_MAX_ATTEMPTS: '1' },
  ...{ CHAT_TABLE: 'chat', CONNECTIONS_TABLE: 'connections', SOCKET_ENDPOINT: address, DELIVERY_QUEUE_URL: address },
  ...{ EPOCH: '1', OWNER_EMAIL: 'owner@example.com', SIGN_UP: 'open', POWERTOOLS_METRICS_DISABLED: 'true' },
  POWERTOOLS_LOG_LEVEL: 'SILENT', // what is reported
  ...{ AWS_ENDPOINT_URL_DYNAMODB: address, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: address },
};
for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
const issue = (await import('./issue-token')).handler;
const limit = (await import('./limit-sign-in')).handler;

beforeEach(() => {
  asked.length = 0;
  for (const operation of Object.keys(says)) delete says[operation];
});

const common = { version: '1', region: 'us-east-1', userPoolId: 'us-east-1_Pool', userName: 'u-1' };
const callerContext = { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client-1' };
const userAttributes = {
  sub: 'u-1',
  email: 'ana@example.com',
  email_verified: 'true',
  'cognito:user_status': 'CONFIRMED',
};

describe('what Cognito asks before it makes tokens', () => {
  const event = (triggerSource: string) => ({
    ...{ ...common, triggerSource, callerContext, response: { claimsOverrideDetails: null } },
    request: {
      userAttributes,
      groupConfiguration: { groupsToOverride: ['member', 'finance'], iamRolesToOverride: [], preferredRole: null },
    },
  });
  const profile = (fields: Item = {}) => {
    says['BatchGetItem'] = () => [
      200,
      { Responses: { chat: [{ PK: { S: 'P#u-1' }, SK: { S: 'P' }, ...fields }] }, UnprocessedKeys: {} },
    ];
  };
  const account = (UserMFASettingList: string[], UserStatus = 'CONFIRMED') => {
    says['AdminGetUser'] = () => [200, { Username: 'u-1', UserStatus, UserMFASettingList }];
  };
  const sources = ['Authentication', 'RefreshTokens', 'NewPasswordChallenge', 'HostedAuth'];

  it.each(sources)('[AUTH-9] puts the role into the groups: TokenGeneration_%s', async (source) => {
    profile({ role: { S: 'admin' } });
    account([]);
    const given = event(`TokenGeneration_${source}`);
    expect(await issue(given)).toEqual({
      ...given,
      response: {
        claimsOverrideDetails: {
          groupOverrideDetails: { groupsToOverride: ['admin', 'finance'], iamRolesToOverride: [], preferredRole: null },
        },
      },
    });
    expect(asked).toEqual(source === 'HostedAuth' ? ['BatchGetItem', 'AdminGetUser'] : ['BatchGetItem']);
  });

  it.each(sources)('[AUTH-9] refuses who is suspended in words of ours: TokenGeneration_%s', async (source) => {
    profile({ status: { S: 'suspended' } });
    await expect(issue(event(`TokenGeneration_${source}`))).rejects.toThrow(/^suspended: You are suspended/);
  });

  it('[AUTH-9] gives the event back as it came where the table cannot be read', async () => {
    says['BatchGetItem'] = () => [400, { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException' }];
    const given = event('TokenGeneration_RefreshTokens');
    expect(await issue(given)).toEqual(given);
  });

  it('[AUTH-11] gives none to who signed up and was not registered, and to who was by the secret alone for a while', async () => {
    const secret = newSignUpSecret();
    const hash = await signUpHashOf(secret);
    const given = event('TokenGeneration_Authentication');
    const own = { ...userAttributes, [signUpProof.attribute]: await signUpHashOf('of the sign-up') };
    const showing = (clientMetadata?: object) => ({
      ...given,
      request: { ...given.request, userAttributes: own, clientMetadata },
    });
    profile();
    await expect(issue(showing())).rejects.toThrow(/^choose_password: /);
    const until = { N: String(Date.now() + 60_000) };
    profile({ username: { S: 'u-1' }, held: { M: { until, hash: { S: hash } } } });
    await expect(issue(showing())).rejects.toThrow(/^just_reset: .* retryAfterMs=\d+$/);
    await issue(showing({ [signUpProof.metadata]: secret }));
  });

  it('[AUTH-11] lets nobody in anew who signed up, where the table cannot be read', async () => {
    says['BatchGetItem'] = () => [400, { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException' }];
    const given = event('TokenGeneration_Authentication');
    const own = { ...userAttributes, [signUpProof.attribute]: await signUpHashOf('of the sign-up') };
    await expect(issue({ ...given, request: { ...given.request, userAttributes: own } })).rejects.toThrow(/^busy: /);
  });

  it('[AUTH-10] refuses who comes by Google past a second step, and nobody else', async () => {
    profile();
    account(['SOFTWARE_TOKEN_MFA']);
    await expect(issue(event('TokenGeneration_HostedAuth'))).rejects.toThrow(
      /^second_step: This account has a second step: sign in with your password\.$/,
    );
    await issue(event('TokenGeneration_Authentication'));
    account(['SOFTWARE_TOKEN_MFA'], 'EXTERNAL_PROVIDER');
    await issue(event('TokenGeneration_HostedAuth'));
  });

  it('[AUTH-10] lets nobody in by Google where the pool does not say whether they have one', async () => {
    profile();
    says['AdminGetUser'] = () => [400, { __type: 'InternalErrorException' }];
    await expect(issue(event('TokenGeneration_HostedAuth'))).rejects.toThrow(/^internal: /);
  });
});

describe('what Cognito asks before it looks at a password', () => {
  const event = (userNotFound: boolean) => ({
    ...{ ...common, triggerSource: 'PreAuthentication_Authentication', callerContext, response: {} },
    request: { userAttributes: userNotFound ? {} : userAttributes, validationData: {}, userNotFound },
  });
  const empty = (input: Record<string, unknown>): Reply => {
    const item = { ...(input['Key'] as Item), fullAt: { N: String(Date.now() + 3_600_000) } };
    return [400, { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', Item: item }];
  };

  it('[LIMIT-1] is one conditional update', async () => {
    says['UpdateItem'] = () => [200, {}];
    const given = event(false);
    expect(await limit(given)).toEqual(given);
    expect(asked).toEqual(['UpdateItem']);
  });

  it('[LIMIT-1] refuses somebody and nobody alike, and says how long to wait', async () => {
    says['UpdateItem'] = empty;
    for (const isNobody of [false, true])
      await expect(limit(event(isNobody))).rejects.toThrow(/^slow_down: .* retryAfterMs=\d+$/);
  });

  it('goes on where it cannot be counted', async () => {
    says['UpdateItem'] = () => [400, { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException' }];
    await limit(event(true));
  });
});
