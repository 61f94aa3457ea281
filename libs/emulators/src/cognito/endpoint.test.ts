import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { DescribeUserPoolCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientId, password, refusalOf, startPool } from './testing/start-pool';
import { promiseWithResolvers } from '../promise-with-resolvers';

const call = (endpoint: string, operation: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the endpoint', () => {
  it('writes an error as the service does', async () => {
    const { endpoint } = await startPool();
    const reply = await call(endpoint, 'GetUser', { AccessToken: 'x' });
    expect(reply.status).toBe(400);
    expect(reply.headers.get('x-amzn-errortype')).toBe('NotAuthorizedException:');
    expect(reply.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(reply.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await reply.json()).toEqual({ __type: 'NotAuthorizedException', message: 'Invalid Access Token' });
  });

  it('lets a page of any origin call it', async () => {
    const { endpoint } = await startPool();
    const asked = 'cache-control,content-type,x-amz-target,x-amz-user-agent';
    const preflight = await fetch(endpoint, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:4400',
        'access-control-request-method': 'POST',
        'access-control-request-headers': asked,
      },
    });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe(asked);
    const reply = await call(endpoint, 'GetUser', {});
    expect(reply.headers.get('access-control-allow-origin')).toBe('*');
    expect(reply.headers.get('access-control-expose-headers')).toContain('x-amzn-ErrorType');
  });

  it.each([
    ['not JSON', '{"ClientId":', 'SerializationException'],
    ['nothing', '', 'SerializationException'],
    ['a list', '[]', 'SerializationException'],
    ['a number where text belongs', { ClientId: 7 }, 'SerializationException'],
    ['text that is too short', { ClientId: '' }, 'InvalidParameterException'],
    ['nothing where text belongs', {}, 'InvalidParameterException'],
    ['null where text belongs', { ClientId: null }, 'InvalidParameterException'],
  ])('refuses %s', async (_name, body, type) => {
    const { endpoint } = await startPool();
    const reply = await call(endpoint, 'SignUp', body);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ __type: type });
  });

  it('names what is missing as the service does', async () => {
    const { endpoint } = await startPool();
    expect(await (await call(endpoint, 'SignUp', { ClientId: clientId, Username: 'a@b.example' })).json()).toEqual({
      __type: 'InvalidParameterException',
      message:
        "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null",
    });
  });

  it('refuses more than 128 KB with 413, and serves on', async () => {
    const { endpoint, register } = await startPool();
    const reply = await call(endpoint, 'SignUp', 'x'.repeat(128 * 1024 + 1));
    expect(reply.status).toBe(413);
    expect(await reply.json()).toMatchObject({ __type: 'RequestEntityTooLargeException' });
    await register('ana@example.com');
  });

  it('takes no notice of a client that goes away while it sends', async () => {
    const reported: unknown[] = [];
    const { pool } = await startPool({ onError: (error) => reported.push(error) });
    const isOver = promiseWithResolvers<void>();
    const server = createServer((req, res) => {
      pool.handle(req, res);
      req.once('close', () => setImmediate(isOver.resolve));
      client.destroy();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{"Cli');
    await isOver.promise;
    expect(reported).toEqual([]);
  });

  it('refuses operations it does not have, other methods and another client', async () => {
    const { endpoint, sdk } = await startPool();
    const list = await refusalOf(sdk.send(new DescribeUserPoolCommand({ UserPoolId: 'eu-west-1_Parley' })));
    expect(list[0]).toBe('UnknownOperationException');
    expect(list[1]).toContain('DescribeUserPool');
    for (const target of ['', 'SomeOtherService.SignUp', 'AWSCognitoIdentityProviderService.__proto__']) {
      const reply = await fetch(endpoint, { method: 'POST', headers: { 'x-amz-target': target }, body: '{}' });
      expect(await reply.json()).toMatchObject({ __type: 'UnknownOperationException' });
    }
    const get = await fetch(endpoint);
    expect(get.status).toBe(400);
    const other = new SignUpCommand({ ClientId: 'another', Username: 'ana@example.com', Password: password });
    expect(await refusalOf(sdk.send(other))).toEqual([
      'ResourceNotFoundException',
      'User pool client another does not exist.',
    ]);
  });
});
