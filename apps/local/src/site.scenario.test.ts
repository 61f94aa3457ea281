import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { requests, type Request } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { clientId, region, userPoolId } from './deployment';
import { useStack } from './testing/a-stack';
import { call, type Call } from './testing/over-http';

const stack = useStack();
const get = (path: string, more: Omit<Call, 'path'> = {}) => call(stack().url, { path, ...more });
/** What a server says to these very bytes. */
const wire = async (bytes: string): Promise<string> => {
  const socket = createConnection(Number(new URL(stack().url).port), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
};

describe('the page', () => {
  it('is served under a policy that allows no inline and no foreign script', async () => {
    const page = await get('/');
    expect(page).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    });
    const policy = String(page.headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
    const scripts = page.text.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toMatch(/ src="\//);
  });

  it('is the same for every path of the app', async () => {
    const page = await get('/');
    for (const path of [
      '/c/c-00000000000000000000000000000001',
      '/sign-in?next=/',
      '/%zz',
      '//',
      '//[',
      '/%2fetc/passwd',
    ])
      expect(await get(path), path).toMatchObject({ status: 200, text: page.text });
  });

  it('comes with its scripts, which a browser may keep for ever', async () => {
    const { text } = await get('/');
    const [, script = ''] = /<script[^>]* src="([^"]+)"/.exec(text) ?? [];
    expect(await get(script)).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
      },
    });
  });

  it('does not stand in for a script that is missing', async () => {
    expect(await get('/assets/gone-12345.js')).toMatchObject({ status: 404, text: '' });
  });

  it('is read, and not written', async () => {
    expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    expect(await get('/', { method: 'POST', body: 'x' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
  });

  it('finds what it needs to know in config.json, and nothing secret', async () => {
    const { url } = stack();
    expect((await get('/config.json')).body).toEqual({
      workspace: 'Parley',
      region,
      userPoolId,
      userPoolClientId: clientId,
      userPoolEndpoint: `${url}/cognito/`,
      userPoolDomain: `${new URL(url).host}/cognito`,
      mailUrl: `${url}/mail`,
    });
  });
});

describe('the documents', () => {
  const routes = Object.values(requests as Record<string, Request>).flatMap(({ http }) => http ?? []);

  it('tells every route in OpenAPI, to anybody', async () => {
    const { status, body } = await get('/api/openapi.json');
    const { openapi, paths } = body as { openapi: string; paths: Record<string, Record<string, unknown>> };
    expect({ status, openapi }).toEqual({ status: 200, openapi: expect.stringMatching(/^3\.1\./) });
    const told = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(told).toEqual(expect.arrayContaining(routes));
  });

  it('tells every request of the socket in AsyncAPI, to anybody', async () => {
    const { status, body, text } = await get('/api/asyncapi.json');
    expect({ status, asyncapi: (body as { asyncapi: string }).asyncapi }).toEqual({
      status: 200,
      asyncapi: expect.stringMatching(/^3\./),
    });
    for (const type of Object.keys(requests)) expect(text).toContain(`"${type}"`);
  });
});

describe('the one port', () => {
  it('is healthy once it is ready', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it.each(['/', '/mail', '/config.json', '/healthz', '/api/openapi.json', '/cognito/', '/ws'])(
    'serves %s to no other name than its own: a foreign one may be pointed here',
    async (path) => {
      expect(await get(path, { headers: { host: 'rebound.example:4400' } })).toMatchObject({
        status: 403,
        body: { message: 'Use http://localhost.' },
      });
    },
  );

  it('[F1] gives the WebSocket API no other path than its own, and no plain request', async () => {
    expect(await get('/ws')).toMatchObject({ status: 403 });
    expect(await get('/ws/elsewhere')).toMatchObject({ status: 403 });
    expect(await get('/ws/@connections/AAAAAAAAAAAAAAA=', { method: 'POST', body: 'hi' })).toMatchObject({
      status: 403,
    });
  });

  it('has no such route under /api for anybody', async () => {
    expect(await get('/api')).toMatchObject({ status: 404, body: { message: 'Not Found' } });
    expect(await get('/api/%zz')).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
  });

  const upgrade = (path: string, host: string) =>
    wire(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);

  it.each([
    ['/ws', 'rebound.example', '403 Forbidden'],
    ['/elsewhere', 'localhost', '404 Not Found'],
    ['/ws/elsewhere', 'localhost', '403 Forbidden'],
    ['/ws', 'localhost', '400 Bad Request'],
  ])('answers an upgrade to %s at %s, and closes it', async (path, host, status) => {
    expect(await upgrade(path, host)).toMatch(`HTTP/1.1 ${status}\r\n`);
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['HTTP 1.1 without a Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a header without an end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
  ])('answers %s with a 4xx', async (_, bytes) => {
    expect(await wire(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it('shows mailed codes on a page of its own', async () => {
    expect(await get('/mail')).toMatchObject({ status: 200, text: expect.stringContaining('ana@example.com') });
  });
});
