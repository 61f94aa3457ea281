import { describe, expect, it } from 'vitest';
import { type GatewayEvent, signal, startApi } from './testing/start-api';

const ids = (event: GatewayEvent) => ({
  connectionId: event.requestContext.connectionId,
  requestId: event.requestContext.requestId,
});

describe('routes', () => {
  const routes = { $connect: 'connect', $disconnect: 'disconnect', $default: 'message', send: 'send' };

  it('[F14] choose by $request.body.type, and everything else goes to $default', async () => {
    const gateway = await startApi({}, { routes });
    const socket = await gateway.open();
    const chosen = gateway.invoked('send');
    const others = [
      { type: 'unknown' },
      { kind: 'send' },
      { type: 7 },
      { type: '$connect' },
      { type: '$disconnect' },
      { type: 'constructor' },
      ['send'],
      'send',
      'null',
      '{"type":"send"',
      '',
    ];
    for (const frame of others) {
      const taken = gateway.invoked('message');
      socket.says(frame);
      const { body, requestContext } = await taken;
      expect(body).toBe(typeof frame === 'string' ? frame : JSON.stringify(frame));
      expect(requestContext.routeKey).toBe('$default');
    }
    socket.says({ type: 'send', body: { text: 'hi' } });
    const { body, requestContext } = await chosen;
    expect([body, requestContext.routeKey]).toEqual(['{"type":"send","body":{"text":"hi"}}', 'send']);
    expect([gateway.eventsOf('send').length, gateway.eventsOf('connect').length]).toEqual([1, 1]);
    expect(gateway.eventsOf('disconnect')).toEqual([]);
  });

  it('that do not exist answer Forbidden on the socket', async () => {
    const gateway = await startApi({}, { routes: { $connect: 'connect', send: 'send' } });
    const socket = await gateway.open();
    socket.says({ type: 'unknown' });
    expect(JSON.parse(await socket.hears())).toEqual({
      message: 'Forbidden',
      connectionId: socket.connectionId,
      requestId: expect.any(String),
    });
  });
});

describe('a message', () => {
  it('carries the full request context, with ids of its own', async () => {
    const gateway = await startApi({});
    const socket = await gateway.open([], { headers: { 'User-Agent': 'test/1' } });
    const connectedAt = gateway.clock.now();
    gateway.clock.advance(1_000);
    const taken = gateway.invoked('message');
    socket.says('hi');
    const event = await taken;
    expect(event).toEqual({
      body: 'hi',
      isBase64Encoded: false,
      requestContext: {
        routeKey: '$default',
        messageId: expect.stringMatching(/^[\w-]{15}=$/),
        eventType: 'MESSAGE',
        extendedRequestId: event.requestContext.requestId,
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        messageDirection: 'IN',
        stage: 'ws',
        connectedAt,
        requestTimeEpoch: connectedAt + 1_000,
        identity: { sourceIp: '127.0.0.1', userAgent: 'test/1' },
        requestId: expect.stringMatching(/^[\w-]{15}=$/),
        domainName: 'abc123def4.execute-api.eu-central-1.amazonaws.com',
        connectionId: socket.connectionId,
        apiId: 'abc123def4',
      },
    });
    expect(event.requestContext.requestId).not.toBe(gateway.eventsOf('connect')[0]?.requestContext.requestId);
  });

  it('[F15] is an invocation of its own and overtakes a slower one before it', async () => {
    const second = signal();
    const finished: string[] = [];
    const done = signal();
    const gateway = await startApi({
      message: async ({ body = '' }) => {
        if (body === 'first') await second.promise;
        finished.push(body);
        if (body === 'second') second.resolve();
        if (finished.length === 2) done.resolve();
        return { statusCode: 200 };
      },
    });
    const socket = await gateway.open();
    socket.says('first');
    socket.says('second');
    await done.promise;
    expect(finished).toEqual(['second', 'first']);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('a secret detail'))],
    ['returns nothing', () => undefined],
    ['returns no status', () => ({ body: 'hi' })],
  ])('[F19] whose handler %s puts an error frame on the socket, which stays open', async (_case, message) => {
    const gateway = await startApi({ message });
    const socket = await gateway.open();
    const taken = gateway.invoked('message');
    socket.says('hi');
    const frame = await socket.hears();
    expect(JSON.parse(frame)).toEqual({ message: 'Internal server error', ...ids(await taken) });
    await gateway.post(socket.connectionId, 'still here');
    expect(await socket.hears()).toBe('still here');
  });

  it('[F20] is answered with the returned body only on a route with a response', async () => {
    const answer = ({ body = '' }) => ({ statusCode: 200, body: `re: ${body}` });
    const gateway = await startApi(
      { message: answer, asked: answer },
      {
        routes: {
          $connect: 'connect',
          $default: 'message',
          ask: { function: 'asked', returnResponse: true },
          tell: { function: 'asked', returnResponse: false },
        },
      },
    );
    const socket = await gateway.open();
    const [silent, told] = [gateway.invoked('message'), gateway.invoked('asked')];
    socket.says('hi');
    await silent;
    socket.says({ type: 'tell' });
    await told;
    socket.says({ type: 'ask' });
    expect(await socket.hears()).toBe('re: {"type":"ask"}');
  });

  it('[F21] that takes over 29 s ends in an error frame, and its late result in nothing', async () => {
    const late = signal<unknown>();
    const gateway = await startApi({ message: () => late.promise });
    const socket = await gateway.open();
    const taken = gateway.invoked('message');
    socket.says('hi');
    const event = await taken;
    gateway.clock.advance(28_999);
    await gateway.post(socket.connectionId, 'not yet');
    expect(await socket.hears()).toBe('not yet');
    gateway.clock.advance(1);
    expect(JSON.parse(await socket.hears())).toEqual({ message: 'Endpoint request timed out', ...ids(event) });
    late.reject(new Error('too late'));
    await gateway.post(socket.connectionId, 'next');
    expect(await socket.hears()).toBe('next');
  });
});

describe('frames', () => {
  const fragments = (socket: { send: (data: Buffer, options: object) => void }, sizes: number[]) =>
    sizes.forEach((bytes, at) =>
      socket.send(Buffer.alloc(bytes, 'x'), { binary: false, fin: at === sizes.length - 1 }),
    );
  const kb32 = 32 * 1024;

  it('[F16] of 32 KB are taken, and four of them make a message', async () => {
    const gateway = await startApi({});
    const { socket } = await gateway.open();
    const one = gateway.invoked('message');
    fragments(socket, [kb32]);
    expect((await one).body).toHaveLength(kb32);
    const four = gateway.invoked('message');
    fragments(socket, [kb32, kb32, kb32, kb32]);
    expect((await four).body).toHaveLength(4 * kb32);
  });

  it.each([
    ['a frame of 32 KB and a byte', [kb32 + 1]],
    ['a fragment of 32 KB and a byte', [10, kb32 + 1, 10]],
    ['a message of 128 KB and a byte', [kb32, kb32, kb32, kb32, 1]],
    ['a frame of 1 MB', [1024 * 1024]],
  ])('[F16] close with 1009 after %s, which no function sees', async (_case, sizes) => {
    const gateway = await startApi({});
    const { socket, closed } = await gateway.open();
    const disconnected = gateway.invoked('disconnect');
    fragments(socket, sizes);
    expect(await closed).toMatchObject({ code: 1009 });
    expect((await disconnected).requestContext).toMatchObject({ disconnectStatusCode: 1009 });
    expect([gateway.eventsOf('message').length, gateway.api.connections()]).toEqual([0, 0]);
  });

  it('[F18] that are binary close with 1003', async () => {
    const gateway = await startApi({});
    const { socket, closed } = await gateway.open();
    socket.send(Buffer.from('{"type":"send"}'), { binary: true });
    socket.send('after it');
    expect(await closed).toMatchObject({ code: 1003 });
    expect(gateway.eventsOf('message')).toEqual([]);
  });

  it('that are not UTF-8 close with 1007', async () => {
    const gateway = await startApi({});
    const { socket, closed } = await gateway.open();
    socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect(await closed).toMatchObject({ code: 1007 });
    expect(gateway.eventsOf('message')).toEqual([]);
  });
});
