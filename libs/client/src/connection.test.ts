import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocket as WsWebSocket, WebSocketServer } from 'ws';
import { systemClock } from './clock';
import { openConnection } from './connection';
import { Unreachable } from './failures';
import type { Fetch } from './http';
import type { WebSocketClass } from './web-socket';

const servers: WebSocketServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A real server, which answers `people.me` and nothing else. */
const aServer = async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'chat.v1' });
  servers.push(server);
  await once(server, 'listening');
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      const { id, type } = JSON.parse(String(data)) as { id: string; type: string };
      const person = { id: 'ana', name: 'Ana', email: 'ana@example.com' };
      if (type === 'people.me')
        socket.send(JSON.stringify({ type: 'reply', id, body: { person, settings: { readReceipts: true } } }));
      else socket.terminate();
    }),
  );
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`;
};
const quiet = { onPush: () => undefined, onClosed: () => undefined };
// Type-checked, not run: what browsers and Node have fits without a cast.
const _fetch: Fetch = fetch;

it.each<[string, WebSocketClass]>([
  ['of the ws package', WsWebSocket],
  ['of the platform', WebSocket],
])('talks over the WebSocket class %s, and rejects what is not answered before a close', async (_, webSocket) => {
  const socketUrl = await aServer();
  let closed = 0;
  const events = { ...quiet, onClosed: () => void (closed += 1) };
  const connection = await openConnection({ socketUrl, webSocket, clock: systemClock }, 'token', events);
  expect(await connection.ask('people.me', {})).toMatchObject({ person: { id: 'ana' } });
  await expect(connection.ask('connections.ping', { positions: [] })).rejects.toThrow(Unreachable);
  expect([closed, connection.isOpen()]).toEqual([1, false]);
});

it.each<[string, WebSocketClass]>([
  ['of the ws package', WsWebSocket],
  ['of the platform', WebSocket],
])('a port that nobody listens on is unreachable for the class %s', async (_, webSocket) => {
  const socketUrl = await aServer();
  const [server] = servers.splice(0);
  server?.close();
  const opening = openConnection({ socketUrl, webSocket, clock: systemClock }, 'token', quiet);
  await expect(opening).rejects.toThrow(Unreachable);
});

it('a token that no header can carry is not quoted in the error', async () => {
  const socketUrl = await aServer();
  const opening = openConnection({ socketUrl, webSocket: WsWebSocket, clock: systemClock }, 'se cret', quiet);
  const error = await opening.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Unreachable);
  expect(String((error as Error).stack)).not.toContain('cret');
});
