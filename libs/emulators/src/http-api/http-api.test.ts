import { LambdaError } from '../lambda-runner/lambda-error';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, createServer, request, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { lambdaRunner } from '../lambda-runner/lambda-runner';
import { fakeClock } from '../testing/fake-clock';
import { httpApi, type HttpApiOptions } from './http-api';
import { type HttpEvent } from './http-event';
import { promiseWithResolvers } from '../promise-with-resolvers';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
});

/** The API behind a real server, with one function that answers everything. */
const served = async (answer: (event: HttpEvent) => unknown, more: Partial<HttpApiOptions> = {}) => {
  const api = httpApi({
    apiId: 'parleyapi',
    region: 'eu-central-1',
    accountId: '000000000000',
    routes: [{ routeKey: '$default', function: 'http' }],
    invoke: async (_, event) => answer(event as HttpEvent),
    ...more,
  });
  const server = createServer((req, res) => void api.handle(req, res)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const echo = (event: HttpEvent) => event;
const eventOf = async (response: Response) => (await response.json()) as HttpEvent;

describe('the event of a request', () => {
  it('has the full shape of payload format 2.0', async () => {
    const clock = fakeClock(Date.UTC(2020, 2, 12, 19, 3, 58));
    const routes = [{ routeKey: 'ANY /api/{proxy+}', function: 'http' }];
    const url = await served(echo, { clock, routes });
    const response = await fetch(`${url}/api/notes/1?a=1&b=x%20y&a=2`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'parley test', Cookie: 'a=1; b=2', 'X-Own': 'Yes' },
      body: '{"text":"höi"}',
    });
    expect(await response.json()).toEqual({
      version: '2.0',
      routeKey: 'ANY /api/{proxy+}',
      rawPath: '/api/notes/1',
      rawQueryString: 'a=1&b=x%20y&a=2',
      cookies: ['a=1', 'b=2'],
      headers: expect.objectContaining({
        'content-type': 'application/json',
        'content-length': '15',
        'x-own': 'Yes',
        host: new URL(url).host,
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
        'x-forwarded-port': new URL(url).port,
      }) as unknown,
      queryStringParameters: { a: '1,2', b: 'x y' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'parleyapi',
        domainName: 'parleyapi.execute-api.eu-central-1.amazonaws.com',
        domainPrefix: 'parleyapi',
        http: {
          method: 'POST',
          path: '/api/notes/1',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'parley test',
        },
        requestId: response.headers.get('apigw-requestid'),
        routeKey: 'ANY /api/{proxy+}',
        stage: '$default',
        time: '12/Mar/2020:19:03:58 +0000',
        timeEpoch: Date.UTC(2020, 2, 12, 19, 3, 58),
      },
      pathParameters: { proxy: 'notes/1' },
      body: '{"text":"höi"}',
      isBase64Encoded: false,
    });
  });

  it('leaves out what is not there', async () => {
    const event = await eventOf(await fetch(await served(echo)));
    for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'body'])
      expect(event).not.toHaveProperty(name);
    expect(event).toMatchObject({ rawPath: '/', rawQueryString: '', isBase64Encoded: false });
    expect(event.requestContext).not.toHaveProperty('authorizer');
    expect(event.headers).not.toHaveProperty('connection');
  });

  it('joins headers of one name by a comma and cookie headers into one list', async () => {
    const url = await served(echo);
    const sent = request(url, {
      headers: { 'X-Tag': ['a', 'b,c'], Cookie: ['a=1; b=2', 'c=3'], 'X-Forwarded-For': '9.9.9.9' },
    });
    const [response] = (await once(sent.end(), 'response')) as [IncomingMessage];
    const event = (await json(response)) as HttpEvent;
    expect(event.headers).toMatchObject({ 'x-tag': 'a,b,c', 'x-forwarded-for': '9.9.9.9, 127.0.0.1' });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3']);
  });

  it('carries the path decoded, and a path that cannot be decoded is a bad request', async () => {
    const url = await served(echo);
    const event = await eventOf(await fetch(`${url}/people/J%C3%B6rg%20M`));
    expect([event.rawPath, event.requestContext.http.path]).toEqual(['/people/Jörg M', '/people/Jörg M']);
    const bad = await fetch(`${url}/%ff`);
    expect([bad.status, await bad.text()]).toEqual([400, '{"message":"Bad Request"}']);
  });

  it.each([
    ['text/plain;charset=utf-8', false],
    ['application/json; charset=utf-8', false],
    ['application/xml', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['application/jsonlines', true],
    ['', true],
  ])('carries a body of type "%s" as base64: %s', async (type, isBase64Encoded) => {
    const body = Buffer.from('a=b');
    const event = await eventOf(
      await fetch(await served(echo), { method: 'PUT', body, headers: type ? { 'content-type': type } : {} }),
    );
    expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'YT1i' : 'a=b' });
  });
});

describe('a response', () => {
  it('is what the function says, part by part', async () => {
    const url = await served(() => ({
      statusCode: 201,
      headers: { 'Content-Type': 'image/png', 'X-Number': 7, 'Transfer-Encoding': 'chunked' },
      cookies: ['a=1; HttpOnly', 'b=2'],
      body: Buffer.from([0, 255]).toString('base64'),
      isBase64Encoded: true,
    }));
    const response = await fetch(url);
    expect(response.status).toBe(201);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-number': '7',
      'content-length': '2',
      'apigw-requestid': expect.stringMatching(/^[\w+/]{15}=$/) as unknown,
    });
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  });

  it('is plain text when the function names no type', async () => {
    const response = await fetch(await served(() => ({ statusCode: 404, body: 'gone' })));
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/plain;charset=UTF-8']);
  });

  it.each([
    [{ ok: true }, '{"ok":true}'],
    ['hello', 'hello'],
    [[1, 2], '[1,2]'],
    [null, 'null'],
  ])('is inferred without a statusCode: %j is a 200 in JSON', async (result, body) => {
    const response = await fetch(await served(() => result));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await response.text()).toBe(body);
  });

  it('has no body when it is a 204', async () => {
    const response = await fetch(await served(() => ({ statusCode: 204 })));
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([204, null, '']);
  });

  it.each([
    ['statusCode', { statusCode: 'fine' }],
    ['statusCode', { statusCode: 99 }],
    ['body', { statusCode: 200, body: { not: 'text' } }],
    ['headers', { statusCode: 200, headers: 'x' }],
    ['header x', { statusCode: 200, headers: { x: ['a'] } }],
    ['Header name', { statusCode: 200, headers: { 'bad name': 'a' } }],
    ['Invalid character', { statusCode: 200, headers: { x: 'a\r\nb: c' } }],
    ['Invalid character', { statusCode: 200, cookies: ['a=1\r\nb: c'] }],
    ['cookies', { statusCode: 200, cookies: 'a=1' }],
    ['isBase64Encoded', { statusCode: 200, isBase64Encoded: 'yes' }],
  ])('is a mute 500 when its %s is malformed', async (part, result) => {
    const onError = vi.fn<(error: unknown) => void>();
    const response = await fetch(await served(() => result, { onError }));
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(String(onError.mock.lastCall?.[0])).toContain(part);
  });

  it('is a mute 500 when the function fails', async () => {
    const fails = () => {
      throw new Error('the database is at 10.0.0.7');
    };
    const response = await fetch(await served(fails));
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  it('is a 404 without a route', async () => {
    const response = await fetch(await served(echo, { routes: [{ routeKey: 'GET /api', function: 'http' }] }));
    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
  });

  it('leaves the connection usable when the body was not read', async () => {
    const url = await served(echo, { routes: [{ routeKey: 'GET /api', function: 'http' }] });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const statusOf = async (method: string, path: string, body = '') => {
      const [response] = (await once(request(url + path, { method, agent }).end(body), 'response')) as [
        IncomingMessage,
      ];
      await text(response);
      return response.statusCode;
    };
    expect(await statusOf('POST', '/nowhere', 'x'.repeat(5_000_000))).toBe(404);
    expect(await statusOf('GET', '/api')).toBe(200);
    agent.destroy();
  });

  it('is a 503 when the function takes more than 30 s', async () => {
    const clock = fakeClock();
    const asked = promiseWithResolvers<void>();
    const never = () => {
      asked.resolve();
      return new Promise(() => {});
    };
    const pending = fetch(await served(never, { clock }));
    await asked.promise;
    clock.advance(30_000);
    const response = await pending;
    expect([response.status, await response.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  it('is a 413 when the event is more than Lambda takes', async () => {
    const errorType = 'RequestEntityTooLargeException';
    const url = await served(() => Promise.reject(new LambdaError({ errorType, errorMessage: '', trace: [] })));
    const response = await fetch(url, { method: 'POST', body: 'x' });
    expect([response.status, await response.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
  });

  it('is a 413 when the body is over 10 MB, without asking the function', async () => {
    const asked = vi.fn<(event: HttpEvent) => unknown>(({ body = '' }) => ({ bytes: body.length }));
    const url = await served(asked);
    const sized = (bytes: number) =>
      fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(bytes) });
    const limit = 10 * 1024 * 1024;
    expect(await (await sized(limit)).json()).toEqual({ bytes: limit });
    const tooLarge = await sized(limit + 1);
    expect([tooLarge.status, await tooLarge.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
    expect(asked).toHaveBeenCalledOnce();
  });
});

describe('a route with a JWT authorizer', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_parley';
  const clock = fakeClock(Date.UTC(2026, 0, 31));
  const now = clock.now() / 1000;
  const valid = { iss: issuer, client_id: 'web', sub: 'p-1', exp: now + 60, iat: now };

  const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const tokenOf = (claims: object, header: object = {}, key: KeyObject = privateKey) => {
    const signed = `${base64url({ alg: 'RS256', kid: 'k-1', ...header })}.${base64url(claims)}`;
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
  };
  const guarded = (scopes?: string[]) =>
    served(echo, {
      clock,
      routes: [
        { routeKey: 'GET /open', function: 'http' },
        { routeKey: 'ANY /{proxy+}', function: 'http', authorizer: 'jwt', ...(scopes && { scopes }) },
      ],
      jwt: {
        issuer,
        audience: ['web', 'phone'],
        jwks: () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k-1' }] }),
      },
    });
  const asked = async (authorization?: string, scopes?: string[]) =>
    fetch(`${await guarded(scopes)}/api`, { headers: authorization === undefined ? {} : { authorization } });

  it('hands the claims on as strings', async () => {
    const claims = { ...valid, 'cognito:groups': ['admins', 'staff'], email_verified: true, scope: 'a b' };
    const { requestContext } = await eventOf(await asked(`Bearer ${tokenOf(claims)}`));
    expect(requestContext.authorizer).toEqual({
      jwt: {
        claims: {
          iss: issuer,
          client_id: 'web',
          sub: 'p-1',
          exp: `${now + 60}`,
          iat: `${now}`,
          'cognito:groups': '[admins staff]',
          email_verified: 'true',
          scope: 'a b',
        },
        scopes: null,
      },
    });
  });

  it('takes the token without the word Bearer, and aud before client_id', async () => {
    expect((await asked(tokenOf({ ...valid, aud: 'phone', client_id: 'other' }))).status).toBe(200);
    expect((await asked(tokenOf({ ...valid, aud: ['x', 'web'] }))).status).toBe(200);
    expect((await asked(tokenOf({ ...valid, aud: 'other' }))).status).toBe(401);
  });

  it.each([
    ['is malformed', 'the token is malformed', () => 'nonsense'],
    ['has claims that are no object', 'the token is malformed', () => tokenOf([]).replace(/\.[^.]*\./, '.MQ.')],
    ['is unsigned', 'signature method invalid', () => tokenOf(valid, { alg: 'none' })],
    ['is signed with a shared secret', 'signature method invalid', () => tokenOf(valid, { alg: 'HS256' })],
    ['names no known key', 'unable to find a signing key', () => tokenOf(valid, { kid: 'k-2' })],
    ['names no key', 'unable to find a signing key', () => tokenOf(valid, { kid: undefined })],
    ['is signed by somebody else', 'signature is invalid', () => tokenOf(valid, {}, stranger)],
    [
      'was changed',
      'signature is invalid',
      () => tokenOf(valid).replace(/\.[^.]*\./, `.${base64url({ ...valid, sub: 'p-2' })}.`),
    ],
    ['has expired', 'the token has expired', () => tokenOf({ ...valid, exp: now })],
    ['never expires', 'the token has expired', () => tokenOf({ ...valid, exp: undefined })],
    ['is not valid yet', 'the token is not valid yet', () => tokenOf({ ...valid, nbf: now + 1 })],
    ['comes from the future', 'the token is not valid yet', () => tokenOf({ ...valid, iat: now + 1 })],
    ['has another issuer', 'does not have a valid issuer', () => tokenOf({ ...valid, iss: `${issuer}x` })],
    ['has another audience', 'does not have a valid audience', () => tokenOf({ ...valid, client_id: 'other' })],
    ['has no audience', 'does not have a valid audience', () => tokenOf({ ...valid, client_id: undefined })],
  ])('answers 401 when the token %s', async (_, description, token) => {
    const response = await asked(`Bearer ${token()}`);
    expect([response.status, await response.text()]).toEqual([401, '{"message":"Unauthorized"}']);
    const challenge = response.headers.get('www-authenticate');
    expect(challenge).toMatch(/^Bearer scope="" error="invalid_token" error_description="[^"]+"$/);
    expect(challenge).toContain(description);
  });

  it('answers 401 without a token, and other routes stay open', async () => {
    const response = await asked();
    expect([response.status, await response.text()]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect((await asked('Bearer ')).status).toBe(401);
    expect((await fetch(`${await guarded()}/open`)).status).toBe(200);
  });

  it('answers 403 when the token holds none of the scopes', async () => {
    const response = await asked(tokenOf({ ...valid, scope: 'chat.other' }), ['chat.read', 'chat.write']);
    expect([response.status, await response.text()]).toEqual([403, '{"message":"Forbidden"}']);
    expect(response.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    const held = await asked(tokenOf({ ...valid, scope: 'x chat.write' }), ['chat.read', 'chat.write']);
    expect((await eventOf(held)).requestContext.authorizer?.jwt.scopes).toEqual(['x', 'chat.write']);
  });

  it('cannot be without the issuer and keys to check against', () => {
    const routes = [{ routeKey: '$default', function: 'http', authorizer: 'jwt' as const }];
    expect(() => httpApi({ apiId: 'a', region: 'r', accountId: '0', invoke: async () => 1, routes })).toThrow(
      'Route "$default" asks for a JWT, but the API has no jwt configuration',
    );
  });
});

describe('an API with CORS', () => {
  const origin = 'https://app.example.com';
  const cors = {
    allowOrigins: [origin],
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization'],
    maxAgeSeconds: 60,
  };
  const own = () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' });
  const preflight = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } };
  const corsHeaders = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

  it('answers the preflight itself and replaces the headers of its functions', async () => {
    const url = await served(own, { cors, routes: [{ routeKey: 'GET /', function: 'http' }] });
    const answer = await fetch(url, preflight);
    expect(answer.status).toBe(204);
    expect(corsHeaders(answer)).toEqual({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '60',
    });
    expect(corsHeaders(await fetch(url, { headers: { origin } }))).toEqual({ 'access-control-allow-origin': origin });
  });

  it('lets the browser read its own refusals too', async () => {
    const url = await served(() => Promise.reject(new Error('no')), {
      cors,
      routes: [{ routeKey: 'GET /', function: 'http' }],
    });
    for (const path of ['/', '/not-there'])
      expect(corsHeaders(await fetch(url + path, { headers: { origin } }))).toEqual({
        'access-control-allow-origin': origin,
      });
  });

  it('says nothing to another origin', async () => {
    const url = await served(own, { cors });
    const headers = { ...preflight.headers, origin: 'https://evil.example.com' };
    const answer = await fetch(url, { ...preflight, headers });
    expect([answer.status, corsHeaders(answer)]).toEqual([204, {}]);
    expect(corsHeaders(await fetch(url, { headers: { origin: headers.origin } }))).toEqual({});
  });

  it('is not there unless it is configured', async () => {
    const url = await served(own, { routes: [{ routeKey: 'GET /', function: 'http' }] });
    expect((await fetch(url, preflight)).status).toBe(404);
    expect(corsHeaders(await fetch(url, { headers: { origin } }))).toEqual({ 'access-control-allow-origin': '*' });
  });
});

describe('an API in front of the Lambda runner', () => {
  it('answers with what the built function says, and 500 when it fails', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-http-'));
    const file = join(folder, 'http.mjs');
    await writeFile(
      file,
      `export const handler = async ({ rawPath, body }) => {
        if (rawPath === '/fail') throw new Error('no');
        return { statusCode: 202, headers: { 'x-function': process.env.AWS_LAMBDA_FUNCTION_NAME }, body: body.toUpperCase() };
      };`,
    );
    const functions = { http: { file, environment: {}, timeoutSeconds: 3, memoryMb: 128 } };
    const runner = lambdaRunner({ functions, region: 'eu-central-1', accountId: '000000000000', onLog: () => {} });
    const url = await served(echo, { invoke: (name, event) => runner.invoke(name, event) });
    const response = await fetch(url, { method: 'POST', body: 'hi', headers: { 'content-type': 'text/plain' } });
    expect([response.status, response.headers.get('x-function'), await response.text()]).toEqual([202, 'http', 'HI']);
    expect((await fetch(`${url}/fail`)).status).toBe(500);
    await runner.close();
    await rm(folder, { recursive: true });
  });
});
