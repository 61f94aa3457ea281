import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { fakeClock } from '../../testing/fake-clock';
import { type WebsocketApiOptions } from '../options';
import { websocketApi } from '../websocket-api';
import { promiseWithResolvers } from '../../promise-with-resolvers';

/** An event as handlers read it. */
export type GatewayEvent = {
  type?: string;
  methodArn?: string;
  headers: Record<string, string>;
  multiValueHeaders: Record<string, string[]>;
  queryStringParameters?: Record<string, string>;
  multiValueQueryStringParameters?: Record<string, string[]>;
  requestContext: {
    connectionId: string;
    requestId: string;
    routeKey: string;
    authorizer?: Record<string, unknown>;
    [fact: string]: unknown;
  };
  body?: string;
  isBase64Encoded?: boolean;
};

/** Lambda handlers by function name. */
export type Handlers = Record<string, (event: GatewayEvent) => unknown>;

export const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'a secret of the test' };

/** A value that arrives once, and whoever waits for it. */
export const signal = <T = void>() => promiseWithResolvers<T>();

/** A client whose frames are taken one by one, and whose end can be awaited. */
export const client = (url: string, protocols: string[] = [], options: ClientOptions = {}) => {
  const socket = new WebSocket(url, protocols, options);
  const frames: string[] = [];
  const waiting: ((frame: string) => void)[] = [];
  socket.on('message', (data) => {
    const taker = waiting.shift();
    if (taker) taker(String(data));
    else frames.push(String(data));
  });
  socket.on('error', () => undefined);
  onTestFinished(() => socket.terminate());
  return {
    socket,
    opens: once(socket, 'open').then(
      () => 101,
      () => 0,
    ),
    /** The handshake's status and JSON body when the socket does not open. */
    refused: (once(socket, 'unexpected-response') as Promise<[unknown, IncomingMessage]>).then(
      async ([, response]) => ({
        status: response.statusCode,
        body: (await json(response)) as Record<string, unknown>,
      }),
      () => undefined,
    ),
    closed: new Promise<{ code: number; reason: string }>((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    ),
    says: (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    hears: () => {
      const frame = frames.shift();
      return frame === undefined ? new Promise<string>((resolve) => waiting.push(resolve)) : Promise.resolve(frame);
    },
  };
};

/** A WebSocket API on a free port, its functions written in the test; every invocation is kept in `invocations`. */
export const startApi = async (handlers: Handlers, options: Partial<WebsocketApiOptions> = {}) => {
  const clock = fakeClock();
  const invocations: { functionName: string; event: GatewayEvent }[] = [];
  const watchers: { functionName: string; resolve: (event: GatewayEvent) => void }[] = [];
  const api = websocketApi({
    apiId: 'abc123def4',
    stage: 'ws',
    region: 'eu-central-1',
    accountId: '123456789012',
    routeSelectionKey: 'type',
    routes: { $connect: 'connect', $disconnect: 'disconnect', $default: 'message' },
    credentials,
    clock,
    ...options,
    invoke: async (functionName, sent) => {
      const event = JSON.parse(JSON.stringify(sent)) as GatewayEvent; // what does not survive JSON never reaches a Lambda
      invocations.push({ functionName, event });
      for (const watcher of watchers.filter((one) => one.functionName === functionName)) watcher.resolve(event);
      return functionName in handlers ? handlers[functionName]?.(event) : { statusCode: 200 };
    },
  });
  const server = createServer((request, response) => api.management(request, response));
  server.on('upgrade', (request, wire, head) => api.upgrade(request, wire, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `ws://${origin}/ws`;
  const endpoint = `http://${origin}/ws`;
  /** An SDK client, its signatures made at the gateway's time unless told otherwise. */
  const management = (signedWith = credentials, signedAt = clock.now()) =>
    new ApiGatewayManagementApiClient({
      endpoint,
      region: 'eu-central-1',
      credentials: signedWith,
      systemClockOffset: signedAt - Date.now(),
      maxAttempts: 1, // F32: a 429 is the caller's to retry
    });
  onTestFinished(async () => {
    await api.close();
    server.closeAllConnections();
    server.close();
  });

  const eventsOf = (functionName: string) =>
    invocations.filter((one) => one.functionName === functionName).map(({ event }) => event);
  return {
    api,
    server,
    clock,
    url,
    endpoint,
    management,
    eventsOf,
    /** The next invocation of a function. */
    invoked: (functionName: string) => new Promise<GatewayEvent>((resolve) => watchers.push({ functionName, resolve })),
    /** Opens a socket and waits for its handshake; `connectionId` is the newest one that `$connect` was told. */
    open: async (protocols: string[] = [], clientOptions: ClientOptions = {}) => {
      const opened = client(url, protocols, clientOptions);
      await opened.opens;
      return { ...opened, connectionId: eventsOf('connect').at(-1)?.requestContext.connectionId ?? '' };
    },
    post: (connectionId: string, text: string | Buffer, signedWith = credentials) =>
      management(signedWith).send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: text })),
  };
};
