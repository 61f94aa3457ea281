import { expect, it } from 'vitest';
import { memoryLogCache } from './log-cache.memory';
import { aClient, anOpenClient, general, random } from './testing/a-client';
import { settled } from './testing/fake-clock';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

it('[SYNC-6] a page that never came is tried again by the next ping, not by the next connection', async () => {
  const { client, clock, pair, screen, server } = aClient();
  server.converse(general, 3);
  client.start();
  await pair.flush();
  server.refuses('messages.history', 'internal');
  client.open(general).catch(() => undefined);
  await pair.flush();
  expect(screen.seqs(general)).toEqual([]);
  await clock.advance(240_000);
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 4));
  expect(pair.handshakes()).toBe(1);
});

it('[SYNC-2] [SYNC-6] what is shown as incomplete is tried again by the next ping', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  for (let i = 0; i < 3; i += 1) server.refuses('messages.changes', 'internal');
  server.say(general, 'lost');
  pair.packets.pop();
  server.push({ type: 'behind', conversationId: general, head: 5 });
  for (let i = 0; i < 10; i += 1) {
    await pair.flush();
    await clock.advance(1_000);
  }
  expect(screen.of('stale')).toMatchObject([{ stale: true }]);
  await clock.advance(230_000);
  await pair.flush();
  expect(screen.of('stale').at(-1)).toMatchObject({ stale: false });
  expect(screen.seqs(general)).toEqual(range(1, 5));
});

it('[SYNC-2] a head that the log does not have leads to three tries, and then it says so', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  server.push({ type: 'behind', conversationId: general, head: 2_000 });
  for (let i = 0; i < 20; i += 1) {
    // Not `flush`: one that never came to an end would hang here.
    for (let n = 0; n < 20 && pair.packets.length > 0; n += 1) {
      pair.packets.shift()?.deliver();
      await settled();
    }
    await clock.advance(1_000);
  }
  expect(screen.of('stale')).toMatchObject([{ stale: true }]);
  expect(server.answered.filter(({ type }) => type.startsWith('messages.')).length).toBeLessThan(8);
});

it('[SYNC-2] what a push completes is no longer shown as incomplete', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  server.push({ type: 'behind', conversationId: general, head: 5 });
  for (let i = 0; i < 10; i += 1) {
    await pair.flush();
    await clock.advance(1_000);
  }
  expect(screen.of('stale')).toMatchObject([{ stale: true }]);
  server.say(general, 'the fifth');
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 5));
  expect(screen.of('stale').at(-1)).toMatchObject({ stale: false });
});

it('[SYNC-6] what the next ping finds complete is no longer shown as incomplete', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  for (let i = 0; i < 3; i += 1) server.refuses('messages.changes', 'internal');
  server.say(general, 'late');
  const late = pair.packets.pop();
  server.push({ type: 'behind', conversationId: general, head: 5 });
  await pair.flush();
  // The push comes when the first try has failed, and the two that follow fail as well.
  late?.deliver();
  for (let i = 0; i < 10; i += 1) {
    await clock.advance(1_000);
    await pair.flush();
  }
  expect(screen.seqs(general)).toEqual(range(1, 5));
  expect(screen.of('stale')).toMatchObject([{ stale: true }]);
  await clock.advance(230_000);
  await pair.flush();
  expect(screen.of('stale').at(-1)).toMatchObject({ stale: false });
});

it('[SYNC-1] what changes while the list is read, and is told of by a hello meanwhile, is read again', async () => {
  const { client, clock, pair, screen, server } = aClient();
  for (const digit of [1, 2, 3]) server.converse(`c-${'0'.repeat(31)}${digit}`, digit);
  client.start();
  await settled();
  const isSecondPage = () => pair.packets.some(({ what }) => what.includes('cursor'));
  while (!isSecondPage()) {
    pair.packets.shift()?.deliver();
    await settled();
  }
  const [page] = pair.packets.splice(0);
  await pair.cut();
  server.changeRow(general, { read: 2, readN: 1 });
  await clock.advance(1_000);
  await pair.flush();
  page?.deliver();
  await pair.flush();
  const shown = screen.of('conversations').at(-1)?.summaries ?? [];
  expect(shown.find(({ conversation }) => conversation.id === general)?.row).toMatchObject({ read: 2 });
});

it('[SYNC-1] behind again while the conversation is being read: it is read again', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.converse(random, 1);
  await pair.flush();
  const latest = () => screen.of('conversation').findLast(({ summary }) => summary.conversation.id === random)?.summary;
  const say = (text: string) => {
    server.say(random, text);
    pair.packets.pop(); // the push is lost
  };
  say('one');
  server.push({ type: 'behind', conversationId: random, head: 3 });
  pair.packets.shift()?.deliver();
  await settled();
  pair.packets.shift()?.deliver(); // read, and the answer is on its way
  say('two');
  server.push({ type: 'behind', conversationId: random, head: 4 });
  pair.packets.reverse(); // the frame is faster than the answer
  await pair.flush();
  expect(latest()).toMatchObject({ latest: { seq: 4, preview: 'two' } });
});

it('[SYNC-1] opened while offline, and here when the network is: a request that hangs from before holds nothing', async () => {
  const world = await anOpenClient(3, { cache: memoryLogCache() });
  const { client, clock, pair, screen, server } = world;
  server.converse(random, 3);
  await pair.flush();
  const before = pair.packets.length;
  client.open(random).catch(() => undefined);
  await settled();
  pair.packets.splice(before); // swallowed by a network that is not what it seems
  await clock.advance(9_000);
  await pair.cut();
  await clock.advance(1_000);
  await pair.flush();
  await clock.advance(1_000);
  await pair.flush();
  expect(screen.seqs(random)).toEqual(range(1, 4));
  expect(screen.status()).toBe('online');
});

it('[SYNC-6] what a ping found behind is asked for by the hello that follows, whatever its place among 200', async () => {
  const { client, clock, pair, screen, server } = aClient();
  const idOf = (n: number) => `c-${String(n).padStart(32, '0')}`;
  for (let n = 1; n <= 210; n += 1) server.converse(idOf(n), 1);
  client.start();
  await pair.flush();
  const first = server.asked('connections.hello').length;
  server.say(idOf(210), 'lost');
  pair.packets.pop();
  // Eleven pings carry all of 210.
  for (let ping = 0; ping < 11; ping += 1) {
    await clock.advance(240_000);
    await pair.flush();
  }
  expect(server.asked('connections.hello').length).toBeGreaterThan(first);
  const told = screen.of('conversation').findLast(({ summary }) => summary.conversation.id === idOf(210));
  expect(told).toMatchObject({ summary: { latest: { preview: 'lost' } } });
});
