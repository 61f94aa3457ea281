import type { Entry, Input, Person, Push, Reply, RequestType } from '@parley/protocol';
import { createAsk } from './ask';
import { createRetrying } from './backoff';
import { createCatchUp } from './catch-up';
import type { Client, ClientEvent, Listener } from './client';
import { type Clock, stoppable } from './clock';
import { type Connection, openConnection } from './connection';
import { createConnector } from './connector';
import { handshakeTrouble } from './handshake-trouble';
import { type Ask, createHttp, type Fetch, type Token, tokenOrThrow } from './http';
import { createInbox } from './inbox';
import { createLifetime } from './lifetime';
import { createOutbox } from './outbox';
import type { OutboxStore } from './outbox-store';
import { createPeople } from './people';
import { createPositions } from './positions';
import { createReadMarker } from './read-marker';
import { createSync } from './sync';
import type { WebSocketClass } from './web-socket';

export type ClientOptions = {
  /** `wss://host/ws` */
  socketUrl: string;
  webSocket: WebSocketClass;
  /** `https://host`, without a slash at its end. */
  apiUrl: string;
  fetch: Fetch;
  /** The access token; null when signed out; rejects when it cannot tell now (offline). */
  token: Token;
  /** This person's unsent messages; of two clients with one store, only one may run at a time. */
  store: OutboxStore;
  listener: Listener;
  clock: Clock;
  /** ULIDs, a new one at each call. */
  ids: () => string;
  /** At least 0, less than 1. */
  random: () => number;
  /** Names this build in the server's logs: at most 64 characters. */
  build: string;
};

/** Puts a client together; it does nothing before `start`, and nothing after `stop`: then make another. */
export const createClient = (options: ClientOptions): Client => {
  const { socketUrl, webSocket, apiUrl, token, listener, ids, random, build } = options;
  const clock = stoppable(options.clock);
  const lifetime = createLifetime();
  const store: OutboxStore = {
    load: () => options.store.load(),
    put: lifetime.during((message) => options.store.put(message)),
    delete: lifetime.during((id) => options.store.delete(id)),
  };
  const retrying = createRetrying({ clock, random });
  let me: Person | undefined;

  const emit = (event: ClientEvent) => {
    if (!lifetime.isOver()) listener(event);
  };
  const onGone = (conversationId: string) => {
    sync.drop(conversationId);
    inbox.drop(conversationId);
    emit({ type: 'gone', conversationId });
  };
  const onSeen = (conversationId: string, entries: readonly Entry[]) => {
    // First the outbox, whose own entries move my marker: so the summary never counts what I said as unread.
    outbox.saw(conversationId, entries);
    inbox.said(conversationId, entries);
  };

  const { fetch: given } = options; // apart from its object: a browser's own wants to be called so
  const fetch: Fetch = async (...request) => {
    lifetime.check();
    return given(...request);
  };
  const http = createHttp({ apiUrl, fetch, token, clock });
  const either = createAsk({ connection: () => connector.current(), http, onSilence: () => connector.probe() });
  const ask: Ask = async (type, body) => {
    lifetime.check();
    const reply = await either(type, body);
    lifetime.check();
    return reply;
  };
  const sync = createSync({ ask, clock, retrying, emit, onSeen, onGone });
  const inbox = createInbox({ ask, retrying, emit, onGone });
  const people = createPeople({ ask, clock, retrying, emit });
  const marker = createReadMarker({ ask, clock, retrying, onRow: (row) => inbox.rows([row]) });
  const positions = createPositions({ opened: sync.positions, others: inbox.positions });
  const catchUp = createCatchUp({ sync, inbox, onGone });

  const position = async (conversationId: string): Promise<number> => {
    const held = sync.last(conversationId) ?? inbox.latest(conversationId)?.seq;
    if (held !== undefined) return held;
    const summary = await ask('conversations.get', { conversationId });
    inbox.learn(summary);
    return summary.latest.seq;
  };
  const outbox = createOutbox({
    ...{ ask, store, clock, random, ids, emit, position, shows: sync.shows },
    onReply: (conversationId, entry) => sync.receive(conversationId, [entry]),
    onRead: onSeen,
    // UX-SEND-9: whoever speaks has read.
    onLanded: (conversationId, { seq, n }) => {
      inbox.readTo(conversationId, seq, n);
      marker.move(conversationId, seq);
    },
  });

  const withDigest = <T extends object>(body: T) => {
    const digest = inbox.digest();
    return digest === undefined ? body : { ...body, inboxDigest: digest };
  };
  const hello = (connection: Connection) => {
    const epoch = catchUp.epoch();
    const body = { positions: positions.forHello(), build: build.slice(0, 64), ...(epoch !== undefined && { epoch }) };
    return connection.ask('connections.hello', withDigest(body));
  };
  const ping = async (connection: Connection): Promise<boolean> => {
    const reply = await connection.ask('connections.ping', withDigest({ positions: positions.forPing() }));
    const behind = reply.positions.filter(({ state }) => state !== 'ok');
    positions.suspect(behind.map(({ conversationId }) => conversationId));
    return reply.inboxChanged || behind.length > 0;
  };
  const welcome = (reply: Reply<'connections.hello'>): Promise<void> | undefined => {
    if (JSON.stringify(reply.person) !== JSON.stringify(me)) emit({ type: 'me', person: (me = reply.person) });
    people.learn([reply.person]);
    outbox.wake();
    return catchUp.welcome(reply);
  };
  const onPush = (push: Push) => {
    if (push.type === 'entries') sync.receive(push.conversationId, push.entries);
    if (push.type === 'inbox') inbox.rows(push.rows);
    if (push.type === 'behind') {
      if (sync.isOpened(push.conversationId)) sync.behind(push.conversationId, push.head);
      else void inbox.fetch(push.conversationId);
    }
  };

  const connector = createConnector({
    ...{ clock, random, hello, welcome, ping, onPush },
    open: async ({ fresh }, events) =>
      openConnection({ socketUrl, webSocket, clock }, await tokenOrThrow(token, fresh), events),
    trouble: () => handshakeTrouble(http.ask, clock),
    onStatus: (status) => emit({ type: 'status', status }),
  });

  // What a reply tells belongs into what is held, without waiting for its push.
  const learn: { [T in RequestType]?: (reply: Reply<T>, body: Input<T>) => void } = {
    'conversations.open': (summary) => inbox.learn(summary),
    'conversations.get': (summary) => inbox.learn(summary),
    'delivery.read': ({ row }) => inbox.rows([row]),
    'memberships.leave': ({ row }) => inbox.rows([row]),
    'memberships.add': ({ entry }, { conversationId }) => sync.receive(conversationId, [entry]),
    'messages.send': ({ entry }, { conversationId }) => sync.receive(conversationId, [entry]),
  };

  return {
    start: () => {
      connector.start();
      // A store that does not load is told by `send`, which needs it; all else works without.
      outbox.start().catch(() => undefined);
    },
    flush: marker.flush,
    stop: async () => {
      marker.flush();
      connector.stop();
      clock.stop();
      await lifetime.end();
    },
    probe: () => connector.probe(),
    ask: async (type, body) => {
      const reply = await ask(type, body);
      learn[type]?.(reply, body);
      return reply;
    },
    open: sync.open,
    older: sync.older,
    send: outbox.send,
    retry: outbox.retry,
    discard: outbox.discard,
    markRead: (conversationId, seq) => {
      const latest = inbox.latest(conversationId);
      const held = inbox.row(conversationId);
      if (held && seq <= held.read) return;
      if (latest && seq === latest.seq) inbox.readTo(conversationId, seq, latest.n);
      marker.move(conversationId, seq);
    },
    meet: people.meet,
  };
};
