import { type Duplex } from 'node:stream';
import { type WebSocket } from 'ws';
import { messageEvent, type Peer } from './events';
import { frameGauge } from './frame-gauge';
import { proxyResult, runFunction } from './invocation';
import { type Api } from './options';
import { functionOf, routeOf } from './routing';

/** An open connection, as the management API uses it. */
export type Connection = Peer & {
  /** When the client was last heard, in milliseconds since 1970. */
  lastActiveAt(): number;
  /** Sends a text message, in fragments where it is larger than a frame; false when the client's buffer is full. */
  post(text: Buffer): boolean;
  /** Closes from the gateway's side; without a code the close frame is empty. */
  close(code: number | undefined, reason: string): void;
};

const reasons: Record<number, string> = {
  1001: 'Going away',
  1005: 'Client-side close frame status not set',
  1006: 'Connection closed abnormally',
};

/**
 * Carries one open socket: its messages to their functions, its limits, its end. `onEnd` is called once, when either
 * side closes, with the code and reason that `$disconnect` is told.
 */
export const carryConnection = (
  api: Api,
  peer: Peer,
  socket: WebSocket,
  wire: Duplex,
  onEnd: (code: number, reason: string) => void,
): Connection => {
  const { clock, limits } = api;
  let lastActiveAt = clock.now();
  let ended = false;

  const end = (code: number, reason: string) => {
    if (ended) return;
    ended = true;
    cancelIdle();
    cancelDuration();
    onEnd(code, reason || (reasons[code] ?? ''));
  };
  const close = (code: number | undefined, reason: string) => {
    end(code ?? 1005, reason);
    socket.close(code, reason);
  };
  const goAway = () => close(1001, 'Going away');
  let cancelIdle = clock.after(limits.idleMs, goAway);
  const cancelDuration = clock.after(limits.durationMs, goAway);

  const send = (text: Buffer) => {
    if (ended) return;
    let sent = 0;
    do {
      const frame = text.subarray(sent, sent + limits.frameBytes);
      sent += frame.length;
      socket.send(frame, { binary: false, fin: sent === text.length });
    } while (sent < text.length);
  };

  const receive = async (body: string) => {
    const { routeKey, route } = routeOf(api, body);
    const event = messageEvent(api, peer, routeKey, body);
    const { connectionId, requestId } = event.requestContext;
    const complain = (message: string) => send(Buffer.from(JSON.stringify({ message, connectionId, requestId })));
    if (!route) return complain('Forbidden');
    const outcome = await runFunction(api, functionOf(route), event);
    if (outcome.kind === 'timed_out') return complain('Endpoint request timed out');
    const result = proxyResult(outcome);
    if (!result) return complain('Internal server error');
    const answers = typeof route !== 'string' && route.returnResponse;
    if (answers && result.body) send(Buffer.from(result.body));
  };

  const gauge = frameGauge(limits, (reason) => close(1009, reason));
  // In front of ws's own listener, so that an oversized frame is refused before any message in it is handed over.
  // What the gateway sends is no sign of life: an app that relies on it would pass here and might be cut off on AWS.
  wire.prependListener('data', (chunk: Buffer) => {
    if (ended) return;
    lastActiveAt = clock.now();
    cancelIdle();
    cancelIdle = clock.after(limits.idleMs, goAway);
    gauge(chunk);
  });
  socket.on('message', (data, isBinary) => {
    if (ended) return;
    if (isBinary) return close(1003, 'Binary frames are not accepted');
    // Not awaited: every message is an invocation of its own, and a slow one does not hold back the next.
    void receive((data as Buffer).toString());
  });
  socket.on('close', (code, reason) => end(code, reason.toString()));
  socket.on('error', () => undefined); // a protocol violation; ws closes the socket, and 'close' tells the rest

  return {
    ...peer,
    lastActiveAt: () => lastActiveAt,
    post: (text) => {
      if (socket.bufferedAmount + text.length > limits.clientBufferBytes) return false;
      send(text);
      return true;
    },
    close,
  };
};
