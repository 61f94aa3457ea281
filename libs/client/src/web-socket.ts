/** What the client uses of a socket; the browser's and the `ws` package's both fit. */
export type Socket = {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  send(text: string): void;
  close(): void;
};

/** The class is an argument: Node 20 has no WebSocket of its own. */
export type WebSocketClass = new (url: string, protocols: string[]) => Socket;
