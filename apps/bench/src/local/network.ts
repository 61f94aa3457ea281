import type { Fetch, Socket, WebSocketClass } from '@parley/client';
import WebSocket from 'ws';

/**
 * The real sockets and the real `fetch`, which a device without a network does not reach: what it sends goes nowhere,
 * what comes is not heard, and nobody is told.
 */
export const switchedNetwork = () => {
  const down = new Set<string>();

  const webSocketOf = (device: string): WebSocketClass =>
    class implements Socket {
      onopen: Socket['onopen'] = null;
      onmessage: Socket['onmessage'] = null;
      onerror: Socket['onerror'] = null;
      onclose: Socket['onclose'] = null;
      private readonly socket: WebSocket | undefined;

      constructor(url: string, protocols: string[]) {
        if (down.has(device)) {
          setTimeout(() => this.onclose?.({} as never), 10);
          return;
        }
        this.socket = new WebSocket(url, protocols);
        this.socket.onopen = (event) => this.onopen?.(event as never);
        this.socket.onmessage = (event) => {
          if (!down.has(device)) this.onmessage?.(event as never);
        };
        this.socket.onerror = (event) => this.onerror?.(event as never);
        this.socket.onclose = (event) => this.onclose?.(event as never);
      }
      send(text: string): void {
        if (!down.has(device)) this.socket?.send(text);
      }
      close(): void {
        this.socket?.close();
      }
    };

  const fetchOf =
    (device: string): Fetch =>
    async (url, init) => {
      if (down.has(device)) throw new TypeError('fetch failed');
      const response = await fetch(url, init);
      const text = await response.text();
      if (down.has(device)) throw new TypeError('fetch failed');
      return { status: response.status, text: async () => text };
    };

  return {
    webSocketOf,
    fetchOf,
    goOffline: (device: string): void => void down.add(device),
    goOnline: (device: string): void => void down.delete(device),
  };
};
