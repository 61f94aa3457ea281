import { once } from 'node:events';
import { GetConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from 'vitest';
import { accountBucket } from '../faults/account-bucket';
import { createFaults } from '../faults/faults';
import { fakeClock } from '../testing/fake-clock';
import { client, type GatewayEvent, type Handlers, signal, startApi } from './testing/start-api';

const minute = 60_000;

/** An API where these faults strike; `authorize` knows everybody by the query's `user`. */
const withFaults = async (rates: Record<string, number>, handlers: Handlers = {}) => {
  const faults = createFaults({ rates });
  const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };
  const authorize = ({ queryStringParameters }: GatewayEvent) => ({
    principalId: queryStringParameters?.['user'],
    policyDocument: { Version: '2012-10-17', Statement: [allow] },
  });
  const gateway = await startApi(
    { authorize, ...handlers },
    { faults, authorizer: { function: 'authorize', identitySource: ['route.request.querystring.user'] } },
  );
  const as = async (user: string) => {
    const socket = client(`${gateway.url}?user=${user}`);
    await socket.opens;
    return { ...socket, connectionId: gateway.eventsOf('connect').at(-1)?.requestContext.connectionId ?? '' };
  };
  return { ...gateway, faults, as };
};
const posting = (gateway: Awaited<ReturnType<typeof withFaults>>, connectionId: string) =>
  gateway.post(connectionId, 'a frame').then(
    ({ $metadata }) => $metadata.httpStatusCode,
    (error: Error) => error.name,
  );

describe('a handshake', () => {
  it('[F12] is refused with 429 where too many connect, and no function runs', async () => {
    const gateway = await withFaults({ F12: 1 });
    expect(await client(`${gateway.url}?user=ana`).refused).toMatchObject({
      status: 429,
      body: { message: 'Too Many Requests' },
    });
    expect([...gateway.eventsOf('authorize'), ...gateway.eventsOf('connect')]).toEqual([]);
  });

  it('[F13] waits for a cold $connect of 1 to 3 s', async () => {
    const authorized = signal();
    const gateway = await withFaults({ F13: 1 });
    const socket = client(`${gateway.url}?user=ana`);
    void gateway.invoked('authorize').then(() => authorized.resolve());
    await authorized.promise;
    await expect.poll(() => gateway.faults.counts().F13).toBe(1);
    gateway.clock.advance(999);
    expect(gateway.eventsOf('connect')).toEqual([]);
    gateway.clock.advance(2_001);
    expect(await socket.opens).toBe(101);
  });

  it('[F34] is refused with 429 when the account has spent its calls, as are posts; a message gets an error frame', async () => {
    const clock = fakeClock();
    const bucket = accountBucket({ clock, faults: createFaults(), perSecond: 1, burst: 4 });
    const gateway = await startApi({}, { clock, bucket });
    const socket = await gateway.open(); // 1
    const handled = gateway.invoked('message');
    socket.says('hi'); // 2
    await handled;
    await gateway
      .management(undefined, clock.now())
      .send(new GetConnectionCommand({ ConnectionId: socket.connectionId })); // 3
    await gateway.post(socket.connectionId, 'the last'); // 4
    await socket.hears();
    await expect(gateway.post(socket.connectionId, 'one more')).rejects.toMatchObject({
      name: 'LimitExceededException',
      $metadata: { httpStatusCode: 429 },
    });
    expect(await client(gateway.url).refused).toMatchObject({ status: 429 });
    socket.says('still there?');
    expect(JSON.parse(await socket.hears())).toMatchObject({
      message: 'Too Many Requests',
      connectionId: socket.connectionId,
    });
    clock.advance(1_000);
    const again = gateway.invoked('message');
    socket.says('now?');
    expect((await again).body).toBe('now?');
  });

  it('[F34] is also refused where the bucket is found empty although it is not', () => {
    const clock = fakeClock();
    expect(accountBucket({ clock, faults: createFaults({ rates: { F34: 1 } }) }).take()).toBe(false);
  });
});

describe('a connection', () => {
  it.each([
    ['[F23] is closed early when idle', 'F23'],
    ['[F24] is closed early when old', 'F24'],
  ])('%s', async (_, fault) => {
    const gateway = await withFaults({ [fault]: 1 });
    const socket = await gateway.as('ana');
    gateway.clock.advance(minute);
    expect(await socket.closed).toEqual({ code: 1001, reason: 'Going away' });
  });

  it.each(['F23', 'F24'] as const)('[%s] ends at once when somebody wants it', async (fault) => {
    const gateway = await withFaults({});
    const [ana, bo] = [await gateway.as('ana'), await gateway.as('bo')];
    expect(gateway.api.peers()).toMatchObject([
      { connectionId: ana.connectionId, principalId: 'ana' },
      { connectionId: bo.connectionId, principalId: 'bo' },
    ]);
    expect(gateway.api.strike(ana.connectionId, fault)).toBe(true);
    expect(await ana.closed).toMatchObject({ code: 1001 });
    expect(gateway.api.strike(ana.connectionId, fault)).toBe(false);
    expect(gateway.faults.counts()[fault]).toBe(1);
    expect(gateway.api.connections()).toBe(1);
  });

  it('[F26] that is half-open takes posts, hears nothing, and ends with its idle limit alone', async () => {
    const gateway = await withFaults({});
    const socket = await gateway.as('ana');
    gateway.api.strike(socket.connectionId, 'F26');
    socket.says('anyone?');
    socket.socket.ping();
    expect(await posting(gateway, socket.connectionId)).toBe(200);
    // The client gives up and goes: the gateway does not notice that either.
    socket.socket.terminate();
    await socket.closed;
    expect(await posting(gateway, socket.connectionId)).toBe(200);
    const disconnected = gateway.invoked('disconnect');
    gateway.clock.advance(10 * minute - 1);
    expect(await posting(gateway, socket.connectionId)).toBe(200);
    gateway.clock.advance(1);
    expect((await disconnected).requestContext).toMatchObject({ disconnectStatusCode: 1001 });
    expect(await posting(gateway, socket.connectionId)).toBe('GoneException');
    expect(gateway.eventsOf('message')).toEqual([]);
  });

  it('[F26] that is half-open tells its client nothing, neither frames nor that it was closed', async () => {
    const gateway = await withFaults({ F26: 1 });
    const socket = await gateway.as('ana');
    const heard: unknown[] = [];
    for (const event of ['message', 'close', 'pong', 'ping']) socket.socket.on(event, (...what) => heard.push(what));
    socket.says('a message that strikes it');
    await expect.poll(() => gateway.faults.counts().F26).toBe(1);
    socket.socket.ping();
    await posting(gateway, socket.connectionId);
    gateway.clock.advance(10 * minute);
    expect(gateway.api.connections()).toBe(0);
    gateway.faults.setRates({ F26: 0 });
    // A whole round trip of another socket later nothing has come.
    const other = await gateway.as('bo');
    await gateway.post(other.connectionId, 'hi');
    await other.hears();
    expect(heard).toEqual([]);
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    await gateway.api.close();
    expect(await socket.closed).toMatchObject({ code: 1006 });
  });

  it('that is cut breaks at both ends', async () => {
    const gateway = await withFaults({ cut: 1 });
    const socket = await gateway.as('ana');
    const disconnected = gateway.invoked('disconnect');
    socket.says('hi');
    expect(await socket.closed).toMatchObject({ code: 1006 });
    expect((await disconnected).requestContext).toMatchObject({ disconnectStatusCode: 1006 });
    expect(gateway.eventsOf('message')).toEqual([]);
    expect(await posting(gateway, socket.connectionId)).toBe('GoneException');
  });
});

describe('$disconnect', () => {
  const leave = async (gateway: Awaited<ReturnType<typeof withFaults>>) => {
    const socket = await gateway.as('ana');
    socket.socket.close();
    await socket.closed;
    await expect.poll(() => gateway.api.connections()).toBe(0);
    return socket;
  };
  const speak = async (gateway: Awaited<ReturnType<typeof withFaults>>, user: string) => {
    const socket = await gateway.as(user);
    socket.says('hi');
    await gateway.invoked('message');
    return socket;
  };

  it('[F25] may be lost', async () => {
    const gateway = await withFaults({ 'F25-lost': 1 });
    await leave(gateway);
    gateway.clock.advance(60 * minute);
    await speak(gateway, 'ana');
    expect(gateway.eventsOf('disconnect')).toEqual([]);
  });

  it('[F25] may be minutes late', async () => {
    const gateway = await withFaults({ 'F25-late': 1 });
    const { connectionId } = await leave(gateway);
    gateway.clock.advance(minute - 1);
    expect(gateway.eventsOf('disconnect')).toEqual([]);
    const late = gateway.invoked('disconnect');
    gateway.clock.advance(4 * minute + 1);
    expect((await late).requestContext.connectionId).toBe(connectionId);
  });

  it('[F25] may come after the same person has come back and said something', async () => {
    const gateway = await withFaults({ 'F25-after-reconnect': 1 });
    const { connectionId } = await leave(gateway);
    await speak(gateway, 'bo');
    const late = gateway.invoked('disconnect');
    await speak(gateway, 'ana');
    expect((await late).requestContext.connectionId).toBe(connectionId);
    const order = gateway.eventsOf('message').map(({ requestContext }) => requestContext.authorizer?.['principalId']);
    expect(order).toEqual(['bo', 'ana']);
    expect(gateway.eventsOf('disconnect')).toHaveLength(1);
  });
});

it('nothing goes wrong unless it is asked for', async () => {
  const gateway = await withFaults({});
  const socket = await gateway.as('ana');
  for (let said = 0; said < 20; said += 1) {
    const handled = gateway.invoked('message');
    socket.says('hi');
    await handled;
    expect(await posting(gateway, socket.connectionId)).toBe(200);
    expect(await socket.hears()).toBe('a frame');
  }
  const disconnected = once(socket.socket, 'close');
  await gateway.api.close();
  await disconnected;
  expect(Object.values(gateway.faults.counts()).some(Boolean)).toBe(false);
});
