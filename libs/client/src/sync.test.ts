import { expect, it } from 'vitest';
import { Refused, Unreachable } from './failures';
import { aClient, anOpenClient, general } from './testing/a-client';
import { settled } from './testing/fake-clock';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

it('opens a conversation with its newest page, and shows what is said from then on', async () => {
  const { pair, screen, server } = await anOpenClient(60);
  expect(screen.seqs(general)).toEqual(range(12, 61));
  server.say(general, 'hi');
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(12, 62));
});

it('reads older pages until the first entry is there', async () => {
  const { client, pair, screen } = await anOpenClient(60);
  const older = client.older(general);
  await pair.flush();
  expect(await older).toBe(false);
  expect(screen.seqs(general)).toEqual(range(1, 61));
  expect(screen.of('entries').map(({ place, complete }) => [place, complete])).toEqual([
    ['page', false],
    ['older', true],
  ]);
});

it('[SYNC-1] merges what is pushed while the page is being fetched', async () => {
  const { client, pair, screen, server } = aClient();
  server.converse(general, 2);
  client.start();
  await pair.flush();
  void client.open(general);
  await settled();
  pair.packets.shift()?.deliver(); // the page is read …
  const answer = pair.packets.shift();
  server.say(general, 'in between'); // … and before it arrives, this is pushed
  await pair.flush();
  expect(screen.seqs(general)).toEqual([]);
  answer?.deliver();
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4]);
});

it('[SYNC-1] asks again for what was said between a page that was read first and the hello', async () => {
  const { client, pair, screen, server } = aClient();
  server.converse(general, 2);
  void client.open(general);
  await pair.flush(); // before the connection: nothing is pushed yet
  server.say(general, 'in between');
  client.start();
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4]);
  expect(screen.status()).toBe('online');
});

it('[SYNC-1] asks again when the hello was answered while the page was on its way', async () => {
  const { client, pair, screen, server } = aClient();
  server.converse(general, 2);
  void client.open(general);
  await settled();
  pair.packets.shift()?.deliver();
  const page = pair.packets.shift();
  server.say(general, 'in between');
  client.start();
  await pair.flush();
  page?.deliver();
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4]);
});

it('[SYNC-1] asks again where the hello found level what the list had told, and the page on its way is older', async () => {
  const { client, clock, pair, screen, server } = aClient();
  server.converse(general, 2);
  client.start();
  await pair.flush();
  server.changeRow(general, {});
  pair.packets.length = 0; // the push of it is lost: the next hello reads the list
  await pair.cut();
  await clock.advance(2_000);
  pair.packets.shift()?.deliver(); // the handshake
  await settled();
  pair.packets.shift()?.deliver(); // the hello
  await settled();
  pair.packets.shift()?.deliver(); // its answer
  await settled();
  const [list] = pair.packets.splice(0);
  await pair.cut();
  void client.open(general);
  await settled();
  pair.packets.shift()?.deliver();
  const page = pair.packets.shift();
  server.say(general, 'in between');
  list?.deliver();
  await clock.advance(2_000);
  await pair.flush();
  page?.deliver();
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4]);
});

it('[SYNC-2] holds what is beyond a gap for 300 ms, then pulls the gap', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  server.say(general, 'lost');
  pair.packets.pop();
  server.say(general, 'beyond');
  await pair.flush();
  await clock.advance(299);
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 4));
  expect(server.asked('messages.changes')).toEqual([]);
  await clock.advance(1);
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 6));
});

it('[SYNC-2] pulls nothing when the gap closes by itself', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  server.say(general, 'first');
  server.say(general, 'second');
  pair.packets.reverse(); // [F35]
  await pair.flush();
  await clock.advance(1_000);
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 6));
  expect(server.asked('messages.changes')).toEqual([]);
});

it('[SYNC-2] says that a conversation is incomplete after three failures, and when it is whole again', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  for (let i = 0; i < 3; i += 1) server.refuses('messages.changes', 'internal');
  server.say(general, 'lost');
  pair.packets.pop();
  server.push({ type: 'behind', conversationId: general, head: 5 });
  for (const waitMs of [0, 1_000]) {
    await clock.advance(waitMs);
    await pair.flush();
    expect(screen.of('stale')).toEqual([]);
  }
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.of('stale')).toEqual([{ type: 'stale', conversationId: general, stale: true }]);
  expect(screen.seqs(general)).toEqual(range(1, 4));
  void client.open(general);
  await pair.flush();
  expect(screen.of('stale').at(-1)).toEqual({ type: 'stale', conversationId: general, stale: false });
  expect(screen.seqs(general)).toEqual(range(1, 5));
});

it('pulls at once when the server says behind, page after page', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.settings.pageEntries = 4;
  for (let i = 0; i < 10; i += 1) server.say(general, 'missed');
  pair.packets.length = 0;
  server.push({ type: 'behind', conversationId: general, head: 14 });
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 14));
  expect(server.asked('messages.changes')).toHaveLength(3);
});

it('[UX-CONN-6] is catching up after a reconnect until all that was missed is here', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  await pair.cut();
  for (let i = 0; i < 3; i += 1) server.say(general, 'missed');
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 7));
  expect(screen.statuses()).toEqual(['connecting', 'catching-up', 'online', 'offline', 'catching-up', 'online']);
  const lastEntries = screen.events.findLastIndex(({ type }) => type === 'entries');
  expect(screen.events.findLastIndex(({ type }) => type === 'status')).toBeGreaterThan(lastEntries);
});

it('[UX-CONN-2] is not offline on a connection that is there, while a list of the last one is still read', async () => {
  const { client, clock, pair, screen, server } = aClient();
  server.converse(general, 2);
  client.start();
  await pair.flush();
  const row = server.changeRow(general, {});
  pair.packets.length = 0; // its push is lost
  await pair.cut();
  await clock.advance(2_000);
  while (screen.status() !== 'catching-up') {
    pair.packets.shift()?.deliver();
    await settled();
  }
  const list = pair.packets.splice(0); // it hangs
  server.push({ type: 'inbox', rows: [row] });
  await pair.flush();
  await pair.cut();
  expect(screen.status()).toBe('offline');
  await clock.advance(2_000);
  await pair.flush();
  expect(server.sockets.size).toBe(1);
  expect(screen.status()).toBe('catching-up');
  for (const packet of list) packet.lose();
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.status()).toBe('online');
});

it('reads a log anew that is shorter than what is held of it', async () => {
  const { clock, pair, screen, server } = await anOpenClient(9);
  await pair.cut();
  server.log(general).splice(5);
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 5));
  expect(screen.of('entries').at(-1)?.place).toBe('page');
  expect(screen.of('replaced')).toEqual([{ type: 'replaced', conversationId: general }]);
  // The list too: what it counts as unread is from the newest entry that is there.
  expect(screen.of('conversation').at(-1)?.summary).toMatchObject({ latest: { seq: 5 } });
});

it('drops everything but the outbox when the epoch changed', async () => {
  const { clock, pair, screen, server } = await anOpenClient(9);
  await pair.cut();
  server.settings.epoch = '2';
  server.log(general).splice(4);
  server.say(general, 'another fifth');
  for (let i = 0; i < 5; i += 1) server.say(general, 'and more');
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.entries(general)).toEqual(server.log(general));
  expect(screen.of('conversations')).toHaveLength(2);
  const told = screen.events.map(({ type }) => type);
  expect(told.indexOf('replaced')).toBeGreaterThan(told.indexOf('conversations'));
  expect(told.indexOf('replaced')).toBeLessThan(told.lastIndexOf('conversations'));
});

it('says gone when I am in it no more, and refuses to open what is not mine', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  await pair.cut();
  server.changeRow(general, { left: 4 });
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.of('gone')).toEqual([{ type: 'gone', conversationId: general }]);
  const opened = client.open(general);
  const refused = expect(opened).rejects.toThrow(Refused);
  await pair.flush();
  await refused;
});

it('rejects an open without a network, and loads when the connection is there', async () => {
  const { client, clock, pair, screen, server } = aClient();
  server.converse(general, 3);
  pair.network.isUp = false;
  client.start();
  await expect(client.open(general)).rejects.toThrow(Unreachable);
  await settled();
  pair.network.isUp = true;
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 4));
});
