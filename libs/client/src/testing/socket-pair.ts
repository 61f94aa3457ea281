import { encode } from '@parley/protocol';
import type { Fetch } from '../http';
import type { Socket, WebSocketClass } from '../web-socket';
import { settled } from './fake-clock';
import type { ModelServer, ServerSocket } from './model-server';

/** Something on its way, in either direction. */
type Packet = {
  what: string;
  deliver(): void;
  /** It is lost: a frame leaves no trace, an exchange over HTTP fails. */
  lose(): void;
};

/**
 * The client's sockets and its HTTP, with the server at the other end. Nothing is delivered until it is flushed, so a
 * race is written down, not waited for; what is on its way may be lost, doubled, or overtaken.
 */
export const socketPair = (server: ModelServer) => {
  const packets: Packet[] = [];
  const sockets = new Set<{ die(): void }>();
  const network = { isUp: true };
  let handshakes = 0;

  const post = (what: string, deliver: () => void, lose: () => void = () => undefined) => {
    if (network.isUp) packets.push({ what, deliver, lose });
    else lose();
  };

  const WebSocket: WebSocketClass = class implements Socket {
    onopen: ((event: never) => void) | null = null;
    onmessage: ((event: never) => void) | null = null;
    onerror: ((event: never) => void) | null = null;
    onclose: ((event: never) => void) | null = null;
    private end: ServerSocket | undefined;
    private isClosed = false;

    constructor(_url: string, protocols: string[]) {
      handshakes += 1;
      sockets.add(this);
      const open = () => {
        if (this.isClosed) return;
        this.end = server.connect(protocols, (frame) => {
          const data = encode(frame);
          post(`← ${frame.type}`, () => this.isClosed || this.onmessage?.({ data } as never));
        });
        if (this.end) this.onopen?.({} as never);
        else this.die();
      };
      post('handshake', open, () => queueMicrotask(() => this.die()));
    }
    send(text: string): void {
      const { end } = this;
      post(`→ ${text.slice(0, 40)}`, () => this.isClosed || end?.receive(text));
    }
    close(): void {
      this.isClosed = true;
      this.end?.closed();
      sockets.delete(this);
    }
    die(): void {
      if (this.isClosed) return;
      this.close();
      this.onclose?.({} as never);
    }
  };

  const fetch: Fetch = (url, { method, headers, body = '' }) =>
    new Promise((resolve, reject) => {
      const fail = () => reject(new TypeError('fetch failed'));
      const request = { method, url, token: (headers['authorization'] ?? '').replace(/^Bearer /, ''), text: body };
      const arrive = () => {
        const { status, text } = server.http(request);
        post(`← ${status}`, () => resolve({ status, text: async () => text }), fail);
      };
      post(`→ ${method} ${url}`, arrive, fail);
    });

  return {
    WebSocket,
    fetch,
    packets,
    network,
    handshakes: () => handshakes,
    /** Delivers all that is on its way, and what follows from it. */
    flush: async (): Promise<void> => {
      await settled();
      for (let packet = packets.shift(); packet; packet = packets.shift()) {
        packet.deliver();
        await settled();
      }
    },
    /** Both ends see their sockets close; what was on its way to or from them is lost with them. */
    cut: async (): Promise<void> => {
      for (const socket of [...sockets]) socket.die();
      await settled();
    },
  };
};
export type SocketPair = ReturnType<typeof socketPair>;
