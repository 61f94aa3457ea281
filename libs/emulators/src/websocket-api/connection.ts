import { type Duplex } from 'node:stream';
import { type WebSocket } from 'ws';
import { type ConnectionFaultId } from '../faults/fault-table';
import { type Peer } from './events';
import { frameGauge } from './frame-gauge';
import { handleMessage } from './message';
import { type Api } from './options';

/** An open connection, as the management API uses it. */
export type Connection = Peer & {
  /** When the client was last heard, in milliseconds since 1970. */
  lastActiveAt(): number;
  /** Sends a text message, in fragments where it is larger than a frame; false when the client's buffer is full. */
  post(text: Buffer): boolean;
  /** Closes from the gateway's side; without a code the close frame is empty. */
  close(code: number | undefined, reason: string): void;
  /** Has a fault now: too long idle, too old, half-open, or cut. */
  strike(fault: ConnectionFaultId): void;
};

/** Told of a connection's life. */
export type Watcher = {
  /** Once, when either side closes, with the code and reason that `$disconnect` is told. */
  ended(code: number, reason: string): void;
  /** Whenever a message of it was handled. */
  spoke(): void;
};

const reasons: Record<number, string> = {
  1001: 'Going away',
  1005: 'Client-side close frame status not set',
  1006: 'Connection closed abnormally',
};

/** Carries one open socket: its messages to their functions, its limits, its end. */
export const carryConnection = (
  api: Api,
  peer: Peer,
  socket: WebSocket,
  wire: Duplex,
  watcher: Watcher,
): Connection => {
  const { clock, faults } = api;
  const limits = {
    ...api.limits,
    ...(faults.strikes('F23') && { idleMs: faults.drawn('F23') }),
    ...(faults.strikes('F24') && { durationMs: faults.drawn('F24') }),
  };
  let lastActiveAt = clock.now();
  let ended = false;
  let isHalfOpen = false;
  let isMute = false;

  const end = (code: number, reason: string) => {
    if (ended) return;
    ended = true;
    cancelIdle();
    cancelDuration();
    watcher.ended(code, reason || (reasons[code] ?? ''));
  };
  const close = (code: number | undefined, reason: string) => {
    end(code ?? 1005, reason);
    if (!isHalfOpen) socket.close(code, reason); // a client that is out of reach does not learn that it was closed
  };
  const cut = () => {
    end(1006, '');
    socket.terminate();
  };
  const goAway = () => close(1001, 'Going away');
  let cancelIdle = clock.after(limits.idleMs, goAway);
  const cancelDuration = clock.after(limits.durationMs, goAway);
  const goHalfOpen = () => {
    isHalfOpen = true;
    // What the client sends, a close or a ping included, is read and forgotten: neither the limits nor ws see it.
    wire.removeAllListeners('data').on('data', () => undefined);
  };

  const send = (text: Buffer) => {
    if (ended || isHalfOpen || isMute) return;
    let sent = 0;
    do {
      const frame = text.subarray(sent, sent + limits.frameBytes);
      sent += frame.length;
      socket.send(frame, { binary: false, fin: sent === text.length });
    } while (sent < text.length);
  };
  const line = {
    say: (text: string) => send(Buffer.from(text)),
    mute: () => {
      isMute = true;
    },
    cut,
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
    if (ended || isHalfOpen) return;
    if (isBinary) return close(1003, 'Binary frames are not accepted');
    if (faults.strikes('F16')) return close(1009, `A frame may carry at most ${limits.frameBytes} bytes`);
    if (faults.strikes('cut')) return cut();
    if (faults.strikes('F26')) return goHalfOpen();
    // Not awaited: every message is an invocation of its own, and a slow one does not hold back the next.
    void handleMessage(api, peer, (data as Buffer).toString(), line).then(watcher.spoke);
  });
  socket.on('close', (code, reason) => {
    if (!isHalfOpen) end(code, reason.toString()); // else that, too, was not heard: the idle limit ends it
  });
  socket.on('error', () => undefined); // a protocol violation; ws closes the socket, and 'close' tells the rest

  const strikes = { F23: goAway, F24: goAway, F26: goHalfOpen, cut } satisfies Record<ConnectionFaultId, () => void>;
  return {
    ...peer,
    lastActiveAt: () => lastActiveAt,
    post: (text) => {
      if (!isHalfOpen && socket.bufferedAmount + text.length > limits.clientBufferBytes) return false;
      send(text);
      return true;
    },
    close,
    strike: (fault) => strikes[fault](),
  };
};
