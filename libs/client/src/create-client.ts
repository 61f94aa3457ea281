import type { Entry, Person, Reply } from '@parley/protocol';
import { createRetrying } from './backoff';
import { createCatchUp } from './catch-up';
import type { Client, ClientEvent } from './client';
import type { ClientOptions } from './client-options';
import { stoppable } from './clock';
import { openConnection } from './connection';
import { createConnector } from './connector';
import { within } from './deadline';
import { createDoors } from './doors';
import { createFocus } from './focus';
import { forgivingStore } from './forgiving-store';
import { createGreetings } from './greetings';
import { handshakeTrouble } from './handshake-trouble';
import { tokenOrThrow } from './http';
import { createInbox } from './inbox';
import { createKeeper } from './keeper';
import { createLessons } from './lessons';
import { createLifetime, type Lifetime } from './lifetime';
// A client that is given no cache keeps what it needs for as long as it runs.
// eslint-disable-next-line no-restricted-imports
import { memoryLogCache } from './log-cache.memory';
import { createOutbound } from './outbound';
import { createOutbox } from './outbox';
import { outboxCommands } from './outbox-commands';
import type { OutboxStore } from './outbox-store';
import { createPeople } from './people';
import { createPositions } from './positions';
import { createPresence } from './presence';
import { createPushed } from './pushed';
import { createReadMarker } from './read-marker';
import { createReceipts } from './receipts';
import { createReceived } from './received';
import { createSettings } from './settings';
import { createSleeper } from './sleeper';
import { createSync } from './sync';
import { alone } from './tabs';
import { createTyping } from './typing';

/** How long a start waits for what was kept over a reload, and an end for what is still to be kept. */
const storageMs = 1_000;

/** Puts a client together; it does nothing before `start`, and nothing after `stop`: then make another. */
export const createClient = (options: ClientOptions): Client => {
  const { socketUrl, webSocket, apiUrl, token, listener, ids, random, build } = options;
  const clock = stoppable(options.clock);
  const lifetime = createLifetime();
  const forgiving = forgivingStore({
    ...{ store: options.store, clock },
    tell: (durable) => emit({ type: 'storage', durable }),
    found: (stored) => lifetime.isOver() || outbox.found(stored),
  });
  const store: OutboxStore = {
    load: lifetime.during(() => forgiving.load()),
    put: lifetime.during((item) => forgiving.put(item)),
    delete: lifetime.during((id) => forgiving.delete(id)),
    clear: lifetime.during(() => forgiving.clear()),
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
      return me && epoch !== undefined ? { epoch, me, summaries: inbox.confirmed(), heard: inbox.heard() } : undefined;
    },
    epoch: () => catchUp.epoch(),
  });
  const learnMe = (person: Person) => {
    if (JSON.stringify(person) !== JSON.stringify(me)) emit({ type: 'me', person: (me = person) });
    people.learn([person]);
  };
  const onGone = (conversationId: string) => {
    sync.drop(conversationId);
    outbox.closed(conversationId);
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

  const doors = (during: Pick<Lifetime, 'check'>) =>
    createDoors({
      ...{ apiUrl, fetch: options.fetch, token, clock, lifetime: during },
      connection: () => connector.current(),
      isOutdated: () => connector.isOutdated(),
      onSilence: () => connector.silent(),
      onFailed: (error) => connector.failed(error),
    });
  const { http, ask, whisper } = doors(lifetime);
  const outbound = createOutbound({ doors, lifetime, assured: () => connector.assured() });
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
    onPage: (conversationId) => inbox.opened(conversationId),
    onClosed: (conversationId) => outbox.closed(conversationId),
    onShorter: (conversationId) => {
      onOtherLog(conversationId);
      void inbox.reset(conversationId);
    },
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
    onOut: (conversationId, how) => emit({ type: 'out', conversationId, how }),
  });
  const people = createPeople({ ask, clock, retrying, emit });
  const marker = createReadMarker({
    ...{ ask, clock, retrying, onRefused: inbox.notRead },
    revOf: (conversationId) => inbox.row(conversationId)?.rev,
    onRow: (row) => inbox.rows([row]),
  });
  const positions = createPositions({ opened: sync.positions, others: inbox.positions });
  /** What is held of it is not this log's. */
  const onOtherLog = (conversationId: string) => {
    emit({ type: 'replaced', conversationId });
    outbox.replaced(conversationId);
    marker.forget(conversationId);
    receipts.forget(conversationId);
    received.forget(conversationId);
  };
  const onOtherData = () => {
    emit({ type: 'replaced' });
    outbox.replaced();
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
    inMemory: forgiving.inMemory,
    ...{ ask: outbound.ask, store, tabs: options.tabs ?? alone, clock, random, ids, emit, position },
    ...{ shows: sync.shows, versionOf: sync.versionOf },
    onReply: (conversationId, entry) => sync.receive(conversationId, [entry]),
    onRead: onSeen,
    // UX-SEND-9: whoever speaks has read.
    onSaid: (conversationId, { seq, n }) => {
      inbox.readTo(conversationId, seq, n);
      marker.move(conversationId, seq);
    },
  });

  const { hello, ping } = createGreetings({
    ...{ sync, inbox, positions, marker, build, epoch: catchUp.epoch },
    device: options.device,
  });
  const focus = createFocus((body) => void whisper('connections.focus', body).catch(() => undefined));
  const welcome = (reply: Reply<'connections.hello'>, isFirst: boolean): Promise<void> | undefined => {
    learnMe(reply.person);
    for (const door of [http, outbound]) door.giveUpOld();
    outbox.wake();
    wake();
    focus.again();
    const work = catchUp.welcome(reply, isFirst);
    marker.again();
    received.again();
    return work;
  };
  const onPush = createPushed({ sync, inbox, typing, receipts, myId: () => me?.id });
  const connector = createConnector({
    ...{ clock, random, hello, welcome, ping, onPush },
    open: async ({ fresh }, events) =>
      openConnection({ socketUrl, webSocket, clock }, await tokenOrThrow(token, clock, fresh), events),
    renew: async (connection) => connection.ask('connections.renew', { token: await tokenOrThrow(token, clock, true) }),
    trouble: () => handshakeTrouble(http.ask, clock),
    onStatus: (status) => {
      if (status.state !== 'stopped') outbox.able(status.state !== 'outdated');
      emit({ type: 'status', status });
    },
  });

  const learn = createLessons({ sync, inbox, received });

  let restored: Promise<void> | undefined;
  const connect = async (): Promise<void> => {
    if (options.cache) {
      // A browser's storage may hang: then it is done without.
      const kept = await within(clock, storageMs, keeper.state());
      if (lifetime.isOver()) return;
      if (kept) {
        catchUp.restore(kept.epoch);
        learnMe(kept.me);
        inbox.restore(kept.summaries, kept.heard);
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
      await within(options.clock, storageMs, outbox.stop(lifetime.end()));
    },
    abandon: async () => {
      outbound.shut();
      // First what is being stored, so that nothing of it comes behind; storage that hangs is not waited for.
      await within(options.clock, storageMs, outbox.silence());
      await store.clear();
    },
    probe: () => connector.probe(),
    ask: async (type, body) => {
      const reply = await ask(type, body);
      learn(type, reply, body);
      return reply;
    },
    open: async (conversationId) => {
      await restored;
      return sync.open(conversationId);
    },
    release: sync.release,
    older: sync.older,
    ...outboxCommands(outbox, sync.versionOf),
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
    focus: focus.set,
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
