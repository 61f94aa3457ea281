import {
  type Entry,
  type Input,
  isKnownSignal,
  limits,
  type Person,
  type Push,
  type Reply,
  type RequestType,
} from '@parley/protocol';
import { createAsk } from './ask';
import { createRetrying } from './backoff';
import { createCatchUp } from './catch-up';
import type { Client, ClientEvent, Listener } from './client';
import { type Clock, stoppable } from './clock';
import { type Connection, openConnection } from './connection';
import { createConnector } from './connector';
import { within } from './deadline';
import { handshakeTrouble } from './handshake-trouble';
import { type Ask, createHttp, type Fetch, type Token, tokenOrThrow } from './http';
import { forgivingStore } from './forgiving-store';
import { createInbox } from './inbox';
import { createKeeper } from './keeper';
import { Unreachable } from './failures';
import { createLifetime } from './lifetime';
import type { LogCache } from './log-cache';
// A client that is given no cache keeps what it needs for as long as it runs.
// eslint-disable-next-line no-restricted-imports
import { memoryLogCache } from './log-cache.memory';
import { createOutbox } from './outbox';
import type { OutboxStore } from './outbox-store';
import { createPeople } from './people';
import { createPositions } from './positions';
import { createPresence } from './presence';
import { createReadMarker } from './read-marker';
import { createReceipts } from './receipts';
import { createReceived } from './received';
import { createSettings } from './settings';
import { createSleeper } from './sleeper';
import { createSync } from './sync';
import { alone, type Tabs } from './tabs';
import { createTyping } from './typing';
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
  /** Names this build in the server's logs: at most 64 characters. */
  build: string;
};

/** How long a start waits for what was kept over a reload, and an end for what is still to be kept. */
const storageMs = 1_000;

/** Puts a client together; it does nothing before `start`, and nothing after `stop`: then make another. */
export const createClient = (options: ClientOptions): Client => {
  const { socketUrl, webSocket, apiUrl, token, listener, ids, random, build } = options;
  const clock = stoppable(options.clock);
  const lifetime = createLifetime();
  const forgiving = forgivingStore(options.store, (durable) => emit({ type: 'storage', durable }));
  const store: OutboxStore = {
    load: lifetime.during(() => forgiving.load()),
    put: lifetime.during((item) => forgiving.put(item)),
    delete: lifetime.during((id) => forgiving.delete(id)),
  };
  const { sleep, wake } = createSleeper(clock);
  const retrying = createRetrying({ sleep, random });
  let me: Person | undefined;

  const emit = (event: ClientEvent) => {
    if (lifetime.isOver()) return;
    keeper.told(event);
    listener(event);
  };
  const keeper = createKeeper({
    ...{ cache: options.cache ?? memoryLogCache(), clock },
    state: () => {
      const epoch = catchUp.epoch();
      return me && epoch !== undefined ? { epoch, me, summaries: inbox.confirmed() } : undefined;
    },
    epoch: () => catchUp.epoch(),
  });
  const learnMe = (person: Person) => {
    if (JSON.stringify(person) !== JSON.stringify(me)) emit({ type: 'me', person: (me = person) });
    people.learn([person]);
  };
  const onGone = (conversationId: string) => {
    sync.drop(conversationId);
    inbox.drop(conversationId);
    receipts.forget(conversationId);
    received.forget(conversationId);
    emit({ type: 'gone', conversationId });
    outbox.gone(conversationId);
  };
  const onSeen = (conversationId: string, entries: readonly Entry[]) => {
    // First the outbox, whose own entries move my marker: so the summary never counts what I said as unread.
    outbox.saw(conversationId, entries);
    inbox.said(conversationId, entries);
    typing.said(
      conversationId,
      entries.filter(({ kind }) => kind === 'message.posted').map(({ author }) => author),
    );
  };

  const { fetch: given } = options; // apart from its object: a browser's own wants to be called so
  const fetch: Fetch = async (...request) => {
    lifetime.check();
    return given(...request);
  };
  const http = createHttp({ apiUrl, fetch, token, clock });
  const either = createAsk({ connection: () => connector.current(), http, onSilence: () => connector.silent() });
  const ask: Ask = async (type, body) => {
    lifetime.check();
    try {
      return await either(type, body);
    } catch (error) {
      connector.failed(error);
      throw error;
    } finally {
      lifetime.check();
    }
  };
  /** On the socket or not at all: it is droppable. */
  const whisper: Ask = async (type, body) => {
    const connection = connector.current();
    if (!connection) throw new Unreachable('There is no connection.');
    return connection.ask(type, body);
  };
  const received = createReceived({ ask, clock });
  const receipts = createReceipts({ ask, emit });
  const presence = createPresence({ ask });
  const settings = createSettings({ ask, emit });
  const typing = createTyping({
    ...{ clock, emit },
    tell: (conversationId) => void whisper('delivery.typing', { conversationId }).catch(() => undefined),
  });
  const sync = createSync({
    ...{ ask, clock, retrying, emit, onSeen, onGone, stored: keeper.stored, held: keeper.held },
    heard: (conversationId) => inbox.latest(conversationId)?.seq ?? 0,
    isConnected: () => connector.current() !== undefined,
    onProgress: () => connector.left(sync.missing()),
  });
  const inbox = createInbox({
    ...{ ask, retrying, emit, onGone },
    onMovedBack: (conversationId, seq) => marker.back(conversationId, seq),
    onLatest: (conversationId, { seq, author }) => {
      if (author !== me?.id) received.upTo(conversationId, seq);
    },
  });
  const people = createPeople({ ask, clock, retrying, emit });
  const marker = createReadMarker({
    ...{ ask, clock, retrying, onRefused: inbox.notRead },
    onRow: (row) => inbox.rows([row]),
  });
  const positions = createPositions({ opened: sync.positions, others: inbox.positions });
  /** What is held of it is not this log's. */
  const onOtherLog = (conversationId: string) => {
    marker.forget(conversationId);
    receipts.forget(conversationId);
    received.forget(conversationId);
  };
  const onOtherData = () => {
    for (const held of [marker, receipts, received]) held.forgetAll();
    void keeper.clear();
  };
  const catchUp = createCatchUp({ sync, inbox, onGone, onOtherLog, onOtherData });

  const position = async (conversationId: string): Promise<number> => {
    const held = sync.last(conversationId) ?? inbox.latest(conversationId)?.seq;
    if (held !== undefined) return held;
    const summary = await ask('conversations.get', { conversationId });
    inbox.learn(summary);
    return summary.latest.seq;
  };
  const outbox = createOutbox({
    ...{ ask, store, tabs: options.tabs ?? alone, clock, random, ids, emit, position },
    ...{ shows: sync.shows, versionOf: sync.versionOf },
    onReply: (conversationId, entry) => sync.receive(conversationId, [entry]),
    onRead: onSeen,
    // UX-SEND-9: whoever speaks has read.
    onSaid: (conversationId, { seq, n }) => {
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
    return reply.inboxChanged || behind.length > 0 || sync.isLagging();
  };
  const welcome = (reply: Reply<'connections.hello'>): Promise<void> | undefined => {
    learnMe(reply.person);
    http.giveUpOld();
    outbox.wake();
    wake();
    marker.again();
    tellFocus();
    return catchUp.welcome(reply);
  };
  let focus: string | undefined;
  const tellFocus = () => {
    const body = focus === undefined ? {} : { conversationId: focus };
    // Where nothing was in focus since this connection began, the server knows.
    if (focus !== undefined || wasFocused) void whisper('connections.focus', body).catch(() => undefined);
    wasFocused = focus !== undefined;
  };
  let wasFocused = false;
  const onPush = (push: Push) => {
    if (push.type === 'signal' && isKnownSignal(push.signal)) {
      if (push.signal.kind === 'typing' && push.signal.personId !== me?.id) typing.heard(push.signal);
      if (push.signal.kind === 'receipt') receipts.heard(push.signal);
    }
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
      openConnection({ socketUrl, webSocket, clock }, await tokenOrThrow(token, clock, fresh), events),
    trouble: () => handshakeTrouble(http.ask, clock),
    onStatus: (status) => emit({ type: 'status', status }),
  });

  // What a reply tells belongs into what is held, without waiting for its push.
  const learn: { [T in RequestType]?: (reply: Reply<T>, body: Input<T>) => void } = {
    'conversations.open': (summary) => inbox.learn(summary),
    'conversations.get': (summary) => inbox.learn(summary),
    'delivery.read': ({ row }) => inbox.rows([row]),
    'delivery.unread': ({ row }) => inbox.rows([row]),
    'memberships.leave': ({ row }) => inbox.rows([row]),
    'memberships.list': ({ members, cursor: more }, { conversationId, cursor }) => {
      if (cursor !== undefined || more !== undefined || members.length > limits.receiptPeople) return;
      received.small(conversationId);
    },
    'memberships.add': ({ entry }, { conversationId }) => sync.receive(conversationId, [entry]),
    'messages.send': ({ entry }, { conversationId }) => sync.receive(conversationId, [entry]),
  };

  let restored: Promise<void> | undefined;
  const connect = async (): Promise<void> => {
    if (options.cache) {
      // A browser's storage may hang: then it is done without.
      const kept = await within(clock, storageMs, keeper.state());
      if (lifetime.isOver()) return;
      if (kept) {
        catchUp.restore(kept.epoch);
        learnMe(kept.me);
        inbox.restore(kept.summaries);
      }
    }
    connector.start();
  };

  return {
    start: () => {
      restored = connect();
      outbox.start().catch(() => undefined); // stopped meanwhile
    },
    flush: () => {
      marker.flush();
      void keeper.flush();
    },
    stop: async () => {
      marker.flush();
      await within(options.clock, storageMs, keeper.flush());
      connector.stop();
      clock.stop();
      // Until the last write is done no other tab may send, however long that takes; who stops need not wait for it.
      await within(options.clock, storageMs, lifetime.end().then(outbox.stop));
    },
    probe: () => connector.probe(),
    ask: async (type, body) => {
      const reply = await ask(type, body);
      learn[type]?.(reply, body);
      return reply;
    },
    open: async (conversationId) => {
      await restored;
      return sync.open(conversationId);
    },
    release: sync.release,
    older: sync.older,
    send: (conversationId, text, { replyTo } = {}) =>
      outbox.add(conversationId, { type: 'messages.send', text, ...(replyTo !== undefined && { replyTo }) }),
    edit: (conversationId, target, text, basedOn = sync.versionOf(conversationId, target)) =>
      outbox.add(conversationId, { type: 'messages.edit', target, basedOn, text }),
    delete: (conversationId, target) => outbox.add(conversationId, { type: 'messages.delete', target }),
    react: (conversationId, target, emoji) => outbox.add(conversationId, { type: 'messages.react', target, emoji }),
    unreact: (conversationId, target, emoji) => outbox.add(conversationId, { type: 'messages.unreact', target, emoji }),
    rename: (conversationId, name) => outbox.add(conversationId, { type: 'conversations.rename', name }),
    removeMember: (conversationId, personId) => outbox.add(conversationId, { type: 'memberships.remove', personId }),
    retry: outbox.retry,
    discard: outbox.discard,
    unsent: outbox.unsent,
    markRead: (conversationId, seq) => {
      const latest = inbox.latest(conversationId);
      const held = inbox.row(conversationId);
      if (held && seq <= held.read) return;
      if (latest && seq === latest.seq) inbox.readTo(conversationId, seq, latest.n);
      marker.move(conversationId, seq);
    },
    markUnread: async (conversationId, seq) => {
      await marker.still(conversationId, async () => {
        const { rev } = inbox.row(conversationId) ?? (await ask('conversations.get', { conversationId })).row;
        inbox.rows([(await ask('delivery.unread', { conversationId, seq, rev })).row]);
      });
    },
    typing: typing.mine,
    focus: (conversationId) => {
      if (focus === conversationId) return;
      focus = conversationId;
      tellFocus();
    },
    presence: presence.online,
    receipts: async (conversationId) => {
      const list = await receipts.read(conversationId);
      if (list.length > 0) received.small(conversationId);
      return list;
    },
    settings: settings.read,
    changeSettings: settings.change,
    meet: people.meet,
  };
};
