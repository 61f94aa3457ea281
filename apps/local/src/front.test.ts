import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { front, type Parts, type Progress } from './front';
import { call } from './testing/over-http';

/** A part that only says which one it is. */
const saying =
  (name: string): RequestListener =>
  (_, response) =>
    void response.end(name);
const parts: Parts = {
  api: saying('api'),
  cognito: saying('cognito'),
  google: saying('google'),
  mail: saying('mail'),
  queues: saying('sqs'),
  sockets: { management: saying('ws'), upgrade: (_, socket) => void socket.end('the socket of ws') },
  site: saying('site'),
  hotReload: false,
  config: (origin: string) => ({ workspace: 'Parley', mailUrl: `${origin}/mail` }),
};

const start = async (progress: Progress) => {
  const { handle, upgrade } = front(progress);
  const server = createServer(handle).on('upgrade', upgrade).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  return {
    server,
    get: (path: string, host = `localhost:${port}`) => call(url, { path, headers: { host } }),
    upgraded: (path: string, { host = 'localhost', protocol = 'chat.v1' } = {}) => {
      const socket = createConnection(port, '127.0.0.1');
      const headers = `Host: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: ${protocol}`;
      socket.write(`GET ${path} HTTP/1.1\r\n${headers}\r\n\r\n`);
      return text(socket);
    },
  };
};

describe('the front', () => {
  it.each([
    ['/api', 'api'],
    ['/api/people/me?x=/mail', 'api'],
    ['/ws', 'ws'],
    ['/ws/@connections/1', 'ws'],
    ['/cognito/', 'cognito'],
    ['/cognito/oauth2/authorize?client_id=x', 'cognito'],
    ['/google/auth', 'google'],
    ['/mail?to=ana@example.com', 'mail'],
    ['/sqs/', 'sqs'],
    ['/', 'site'],
    ['/c/1', 'site'],
    ['/apiary', 'site'],
    ['/mailbox', 'site'],
    ['//', 'site'],
  ])('leads %s to %s', async (path, part) => {
    const { get } = await start({ parts, isReady: true });
    expect(await get(path)).toMatchObject({ status: 200, text: part });
  });

  it('leads /_faults to their switch where there is one, and else to the site', async () => {
    const { get } = await start({ parts: { ...parts, faults: saying('faults') }, isReady: true });
    expect(await get('/_faults/strike')).toMatchObject({ text: 'faults' });
    expect(await (await start({ parts, isReady: true })).get('/_faults')).toMatchObject({ text: 'site' });
  });

  it('tells the page what it needs to know, by the name under which it was asked', async () => {
    const { get } = await start({ parts, isReady: true });
    for (const host of ['localhost:4400', '127.0.0.1:4400'])
      expect(await get('/config.json', host)).toMatchObject({
        body: { workspace: 'Parley', mailUrl: `http://${host}/mail` },
        headers: { 'cache-control': 'no-store' },
      });
  });

  it('answers 503 while it starts, and is healthy only when it is ready', async () => {
    const progress: Progress = { isReady: false };
    const { get, upgraded } = await start(progress);
    for (const path of ['/', '/api/people/me', '/healthz', '/config.json']) expect((await get(path)).status).toBe(503);
    expect(await upgraded('/ws')).toMatch('HTTP/1.1 503 ');
    progress.parts = parts;
    expect(await get('/')).toMatchObject({ status: 200 });
    expect(await get('/healthz')).toMatchObject({ status: 503, body: { status: 'not ready' } });
    progress.isReady = true;
    expect(await get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it.each(['localhost', '127.0.0.1:4400', '[::1]:4400'])('is at home at %s', async (host) => {
    const { get } = await start({ parts, isReady: true });
    expect(await get('/', host)).toMatchObject({ status: 200 });
  });

  it.each([
    'evil.example',
    'localhost.evil.example',
    'evil.example:4400',
    'localhost:4400@evil.example',
    '127.0.0.1.nip.io',
  ])('is not at home at %s, which somebody may have pointed here', async (host) => {
    const { get, upgraded } = await start({ parts, isReady: true });
    expect(await get('/mail', host)).toMatchObject({ status: 403 });
    expect(await upgraded('/ws', { host })).toMatch('HTTP/1.1 403 ');
  });

  it('leads upgrades of /ws to the sockets, and refuses all others', async () => {
    const { upgraded } = await start({ parts, isReady: true });
    expect(await upgraded('/ws')).toBe('the socket of ws');
    for (const path of ['/', '/wsx', '/api']) expect(await upgraded(path)).toMatch('HTTP/1.1 404 ');
    expect(await upgraded('/', { protocol: 'vite-hmr' })).toMatch('HTTP/1.1 404 ');
  });

  it("leaves Vite's own upgrades to Vite where it is there, and no others", async () => {
    const { server, upgraded } = await start({ parts: { ...parts, hotReload: true }, isReady: true });
    server.on('upgrade', ({ headers }, socket) => {
      if (headers['sec-websocket-protocol'] === 'vite-hmr') socket.end('the socket of Vite');
    });
    expect(await upgraded('/', { protocol: 'vite-hmr' })).toBe('the socket of Vite');
    expect(await upgraded('/')).toMatch('HTTP/1.1 404 ');
  });

  it('outlives a client that is gone before its upgrade is refused', () => {
    const { upgrade } = front({ isReady: false });
    const socket = Object.assign(new EventEmitter(), { end: () => undefined, destroy: () => undefined });
    upgrade({ headers: { host: 'localhost' }, url: '/ws' } as never, socket as never, Buffer.alloc(0));
    expect(() => socket.emit('error', new Error('ECONNRESET'))).not.toThrow();
  });
});
