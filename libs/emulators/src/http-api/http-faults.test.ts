import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { accountBucket } from '../faults/account-bucket';
import { createFaults } from '../faults/faults';
import { firewall } from '../faults/firewall';
import { fakeClock } from '../testing/fake-clock';
import { httpApi } from './http-api';

/** The API and its firewall behind a real server; its function counts how often it ran. */
const served = async (rates: Record<string, number>, burst = 1_000) => {
  const faults = createFaults({ rates });
  const clock = fakeClock();
  const wall = firewall(faults);
  let ran = 0;
  const api = httpApi({
    apiId: 'parleyapi',
    region: 'eu-central-1',
    accountId: '000000000000',
    routes: [{ routeKey: '$default', function: 'http' }],
    invoke: async () => ({ statusCode: 200, body: `run ${++ran}` }),
    faults,
    clock,
    bucket: accountBucket({ clock, faults, burst }),
  });
  const server = createServer((request, response) => {
    if (!wall.blocks(request, response)) void api.handle(request, response);
  });
  server.on('upgrade', (_, wire) => {
    if (!wall.blocksUpgrade(wire)) wire.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { faults, clock, origin, url: `http://${origin}/api`, ran: () => ran };
};

it('[F19] a function may fail before it did anything: 500', async () => {
  const { url, ran } = await served({ F19: 1 });
  const response = await fetch(url);
  expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  expect(ran()).toBe(0);
});

it('[F21] a function may hang: 503 after 30 s', async () => {
  const { url, clock, faults, ran } = await served({ F21: 1 });
  const asked = fetch(url);
  await expect.poll(() => faults.counts().F21).toBe(1);
  clock.advance(30_000);
  expect((await asked).status).toBe(503);
  expect(ran()).toBe(0);
});

it('a function may run to its end and its answer be lost: the connection is reset', async () => {
  const { url, ran, faults } = await served({ 'lost-reply': 1 });
  await expect(fetch(url, { method: 'POST', body: '{}' })).rejects.toThrow('fetch failed');
  expect(ran()).toBe(1);
  faults.setRates({ 'lost-reply': 0 });
  expect(await (await fetch(url)).text()).toBe('run 2');
});

it('[F34] the account may have spent its calls: 429', async () => {
  const { url, clock } = await served({}, 1);
  expect((await fetch(url)).status).toBe(200);
  const refused = await fetch(url);
  expect([refused.status, await refused.json()]).toEqual([429, { message: 'Too Many Requests' }]);
  clock.advance(1_000);
  expect((await fetch(url)).status).toBe(200);
});

it('[F40] a firewall may block a request: 403 with a page', async () => {
  const { url, ran } = await served({ F40: 1 });
  const response = await fetch(url, { method: 'POST', body: 'x'.repeat(100_000) });
  expect(response.status).toBe(403);
  expect(response.headers.get('content-type')).toBe('text/html');
  expect(await response.text()).toMatch('<h1>403 Forbidden</h1>');
  expect(ran()).toBe(0);
});

it('[F40] a firewall may block a handshake: 403 with a page', async () => {
  const { origin } = await served({ F40: 1 });
  const socket = new WebSocket(`ws://${origin}/ws`);
  socket.on('error', () => undefined);
  const [, response] = await once(socket, 'unexpected-response');
  expect(response.statusCode).toBe(403);
  expect(response.headers['content-type']).toBe('text/html');
  expect(await text(response)).toMatch('<h1>403 Forbidden</h1>');
});
