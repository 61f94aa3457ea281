import { expect, it } from 'vitest';
import { memoryTabs } from './tabs.memory';
import { aClient, anOpenClient, general, random } from './testing/a-client';
import { settled } from './testing/fake-clock';

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
