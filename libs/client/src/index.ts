export type { Client, ClientEvent, Listener, Outgoing, Status } from './client';
export { type Clock, systemClock } from './clock';
export { type ClientOptions, createClient } from './create-client';
export { Refused, Unreachable } from './failures';
export type { Fetch, Token } from './http';
export { idbOutboxStore } from './outbox-store.idb';
// Not for tests alone: a bot, or a check, need not survive its process.
// eslint-disable-next-line no-restricted-imports
export { memoryOutboxStore } from './outbox-store.memory';
export type { OutboxStore, StoredMessage } from './outbox-store';
export type { Socket, WebSocketClass } from './web-socket';
