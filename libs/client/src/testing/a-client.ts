import type { ConversationSummary, Entry, InboxRow } from '@parley/protocol';
import type { Client, ClientEvent, Outgoing, PendingChange, Status } from '../client';
import { createClient } from '../create-client';
import type { LogCache } from '../log-cache';
import { fold, type Message, nothingFolded } from '../messages';
import type { OutboxStore } from '../outbox-store';
import { memoryOutboxStore } from '../outbox-store.memory';
import { overlaid } from '../overlay';
import type { Tabs } from '../tabs';
import { type FakeClock, fakeClock } from './fake-clock';
import { type ModelServer, modelServer } from './model-server';
import { type SocketPair, socketPair } from './socket-pair';

export const general = `c-${'0'.repeat(31)}1`;
export const random = `c-${'0'.repeat(31)}2`;

/** What a screen would show that does nothing but believe the events. */
export const screen = () => {
  const logs = new Map<string, Entry[]>();
  const outbox = new Map<string, Outgoing[]>();
  const changes = new Map<string, PendingChange[]>();
  const summaries = new Map<string, ConversationSummary>();
  const events: ClientEvent[] = [];
  let status: Status | undefined;
  const takeRow = (row: InboxRow) => {
    const held = summaries.get(row.conversationId);
    if (held) summaries.set(row.conversationId, { ...held, row });
  };
  return {
    events,
    of: <T extends ClientEvent['type']>(type: T) =>
      events.filter((event): event is Extract<ClientEvent, { type: T }> => event.type === type),
    status: () => status?.state,
    statuses: () => events.flatMap((event) => (event.type === 'status' ? [event.status.state] : [])),
    seqs: (conversationId: string) => (logs.get(conversationId) ?? []).map(({ seq }) => seq),
    entries: (conversationId: string) => logs.get(conversationId) ?? [],
    /** The message as it is shown, my changes on their way included. */
    message: (conversationId: string, seq: number): Message | undefined => {
      const message = fold(nothingFolded, logs.get(conversationId) ?? []).messages.get(seq);
      return message && overlaid(message, changes.get(conversationId) ?? [], 'ana');
    },
    /** What the list says of it. */
    summary: (conversationId: string) => summaries.get(conversationId),
    changes: (conversationId: string) => changes.get(conversationId) ?? [],
    outgoing: (conversationId: string) => outbox.get(conversationId) ?? [],
    listener: (event: ClientEvent) => {
      events.push(event);
      if (event.type === 'status') status = event.status;
      if (event.type === 'outbox') outbox.set(event.conversationId, event.outgoing);
      if (event.type === 'changes') changes.set(event.conversationId, event.changes);
      if (event.type === 'conversations') for (const one of event.summaries) summaries.set(one.conversation.id, one);
      if (event.type === 'conversation') summaries.set(event.summary.conversation.id, event.summary);
      if (event.type === 'rows') for (const row of event.rows) takeRow(row);
      if (event.type === 'gone' || event.type === 'closed') logs.delete(event.conversationId);
      if (event.type !== 'entries') return;
      const held = event.place === 'page' ? [] : (logs.get(event.conversationId) ?? []);
      logs.set(
        event.conversationId,
        event.place === 'older' ? [...event.entries, ...held] : [...held, ...event.entries],
      );
    },
  };
};
export type Screen = ReturnType<typeof screen>;

export type World = {
  clock: FakeClock;
  server: ModelServer;
  pair: SocketPair;
  screen: Screen;
  client: Client;
  store: OutboxStore;
  cache: LogCache | undefined;
  /** The page is closed; another client starts with the same store, and an empty screen. */
  reload(): Promise<World>;
};

let keys = 0;
const key = () => `01KB3W9M6Q${String((keys += 1)).padStart(16, '0')}`;

type Given = Partial<Pick<World, 'clock' | 'server' | 'pair' | 'store'>> & {
  tabs?: Tabs;
  cache?: LogCache;
  token?: (options?: { fresh?: boolean }) => Promise<string | null>;
  /** Fixed: waits are as long as they can be. */
  random?: () => number;
};

/** A client, its server and what lies between. */
export const aClient = (given: Given = {}): World => {
  const clock = given.clock ?? fakeClock();
  const server = given.server ?? modelServer(clock);
  const pair = given.pair ?? socketPair(server);
  const store = given.store ?? memoryOutboxStore();
  const shown = screen();
  const client = createClient({
    ...{ socketUrl: 'ws://parley.test/ws', apiUrl: 'http://parley.test', build: 'test', store, clock, ids: key },
    ...{ webSocket: pair.WebSocket, fetch: pair.fetch, listener: shown.listener },
    ...(given.tabs && { tabs: given.tabs }),
    ...(given.cache && { cache: given.cache }),
    token: given.token ?? (async () => 'token'),
    random: given.random ?? (() => 0.999),
  });
  const reload = async () => {
    await client.stop();
    await pair.cut();
    return aClient({ ...given, clock, server, pair, store });
  };
  return { clock, server, pair, screen: shown, client, store, cache: given.cache, reload };
};

/** Ana's client is online, and has `general` open with `messages` messages. */
export const anOpenClient = async (messages = 3, given: Given = {}): Promise<World> => {
  const world = aClient(given);
  world.server.converse(general, messages);
  world.client.start();
  await world.pair.flush();
  const opened = world.client.open(general);
  await world.pair.flush();
  await opened;
  return world;
};

/** Opens so many others, one after the other, and looks at the last: the logs that nobody looks at are closed, but for ten. */
export const openOthers = async ({ client, pair, server }: Awaited<ReturnType<typeof anOpenClient>>, count: number) => {
  const ids = Array.from({ length: count }, (_, i) => `c-${String(i + 10).padStart(32, '0')}`);
  for (const id of ids) server.converse(id, 1);
  await pair.flush();
  for (const id of ids) {
    const opened = client.open(id);
    await pair.flush();
    await opened;
    if (id !== ids.at(-1)) client.release(id);
  }
};
