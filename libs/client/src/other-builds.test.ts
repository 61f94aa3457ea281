import { expect, it } from 'vitest';
import { memoryOutboxStore } from './outbox-store.memory';
import type { StoredItem } from './outbox-store';
import { memoryTabs } from './tabs.memory';
import { aClient, anOpenClient, general, random } from './testing/a-client';
import { fakeClock, settled } from './testing/fake-clock';
import { modelServer } from './testing/model-server';
import { socketPair } from './testing/socket-pair';

it('a kind of entry that this build does not know moves the log on, is kept, and loses nothing around it', async () => {
  const { pair, screen, server } = await anOpenClient(2);
  const newer = { at: 1, author: 'bo', n: 2, m: 1, kind: 'poll.opened', body: { question: 'Lunch?' } };
  server.log(general).push({ ...newer, seq: 4, key: '01KB3W9M6Q0000000000000099' } as never);
  server.push({ type: 'entries', conversationId: general, entries: [server.log(general)[3]!] });
  server.say(general, 'after it');
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4, 5]);
  expect(screen.entries(general)[3]).toMatchObject({ kind: 'poll.opened' });
});

it('an older server that does not know a request is lived with', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  for (const type of ['connections.focus', 'delivery.typing', 'delivery.received', 'people.presence'])
    server.refuses(type, 'unknown_request');
  client.focus(general);
  client.typing(general);
  const presence = expect(client.presence(['bo'])).rejects.toMatchObject({ refusal: { code: 'unknown_request' } });
  await pair.flush();
  await presence;
  server.refuses('messages.react', 'unknown_request');
  await client.react(general, 2, '👍');
  await client.send(general, 'hi');
  await pair.flush();
  await clock.advance(10_000);
  await pair.flush();
  expect(screen.of('refused')).toMatchObject([{ refusal: { code: 'unknown_request' } }]);
  expect(screen.entries(general).at(-1)).toMatchObject({ body: { text: 'hi' } });
  expect(screen.status()).toBe('online');
});

it('an answer with fields that this build does not know is an answer', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  const { http } = server;
  server.http = (request) => {
    const { status, text } = http(request);
    return { status, text: JSON.stringify({ ...JSON.parse(text), newer: { than: 'this' } }) };
  };
  const asked = client.ask('messages.history', { conversationId: general });
  await pair.flush();
  expect((await asked).entries).toHaveLength(4);
  await clock.advance(1_000);
  expect(screen.status()).toBe('online');
});

it('of two tabs the one with the older build shows what it knows of the newer one’s queue', async () => {
  const tab = memoryTabs();
  const newer = tab();
  newer.channel.listen(() => undefined);
  newer.lock.take(() => undefined);
  const { screen } = await anOpenClient(3, { tabs: tab() });
  const key = '01KB3W9M6Q0000000000000042';
  const place = { id: key, order: 1, conversationId: general, key, at: 1 };
  const say = { stored: { ...place, command: { type: 'messages.send', text: 'hi' } }, sending: true };
  const strange = { stored: { ...place, id: 'strange', command: { type: 'polls.open' } }, sending: true };
  newer.channel.post({ type: 'applause' });
  newer.channel.post({ type: 'queue', conversationId: general, items: [strange, say] });
  await settled();
  expect(screen.outgoing(general)).toMatchObject([{ text: 'hi', state: 'sending' }]);
});

/** Tabs of one browser; `old` is served no more, as it learns by its next hello. */
const anOldTab = async (store = memoryOutboxStore()) => {
  const [clock, tab] = [fakeClock(), memoryTabs()];
  const server = modelServer(clock);
  server.converse(general, 3);
  const opens = async () => {
    const world = aClient({ clock, server, store, tabs: tab(), pair: socketPair(server) });
    world.client.start();
    await world.pair.flush();
    return world;
  };
  const old = await opens();
  const becomesOld = async () => {
    server.refuses('connections.hello', 'update_needed');
    await old.pair.cut();
    await clock.advance(2_000);
    await old.pair.flush();
    expect(old.screen.status()).toBe('outdated');
  };
  return { clock, server, old, opens, becomesOld };
};
const saidByAna = (server: ReturnType<typeof modelServer>) =>
  server.log(general).flatMap(({ author, body }) => (author === 'ana' ? [(body as { text: string }).text] : []));

it('[SYNC-9] [UX-PWA-3] a tab whose build is too old lets another send, also what it had on its way', async () => {
  const { server, old, opens, becomesOld } = await anOldTab();
  server.refuses('messages.send', 'busy', { retryAfterMs: 60_000 });
  await old.client.send(general, 'from the old one');
  await old.pair.flush();
  await becomesOld();
  await old.client.send(general, 'from it as it is too old');
  expect(saidByAna(server)).toEqual([]);
  const fresh = await opens();
  await fresh.client.send(general, 'from the new one');
  await fresh.pair.flush();
  expect(saidByAna(server)).toEqual(['from the old one', 'from it as it is too old', 'from the new one']);
  for (const { client } of [old, fresh]) expect(client.unsent()).toEqual([]);
  expect(old.screen.status()).toBe('outdated');
  // A server that takes it again, and the other tab gone: it sends as before.
  old.client.probe();
  await old.pair.flush();
  expect(old.screen.status()).toBe('online');
  await fresh.client.stop();
  await old.client.send(general, 'again from the old one');
  await old.pair.flush();
  expect(saidByAna(server).at(-1)).toBe('again from the old one');
});

it('[SYNC-9] [UX-PWA-6] what a tab that is too old holds and could not store is told to the one that sends from now on', async () => {
  const full = async () => Promise.reject(new Error('The quota has been exceeded.'));
  const { server, old, opens, becomesOld } = await anOldTab({ ...memoryOutboxStore(), put: full });
  await becomesOld();
  await old.client.send(general, 'hi');
  expect(old.client.unsent()).toMatchObject([{ text: 'hi', state: 'waiting' }]);
  await opens();
  expect(saidByAna(server)).toEqual(['hi']);
  expect(old.client.unsent()).toEqual([]);
});

it('[LOG-4] a tab that is too old keeps the lock until its last write is done', async () => {
  const inner = memoryOutboxStore();
  const writes: (() => void)[] = [];
  const put = async (item: StoredItem) => {
    if (item.after !== undefined) await new Promise<void>((done) => writes.push(done));
    await inner.put(item);
  };
  const { server, old, opens, becomesOld } = await anOldTab({ ...inner, put });
  await old.client.send(general, 'hi');
  await settled();
  expect(writes).toHaveLength(1);
  await becomesOld();
  for (let i = 0; i < 3; i += 1) server.say(general, 'later');
  const fresh = await opens();
  expect(server.asked('messages.send')).toEqual([]);
  writes.shift()?.();
  await fresh.pair.flush();
  writes.shift()?.();
  await fresh.pair.flush();
  expect(server.asked('messages.send').map(({ body }) => body)).toMatchObject([{ after: 4 }]);
  expect(saidByAna(server)).toEqual(['hi']);
});

it('behind in a conversation that I am not in asks once and shows nothing', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  const told = screen.events.length;
  server.push({ type: 'behind', conversationId: random, head: 7 });
  await pair.flush();
  await clock.advance(120_000);
  await pair.flush();
  expect(server.asked('conversations.get')).toHaveLength(1);
  expect(screen.events.slice(told)).toEqual([]);
});

it('entries of a conversation that I am not in ask once and show nothing', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  const told = screen.events.length;
  const [, entry] = server.log(general);
  server.push({ type: 'entries', conversationId: random, entries: [entry!] });
  await pair.flush();
  expect(server.asked('conversations.get')).toHaveLength(1);
  expect(screen.events.slice(told)).toEqual([]);
});

it('a clock that is set back holds nothing up: not the order, nor typing, nor pings', async () => {
  const { client, clock, pair, screen, server, store } = await anOpenClient(3);
  const { now } = clock;
  pair.network.isUp = false;
  await pair.cut();
  await client.send(general, 'first');
  client.typing(general);
  clock.now = () => now() - 3_600_000;
  await client.send(general, 'second');
  expect((await store.load()).map(({ command }) => 'text' in command && command.text)).toEqual(['first', 'second']);
  pair.network.isUp = true;
  client.probe();
  await pair.flush();
  expect(screen.status()).toBe('online');
  expect(server.log(general).slice(-2)).toMatchObject([{ body: { text: 'first' } }, { body: { text: 'second' } }]);
  client.typing(general);
  await pair.flush();
  expect(server.asked('delivery.typing')).toHaveLength(1);
  for (let seconds = 0; seconds < 240; seconds += 5) {
    await clock.advance(5_000);
    await pair.flush();
  }
  expect(server.asked('connections.ping')).toHaveLength(1);
});

it('a reload after the clock was set back keeps the order of writing too', async () => {
  const clocked = aClient();
  clocked.server.converse(general, 1);
  await clocked.client.send(general, 'first');
  const { now } = clocked.clock;
  clocked.clock.now = () => now() - 3_600_000;
  const { client, pair, server } = await clocked.reload();
  await client.send(general, 'second');
  client.start();
  await pair.flush();
  expect(server.log(general).slice(-2)).toMatchObject([{ body: { text: 'first' } }, { body: { text: 'second' } }]);
});

it('[SYNC-9] a server that serves this build no more is asked nothing from then on, and what is unsent waits for a reload', async () => {
  const { client, clock, pair, reload, screen, server, store } = await anOpenClient(3);
  await clock.advance(60_000);
  server.refuses('connections.ping', 'update_needed');
  for (let i = 0; i < 2; i += 1) server.refuses('connections.hello', 'update_needed');
  client.probe();
  await pair.flush();
  expect(screen.status()).toBe('outdated');
  expect(server.sockets.size).toBe(0);
  await client.send(general, 'hi');
  await clock.advance(120_000);
  await pair.flush();
  // Looked at again when the person comes back; meanwhile nothing flickers.
  client.probe();
  await pair.flush();
  pair.network.isUp = false;
  client.probe();
  await clock.advance(30_000);
  expect(screen.statuses().slice(-1)).toEqual(['outdated']);
  expect(server.asked('messages.send')).toEqual([]);
  expect(await store.load()).toMatchObject([{ command: { text: 'hi' } }]);

  pair.network.isUp = true;
  const after = await reload(); // with the new build
  after.client.start();
  await after.pair.flush();
  expect(after.screen.status()).toBe('online');
  expect(after.server.log(general).at(-1)).toMatchObject({ body: { text: 'hi' } });
});

it('[SYNC-9] a build that is too old from the start says so, and comes in by itself where a server takes it again', async () => {
  const { client, pair, screen, server } = aClient();
  server.refuses('connections.hello', 'update_needed');
  client.start();
  await pair.flush();
  expect(screen.statuses()).toEqual(['connecting', 'outdated']);
  client.probe();
  await pair.flush();
  expect(screen.statuses().at(-1)).toBe('online');
});
