import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '../clock';
import { endlessBucket } from '../faults/account-bucket';
import { type ConnectionFaultId } from '../faults/fault-table';
import { noFaults } from '../faults/faults';
import { checkIdentitySources } from './authorizer';
import { carryConnection, type Connection } from './connection';
import { createDisconnects } from './disconnects';
import { type Peer, readHandshake } from './events';
import { connect, refuseUpgrade, tooManyRequests, upgradeRefusal } from './handshake';
import { gatewayId } from './ids';
import { answerManagement } from './management';
import { writeAnswer } from './management-answer';
import { type Api, awsLimits, type WebsocketApiOptions } from './options';

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
  /** The open connections; `principalId` is what the authorizer called their caller. */
  peers(): { connectionId: string; connectedAt: number; principalId?: string }[];
  /** Has a fault of one open connection now; false when there is no such connection. */
  strike(connectionId: string, fault: ConnectionFaultId): boolean;
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
    faults: options.faults ?? noFaults,
    bucket: options.bucket ?? endlessBucket,
  };
  const open = new Map<string, Connection>();
  const handshakes = new Set<Duplex>();
  const disconnects = createDisconnects(api);
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
    disconnects.ended(peer, code, reason);
  };

  const shakeHands = async (request: IncomingMessage, wire: Duplex, head: Buffer) => {
    const refused = upgradeRefusal(api, request);
    if (refused) return refuseUpgrade(wire, refused);
    if (api.faults.strikes('F12') || !api.bucket.take()) return refuseUpgrade(wire, tooManyRequests);
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
      const watcher = {
        ended: (code: number, reason: string) => disconnected(peer, code, reason),
        spoke: () => disconnects.spoke(peer),
      };
      open.set(peer.connectionId, carryConnection(api, peer, socket, wire, watcher));
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
        (answer) => {
          if (answer !== 'silence') writeAnswer(response, answer);
        },
        () => response.destroy(), // the caller went away before its request was complete
      );
    },
    connections: () => open.size,
    peers: () =>
      [...open.values()].map(({ connectionId, connectedAt, authorizer }) => {
        const principalId = authorizer?.['principalId'];
        return { connectionId, connectedAt, ...(principalId !== undefined && { principalId: String(principalId) }) };
      }),
    strike: (connectionId, fault) => {
      const connection = open.get(connectionId);
      if (!connection) return false;
      api.faults.count(fault);
      connection.strike(fault);
      return true;
    },
    close: async () => {
      for (const wire of handshakes) refuseUpgrade(wire, { status: 503, message: 'Service Unavailable' });
      for (const connection of open.values()) connection.close(1001, 'Going away');
      // Those still open are half-open: nothing that is said to them arrives.
      for (const socket of sockets.clients) if (socket.readyState === WebSocket.OPEN) socket.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
      await disconnects.close();
    },
  };
};
