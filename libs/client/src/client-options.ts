import type { Listener } from './client';
import type { Clock } from './clock';
import type { Fetch, Token } from './http';
import type { LogCache } from './log-cache';
import type { OutboxStore } from './outbox-store';
import type { Tabs } from './tabs';
import type { WebSocketClass } from './web-socket';

/** What a client needs of where it runs. */
export type ClientOptions = {
  /** `wss://host/ws` */
  socketUrl: string;
  webSocket: WebSocketClass;
  /** `https://host`, without a slash at its end. */
  apiUrl: string;
  fetch: Fetch;
  /** The access token; null when signed out; rejects when it cannot tell now (offline). */
  token: Token;
  /** What this person has not sent yet; of two clients with one store, only one may run at a time, unless they have `tabs`. */
  store: OutboxStore;
  /** What clients with one store agree by on who sends (UX-SEND-7); without it this client is alone. */
  tabs?: Tabs;
  /** What was on screen is there at once after a reload; without it nothing is. */
  cache?: LogCache;
  listener: Listener;
  clock: Clock;
  /** ULIDs, a new one at each call. */
  ids: () => string;
  /** At least 0, less than 1. */
  random: () => number;
  /** What this device calls itself in the list of where I am signed in: one line of at most 80 characters. */
  device?: string;
  /** Names this build in the server's logs: at most 64 characters. */
  build: string;
};
