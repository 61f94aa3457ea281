import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { promiseWithResolvers } from '@parley/emulators';
import { createTrouble } from './faults';
import { socketGateway } from './gateways';

/** The socket gateway alone, its functions written here, with the limits of AWS that many times sooner. */
const opened = async (timeScale: number, message: () => Promise<unknown>) => {
  const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };
  const functions: Record<string, () => unknown> = {
    authorize: () => ({ principalId: 'ana', policyDocument: { Version: '2012-10-17', Statement: [allow] } }),
    connect: () => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'chat.v1' } }),
    disconnect: () => ({ statusCode: 200 }),
    message,
  };
  const gateway = socketGateway(async (name) => functions[name]?.(), createTrouble({ timeScale }));
  const server = createServer().on('upgrade', gateway.upgrade).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`, ['chat.v1']);
  onTestFinished(async () => {
    socket.terminate();
    await gateway.close();
    server.close();
  });
  await once(socket, 'open');
  return socket;
};

it('[F23] closes an idle connection after ten minutes, which pass in a second where time is scaled by 600', async () => {
  const socket = await opened(600, async () => ({ statusCode: 200 }));
  expect((await once(socket, 'close'))[0]).toBe(1001);
});

it('[F21] gives functions the time of AWS, however the limits of sockets are scaled', async () => {
  const soon = () => new Promise((done) => setTimeout(() => done({ statusCode: 200 }), 300));
  const handled = promiseWithResolvers<void>();
  const socket = await opened(600, () => soon().finally(() => handled.resolve()));
  const frames: string[] = [];
  socket.on('message', (data: Buffer) => frames.push(data.toString()));
  socket.send('hi');
  await handled.promise;
  // Its integration limit, scaled, would have passed after 48 ms and said so.
  socket.close();
  await once(socket, 'close');
  expect(frames).toEqual([]);
});
