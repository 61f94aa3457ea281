import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { systemClock } from '../clock';
import { checkIdentitySources } from './authorizer';
import { carryConnection, type Connection } from './connection';
import { disconnectEvent, type Peer, readHandshake } from './events';
import { connect, refuseUpgrade, upgradeRefusal } from './handshake';
import { gatewayId } from './ids';
import { runFunction } from './invocation';
import { answerManagement, writeAnswer } from './management';
import { type Api, awsLimits, type WebsocketApiOptions } from './options';
import { functionOf } from './routing';

/** How long a client may take to answer the gateway's close frame before its TCP connection is cut; our choice. */
const closeTimeoutMs = 2_000;

/** A running WebSocket API without a port: mount it on the `upgrade` and `request` events of any `node:http` server. */
export type WebsocketApi = {
  /** A handshake; answers every one itself, also those it refuses. */
  upgrade(request: IncomingMessage, wire: Duplex, head: Buffer): void;
  /** A call of the management API. The path must arrive as the client sent it: the signature covers it. */
  management(request: IncomingMessage, response: ServerResponse): void;
  /** The number of open connections. */
  connections(): number;
  /** Closes every connection with 1001 and waits for their `$disconnect` functions. */
  close(): Promise<void>;
};

const peerOf = (request: IncomingMessage, connectedAt: number): Peer => {
  const userAgent = request.headers['user-agent'];
  const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  return { connectionId: gatewayId(), connectedAt, identity: { sourceIp, ...(userAgent && { userAgent }) } };
};

/** An emulated API Gateway WebSocket API with its @connections management API. */
export const websocketApi = (options: WebsocketApiOptions): WebsocketApi => {
  checkIdentitySources(options.authorizer?.identitySource ?? []);
  const api: Api = {
    ...options,
    clock: options.clock ?? systemClock,
    limits: { ...awsLimits, ...options.limits },
  };
  const open = new Map<string, Connection>();
  const handshakes = new Set<Duplex>();
  const disconnects = new Set<Promise<unknown>>();
  const protocols = new WeakMap<IncomingMessage, string>();
  const socketOptions = {
    noServer: true,
    maxPayload: api.limits.messageBytes,
    closeTimeout: closeTimeoutMs, // known to ws, not yet to its types: hence the constant
    handleProtocols: (_offered: Set<string>, request: IncomingMessage) => protocols.get(request) ?? false,
  };
  const sockets = new WebSocketServer(socketOptions);

  const disconnected = (peer: Peer, code: number, reason: string) => {
    open.delete(peer.connectionId);
    const route = api.routes.$disconnect;
    if (!route) return;
    // Best effort: nobody is left to be told of an error.
    const run = runFunction(api, functionOf(route), disconnectEvent(api, peer, code, reason));
    disconnects.add(run);
    void run.then(() => disconnects.delete(run));
  };

  const shakeHands = async (request: IncomingMessage, wire: Duplex, head: Buffer) => {
    const refused = upgradeRefusal(api, request);
    if (refused) return refuseUpgrade(wire, refused);
    const caller = peerOf(request, api.clock.now());
    const query = new URL(request.url ?? '', 'ws://gateway').searchParams;
    const handshake = readHandshake(request, query, caller);
    const result = await connect(api, caller, handshake);
    if ('status' in result) {
      return refuseUpgrade(wire, result, { connectionId: caller.connectionId, requestId: handshake.requestId });
    }
    const { peer, protocol } = result;
    if (protocol !== undefined) protocols.set(request, protocol);
    let opened = false;
    sockets.handleUpgrade(request, wire, head, (socket) => {
      opened = true;
      const onEnd = (code: number, reason: string) => disconnected(peer, code, reason);
      open.set(peer.connectionId, carryConnection(api, peer, socket, wire, onEnd));
    });
    // The client left while $connect ran. What $connect stored is taken back as after any other lost connection.
    if (!opened) disconnected(peer, 1006, 'Connection closed abnormally');
  };

  return {
    upgrade: (request, wire, head) => {
      wire.on('error', () => wire.destroy());
      handshakes.add(wire);
      void shakeHands(request, wire, head)
        .catch(() => refuseUpgrade(wire, { status: 500, message: 'Internal server error' }))
        .finally(() => handshakes.delete(wire));
    },
    management: (request, response) => {
      answerManagement(api, (connectionId) => open.get(connectionId), request).then(
        (answer) => writeAnswer(response, answer),
        () => response.destroy(), // the caller went away before its request was complete
      );
    },
    connections: () => open.size,
    close: async () => {
      for (const wire of handshakes) refuseUpgrade(wire, { status: 503, message: 'Service Unavailable' });
      for (const connection of open.values()) connection.close(1001, 'Going away');
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
      await Promise.all(disconnects);
    },
  };
};
