export type { Client, ClientEvent, Listener, Outgoing, PendingChange, SendingState, Status } from './client';
export { type Clock, systemClock } from './clock';
export type { ChangeCommand, Command } from './command';
export type { ClientOptions } from './client-options';
export { createClient } from './create-client';
export { NotGranted, Refused, Unreachable } from './failures';
export type { Fetch, Token } from './http';
export { idbLogCache } from './log-cache.idb';
// Not for tests alone: a bot, or a check, need not survive its process.
// eslint-disable-next-line no-restricted-imports
export { memoryLogCache } from './log-cache.memory';
export type { KeptLog, KeptState, LogCache } from './log-cache';
export { fold, type Folded, type Message, nothingFolded, versionOf } from './messages';
export { latestAfter } from './latest';
export { unreadMentions } from './mentions';
export { OutboxFull, outboxLimit } from './outbox-limit';
export { idbOutboxStore } from './outbox-store.idb';
// eslint-disable-next-line no-restricted-imports
export { memoryOutboxStore } from './outbox-store.memory';
export type { OutboxStore, StoredItem } from './outbox-store';
export { overlaid } from './overlay';
export { browserTabs } from './tabs.browser';
// eslint-disable-next-line no-restricted-imports
export { memoryTabs } from './tabs.memory';
export type { Channel, Lock, Tabs } from './tabs';
export type { Socket, WebSocketClass } from './web-socket';
