import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { realMachine } from './real-machine';

const seen: IncomingHttpHeaders[] = [];
const server = createServer((request, response) => {
  seen.push(request.headers);
  response.writeHead(401, { 'content-type': 'application/json' }).end('{"code":"not_signed_in"}');
}).on('upgrade', (request, socket) => {
  seen.push(request.headers);
  socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
});
let origin = '';

beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...{ keyType: 'ec', algorithm: 'sha256' },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  server.setSecureContext({ key, cert });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  globalAgent.options.ca = cert; // it vouches for itself, here alone
});
beforeEach(() => void seen.splice(0));
afterAll(() => {
  delete globalAgent.options.ca;
  server.closeAllConnections();
  server.close();
});

it('says who asks, in every request and handshake: the firewall refuses who does not (NoUserAgent_HEADER)', async () => {
  await realMachine.ask(`${origin}/`);
  await realMachine.ask(`${origin}/ws`, { connection: 'Upgrade', upgrade: 'websocket' });
  expect(seen.map((headers) => headers['user-agent'])).toEqual(['parley-smoke', 'parley-smoke']);
});

it('passes on what is answered, and whether a handshake was', async () => {
  expect(await realMachine.ask(`${origin}/`)).toEqual({
    ...{ status: 401, type: 'application/json', body: '{"code":"not_signed_in"}' },
  });
  const opened = await realMachine.ask(`${origin}/ws`, { connection: 'Upgrade', upgrade: 'websocket' });
  expect(opened.status).toBe(101);
});

it('asks nobody whom no authority vouches for', async () => {
  delete globalAgent.options.ca;
  globalAgent.destroy(); // a connection that is open would not be asked again
  await expect(realMachine.ask(`${origin}/`)).rejects.toThrow(/self.signed/i);
});
