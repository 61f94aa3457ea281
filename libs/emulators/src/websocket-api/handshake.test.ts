import { once } from 'node:events';
import { request } from 'node:http';
import { type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { client, type GatewayEvent, type Handlers, signal, startApi } from './testing/start-api';
import { websocketApi } from './websocket-api';

const protocolHeader = 'route.request.header.Sec-WebSocket-Protocol';
const authorizer = { function: 'authorizer', identitySource: [protocolHeader] };
const bearer = ['chat.v1', 'bearer.eyJhbGciOi.eyJzdWIi.c2ln-_'];
const echo = () => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'chat.v1' } });

const policy = (Effect: string, context?: unknown) => (event: GatewayEvent) => ({
  principalId: 'ana',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: event.methodArn }],
  },
  ...(context !== undefined && { context }),
});
const thrown = (message: string) => () =>
  Promise.reject(Object.assign(new Error('Unhandled'), { errorMessage: message }));

/** What an API whose functions are these answers to a handshake. */
const statusWith = async (handlers: Handlers, protocols = bearer) => {
  const gateway = await startApi(handlers, { authorizer });
  const socket = client(gateway.url, protocols);
  const refused = socket.refused.then((response) => response?.status);
  return { status: await Promise.race([socket.opens, refused]), gateway, socket };
};

describe('the path of the handshake', () => {
  it('[F1] answers 403 to every path but the stage, and asks no function', async () => {
    const gateway = await startApi({});
    for (const path of ['', '/', '/wsx', '/other', '/ws/', '/ws/more']) {
      const { refused } = client(gateway.url.replace('/ws', path));
      expect(await refused).toEqual({ status: 403, body: { message: 'Forbidden' } });
    }
    expect(gateway.eventsOf('connect')).toEqual([]);
  });

  it('refuses a URL of more than 4,096 characters', async () => {
    const gateway = await startApi({});
    const url = (characters: number) => `${gateway.url}?q=`.padEnd(gateway.url.length - 3 + characters, 'x');
    expect(await client(url(4097)).refused).toMatchObject({ status: 414 });
    expect(await client(url(4096)).opens).toBe(101);
  });

  it('passes on names that every object has already', async () => {
    const gateway = await startApi({ connect: echo });
    expect(await client(`${gateway.url}?constructor=1&__proto__=2&toString=3`, bearer).opens).toBe(101);
    const [event] = gateway.eventsOf('connect');
    expect(Object.entries(event?.queryStringParameters ?? {})).toEqual([
      ['constructor', '1'],
      ['__proto__', '2'],
      ['toString', '3'],
    ]);
  });

  it('refuses an upgrade that is no WebSocket handshake, and asks no function', async () => {
    const gateway = await startApi({});
    for (const headers of [{ Upgrade: 'h2c' }, { Upgrade: 'websocket' }, { 'Sec-WebSocket-Version': '12' }]) {
      const key = 'Upgrade' in headers ? {} : { Upgrade: 'websocket', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' };
      const asked = request(gateway.endpoint, { headers: { Connection: 'Upgrade', ...key, ...headers } }).end();
      const [response] = await once(asked, 'response');
      expect(response.statusCode).toBe(400);
      response.resume();
    }
    expect(gateway.eventsOf('connect')).toEqual([]);
  });
});

describe('the authorizer', () => {
  it('[F2] is asked with a REQUEST event, on $connect only', async () => {
    const gateway = await startApi({ authorizer: policy('Allow'), connect: echo }, { authorizer });
    const socket = client(`${gateway.url}?build=7&build=8`, bearer, { origin: 'https://chat.example' });
    expect(await socket.opens).toBe(101);
    const asked = gateway.invoked('message');
    socket.says({ type: 'x' });
    await asked;

    expect(gateway.eventsOf('authorizer')).toEqual([
      {
        type: 'REQUEST',
        methodArn: 'arn:aws:execute-api:eu-central-1:123456789012:abc123def4/ws/$connect',
        headers: expect.objectContaining({
          'Sec-WebSocket-Protocol': bearer.join(','),
          Origin: 'https://chat.example',
          'X-Forwarded-For': '127.0.0.1',
        }),
        multiValueHeaders: expect.objectContaining({ 'Sec-WebSocket-Protocol': [bearer.join(',')] }),
        queryStringParameters: { build: '8' },
        multiValueQueryStringParameters: { build: ['7', '8'] },
        stageVariables: {},
        requestContext: {
          routeKey: '$connect',
          eventType: 'CONNECT',
          extendedRequestId: expect.stringMatching(/^[\w-]{15}=$/),
          requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
          messageDirection: 'IN',
          stage: 'ws',
          connectedAt: gateway.clock.now(),
          requestTimeEpoch: gateway.clock.now(),
          identity: { sourceIp: '127.0.0.1' },
          requestId: expect.stringMatching(/^[\w-]{15}=$/),
          domainName: 'abc123def4.execute-api.eu-central-1.amazonaws.com',
          connectionId: expect.stringMatching(/^[\w-]{15}=$/),
          apiId: 'abc123def4',
        },
      },
    ]);
  });

  it('[F3] is not even asked when an identity source is missing or empty: 401', async () => {
    const gateway = await startApi(
      { authorizer: policy('Allow') },
      { authorizer: { ...authorizer, identitySource: [protocolHeader, 'route.request.querystring.build'] } },
    );
    for (const [url, protocols] of [
      [`${gateway.url}?build=7`, []],
      [gateway.url, bearer],
      [`${gateway.url}?build=`, bearer],
    ] as const) {
      const refused = await client(url, [...protocols]).refused;
      expect(refused).toEqual({
        status: 401,
        body: { message: 'Unauthorized', connectionId: expect.any(String), requestId: expect.any(String) },
      });
    }
    expect(gateway.eventsOf('authorizer')).toEqual([]);
  });

  it('refuses an identity source that it would never find, before the first handshake', () => {
    const options = { apiId: 'a', stage: 'ws', region: 'r', accountId: '1', routes: {}, routeSelectionKey: 'type' };
    const start = () =>
      websocketApi({
        ...options,
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        invoke: () => Promise.resolve(),
        authorizer: { function: 'authorizer', identitySource: ['method.request.header.Authorization'] },
      });
    expect(start).toThrow("Identity source 'method.request.header.Authorization' is not supported");
  });

  const circular: Record<string, unknown> = {};
  circular['itself'] = circular;
  it.each<[number, string, Handlers[string]]>([
    [401, 'it throws Unauthorized', thrown('Unauthorized')],
    [401, 'it rejects with a plain Unauthorized', () => Promise.reject(new Error('Unauthorized'))],
    [500, 'it throws anything else', thrown('Unauthorized: the token is too old')],
    [403, 'its policy denies', policy('Deny')],
    [403, 'its policy allows something else', () => policy('Allow')({ methodArn: 'arn:other' } as GatewayEvent)],
    [500, 'it returns no policy', () => ({ principalId: 'ana' })],
    [500, 'it names no principal', (event) => ({ ...policy('Allow')(event), principalId: undefined })],
    [500, 'it returns nothing', () => undefined],
    [500, 'its context is not flat', policy('Allow', { groups: ['a', 'b'] })],
    [500, 'its result is no JSON', (event) => ({ ...policy('Allow')(event), circular })],
    [500, 'its result is over 8 KB', policy('Allow', { long: 'x'.repeat(8 * 1024) })],
    [101, 'its result is just under 8 KB', policy('Allow', { long: 'x'.repeat(7 * 1024) })],
  ])('[F4] leads to %i when %s', async (status, _case, handler) => {
    const answered = await statusWith({ authorizer: handler, connect: echo } as Handlers);
    expect(answered.status).toBe(status);
    expect(answered.gateway.eventsOf('connect')).toHaveLength(status === 101 ? 1 : 0);
    expect(answered.gateway.api.connections()).toBe(status === 101 ? 1 : 0);
  });

  it('[F4] leads to 500 when it does not answer in time', async () => {
    const gateway = await startApi({ authorizer: () => new Promise(() => undefined) }, { authorizer });
    const asked = gateway.invoked('authorizer');
    const { refused } = client(gateway.url, bearer);
    await asked;
    gateway.clock.advance(29_000);
    expect(await refused).toMatchObject({ status: 500 });
  });

  it('[F5] puts its context, as strings, on every later event of the socket', async () => {
    const gateway = await startApi(
      { authorizer: policy('Allow', { personId: 'p-1', exp: 1700000000, admin: false }), connect: echo },
      { authorizer },
    );
    const socket = await gateway.open(bearer);
    const [message, disconnect] = [gateway.invoked('message'), gateway.invoked('disconnect')];
    socket.says('hi');
    await message;
    socket.socket.close();
    await disconnect;
    for (const functionName of ['connect', 'message', 'disconnect']) {
      expect(gateway.eventsOf(functionName).map(({ requestContext }) => requestContext.authorizer)).toEqual([
        { principalId: 'ana', integrationLatency: 0, personId: 'p-1', exp: '1700000000', admin: 'false' },
      ]);
    }
  });

  it('[F9] sees the Origin, which the gateway itself does not check', async () => {
    const gateway = await startApi({ authorizer: policy('Allow'), connect: echo }, { authorizer });
    await gateway.open(bearer, { origin: 'https://evil.example' });
    expect(gateway.api.connections()).toBe(1);
    expect(gateway.eventsOf('authorizer')[0]?.headers['Origin']).toBe('https://evil.example');
  });
});

describe('$connect', () => {
  it('gets the handshake and the full request context', async () => {
    const gateway = await startApi({});
    const socket = client(`${gateway.url}?room=a%20b`, [], {
      headers: { 'User-Agent': 'test/1', 'X-Twice': ['1', '2'] as unknown as string },
    });
    await socket.opens;
    const [event] = gateway.eventsOf('connect');
    expect(event).toEqual({
      headers: expect.objectContaining({ 'X-Twice': '2', Upgrade: 'websocket' }),
      multiValueHeaders: expect.objectContaining({ 'X-Twice': ['1', '2'] as unknown as string }),
      queryStringParameters: { room: 'a b' },
      multiValueQueryStringParameters: { room: ['a b'] },
      isBase64Encoded: false,
      requestContext: {
        routeKey: '$connect',
        eventType: 'CONNECT',
        extendedRequestId: event?.requestContext.requestId,
        requestTime: expect.any(String),
        messageDirection: 'IN',
        stage: 'ws',
        connectedAt: gateway.clock.now(),
        requestTimeEpoch: gateway.clock.now(),
        identity: { sourceIp: '127.0.0.1', userAgent: 'test/1' },
        requestId: expect.any(String),
        domainName: 'abc123def4.execute-api.eu-central-1.amazonaws.com',
        connectionId: expect.any(String),
        apiId: 'abc123def4',
      },
    });
  });

  it('[F6] opens the socket only once it has returned', async () => {
    const connecting = signal<unknown>();
    const gateway = await startApi({ connect: () => connecting.promise });
    const asked = gateway.invoked('connect');
    const socket = client(gateway.url);
    await asked;
    expect([gateway.api.connections(), socket.socket.readyState]).toEqual([0, socket.socket.CONNECTING]);
    connecting.resolve({ statusCode: 204 });
    expect(await socket.opens).toBe(101);
    expect(gateway.api.connections()).toBe(1);
  });

  it.each([
    [403, 'that status', () => ({ statusCode: 403, body: 'not today' })],
    [302, 'that status', () => ({ statusCode: 302 })],
    [503, 'that status', () => ({ statusCode: 503 })],
    [502, 'a throw', thrown('boom')],
    [502, 'a result without a status', () => ({ ok: true })],
    [502, 'no result', () => null],
    [
      502,
      'a subprotocol that is none',
      () => ({ statusCode: 200, headers: { 'sec-websocket-protocol': 'a\r\nb: c' } }),
    ],
  ])('[F6] answers the handshake with %i on %s', async (status, _case, connect) => {
    const answered = await statusWith({ authorizer: policy('Allow'), connect } as Handlers);
    expect(answered.status).toBe(status);
    expect(answered.gateway.api.connections()).toBe(0);
  });

  it('[F6] answers the handshake with 504 after 29 s', async () => {
    const gateway = await startApi({ connect: () => new Promise(() => undefined) });
    const asked = gateway.invoked('connect');
    const { refused } = client(gateway.url);
    await asked;
    gateway.clock.advance(29_000);
    expect(await refused).toMatchObject({ status: 504 });
  });

  it('[F7] cannot post to its own connection: that is gone until it has returned', async () => {
    const posted = signal<unknown>();
    const gateway = await startApi({
      connect: async ({ requestContext }) => {
        await gateway.post(requestContext.connectionId, 'welcome').catch(posted.resolve);
        return { statusCode: 200 };
      },
    });
    const { connectionId, hears } = await gateway.open();
    expect(await posted.promise).toMatchObject({ name: 'GoneException', $metadata: { httpStatusCode: 410 } });
    await gateway.post(connectionId, 'now');
    expect(await hears()).toBe('now');
  });

  it.each([
    ['said goodbye', false],
    ['vanished', true],
  ])('is followed by $disconnect when the client has %s in the meantime', async (_case, vanishes) => {
    const connecting = signal<unknown>();
    const gateway = await startApi({ connect: () => connecting.promise });
    const [asked, disconnected] = [gateway.invoked('connect'), gateway.invoked('disconnect')];
    const upgrading = once(gateway.server, 'upgrade') as Promise<[unknown, Socket]>;
    const handshake = request(gateway.endpoint, {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      },
    });
    handshake.on('error', () => undefined).end();
    const { requestContext } = await asked;
    const [, wire] = await upgrading;
    // A reset reaches the gateway by itself; a goodbye is only read when the gateway turns to the socket again.
    const lost = vanishes ? new Promise((resolve) => wire.once('close', resolve)) : undefined;
    if (vanishes) handshake.socket?.resetAndDestroy();
    else handshake.socket?.destroy();
    await lost;
    connecting.resolve({ statusCode: 200 });
    expect((await disconnected).requestContext).toMatchObject({
      connectionId: requestContext.connectionId,
      disconnectStatusCode: 1006,
    });
    expect(gateway.api.connections()).toBe(0);
  });

  it('is not needed: without the route the socket opens', async () => {
    const gateway = await startApi({}, { routes: {} });
    expect(await client(gateway.url).opens).toBe(101);
  });
});

describe('subprotocols and header names', () => {
  it('[F8] echoes the one that $connect returned, whatever the case of its header', async () => {
    for (const name of ['Sec-WebSocket-Protocol', 'sec-websocket-protocol']) {
      const gateway = await startApi({ connect: () => ({ statusCode: 200, headers: { [name]: 'chat.v1' } }) });
      const { socket } = await gateway.open(bearer);
      expect(socket.protocol).toBe('chat.v1');
    }
  });

  it('[F8] echoes none when $connect returned none, and the client fails its socket', async () => {
    const gateway = await startApi({});
    const { socket } = client(gateway.url, bearer);
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toBe('Server sent no subprotocol');
  });

  it("[F8] serves the platform's own WebSocket with a JWT among its subprotocols", async () => {
    const gateway = await startApi({ authorizer: policy('Allow'), connect: echo }, { authorizer });
    const socket = new WebSocket(gateway.url, bearer);
    await once(socket, 'open');
    expect(socket.protocol).toBe('chat.v1');
    const heard = once(socket, 'message');
    await gateway.post(gateway.eventsOf('connect')[0]?.requestContext.connectionId ?? '', 'grüezi');
    expect((await heard)[0]).toMatchObject({ data: 'grüezi' });
    socket.close();
    await once(socket, 'close');
  });

  it('[F10] hands on header names as the client wrote them', async () => {
    const gateway = await startApi({ authorizer: policy('Allow'), connect: echo }, { authorizer });
    await gateway.open(bearer, { headers: { 'x-LOUD-quiet': '1' } });
    const [event] = gateway.eventsOf('connect');
    expect(event?.headers).toMatchObject({ 'x-LOUD-quiet': '1', 'Sec-WebSocket-Protocol': bearer.join(',') });
  });
});
