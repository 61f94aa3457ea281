import { once } from 'node:events';
import { GetConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from 'vitest';
import { client, signal, startApi } from './testing/start-api';

const minute = 60_000;

/** An open socket, and a way to be heard that returns once the gateway has the message. */
const talking = async () => {
  const gateway = await startApi({});
  const socket = await gateway.open();
  const talk = async () => {
    const taken = gateway.invoked('message');
    socket.says('hi');
    await taken;
  };
  return { gateway, ...socket, talk };
};

describe('an idle connection', () => {
  it('[F23] is closed with 1001 after 10 minutes', async () => {
    const { gateway, closed } = await talking();
    const disconnected = gateway.invoked('disconnect');
    gateway.clock.advance(10 * minute - 1);
    expect(gateway.api.connections()).toBe(1);
    gateway.clock.advance(1);
    expect(gateway.api.connections()).toBe(0);
    expect(await closed).toEqual({ code: 1001, reason: 'Going away' });
    expect((await disconnected).requestContext).toMatchObject({
      eventType: 'DISCONNECT',
      disconnectStatusCode: 1001,
      disconnectReason: 'Going away',
    });
  });

  it('[F23] starts anew with every frame of the client', async () => {
    const { gateway, talk, socket } = await talking();
    gateway.clock.advance(9 * minute);
    await talk();
    gateway.clock.advance(9 * minute);
    const answered = once(socket, 'pong');
    socket.ping();
    await answered;
    gateway.clock.advance(10 * minute - 1);
    expect(gateway.api.connections()).toBe(1);
    gateway.clock.advance(1);
    expect(gateway.api.connections()).toBe(0);
  });

  it('[F23] is not kept alive by what the server sends', async () => {
    const { gateway, connectionId, hears, closed } = await talking();
    gateway.clock.advance(4 * minute);
    await gateway.post(connectionId, 'anyone there?');
    await hears();
    const connection = await gateway.management().send(new GetConnectionCommand({ ConnectionId: connectionId }));
    expect(connection.LastActiveAt).toEqual(connection.ConnectedAt);
    gateway.clock.advance(6 * minute);
    expect(await closed).toMatchObject({ code: 1001 });
  });

  it('[F22] is never pinged', async () => {
    const { gateway, connectionId, hears, socket } = await talking();
    let pings = 0;
    socket.on('ping', () => (pings += 1));
    for (let passed = 0; passed < 9; passed += 1) gateway.clock.advance(minute);
    await gateway.post(connectionId, 'a frame behind any ping');
    await hears();
    expect(pings).toBe(0);
  });
});

describe('a busy connection', () => {
  it('[F24] is closed after 2 hours all the same, and nothing but its age closes it before [F28]', async () => {
    const { gateway, talk, closed } = await talking();
    for (let passed = 0; passed < 23; passed += 1) {
      gateway.clock.advance(5 * minute);
      await talk();
    }
    gateway.clock.advance(5 * minute - 1);
    expect(gateway.api.connections()).toBe(1);
    gateway.clock.advance(1);
    expect(await closed).toEqual({ code: 1001, reason: 'Going away' });
  });
});

describe('$disconnect', () => {
  it.each([
    [
      'the code and reason of the client',
      (socket: WebSocketLike) => socket.close(4001, 'switching'),
      4001,
      'switching',
    ],
    [
      '1005 when the client gave none',
      (socket: WebSocketLike) => socket.close(),
      1005,
      'Client-side close frame status not set',
    ],
    ['1006 when the line was cut', (socket: WebSocketLike) => socket.terminate(), 1006, 'Connection closed abnormally'],
  ])('[F25] tells %s', async (_case, leave, disconnectStatusCode, disconnectReason) => {
    const { gateway, socket, connectionId } = await talking();
    const disconnected = gateway.invoked('disconnect');
    leave(socket);
    const event = await disconnected;
    expect(event).toMatchObject({
      headers: { Host: 'abc123def4.execute-api.eu-central-1.amazonaws.com' },
      isBase64Encoded: false,
      requestContext: {
        routeKey: '$disconnect',
        eventType: 'DISCONNECT',
        connectionId,
        disconnectStatusCode,
        disconnectReason,
      },
    });
    expect(gateway.api.connections()).toBe(0);
  });

  it('[F25] is best effort: one that fails disturbs nobody', async () => {
    const gateway = await startApi({ disconnect: () => Promise.reject(new Error('no')) });
    const [leaving, staying] = [await gateway.open(), await gateway.open()];
    const disconnected = gateway.invoked('disconnect');
    leaving.socket.close();
    await disconnected;
    await gateway.post(staying.connectionId, 'still here');
    expect(await staying.hears()).toBe('still here');
  });
});

describe('closing the API', () => {
  it('closes every connection with 1001 and waits for $disconnect', async () => {
    const disconnecting = signal<unknown>();
    const gateway = await startApi({ disconnect: () => disconnecting.promise });
    const sockets = [await gateway.open(), await gateway.open()];
    const asked = gateway.invoked('disconnect');
    let isClosed = false;
    const closing = gateway.api.close().then(() => (isClosed = true));
    expect((await asked).requestContext).toMatchObject({ disconnectStatusCode: 1001 });
    for (const { closed } of sockets) expect(await closed).toMatchObject({ code: 1001 });
    await expect(gateway.post('L0SM9cOFvHcCIhw=', 'a round trip later')).rejects.toThrow('Gone');
    expect(isClosed).toBe(false);
    disconnecting.resolve({ statusCode: 200 });
    await closing;
    expect([gateway.eventsOf('disconnect').length, gateway.api.connections()]).toEqual([2, 0]);
  });

  it('refuses handshakes that are still under way', async () => {
    const connecting = signal<unknown>();
    const gateway = await startApi({ connect: () => connecting.promise });
    const asked = gateway.invoked('connect');
    const { refused } = client(gateway.url);
    await asked;
    await gateway.api.close();
    expect(await refused).toMatchObject({ status: 503 });
    connecting.resolve({ statusCode: 200 });
  });
});

type WebSocketLike = { close(code?: number, reason?: string): void; terminate(): void };
