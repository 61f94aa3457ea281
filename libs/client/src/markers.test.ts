import { expect, it } from 'vitest';
import { Unreachable } from './failures';
import { anOpenClient, general, type World } from './testing/a-client';

const reads = ({ server }: World) => server.asked('delivery.read').map(({ body }) => (body as { seq: number }).seq);
const isAsked = (what: string) => (packet: { what: string }) => packet.what.includes(what);

it('[LOG-8] no marker moves while an unread is unanswered, and what was read meanwhile is told after it', async () => {
  const world = await anOpenClient(5);
  const { client, clock, pair, server } = world;
  const unread = client.markUnread(general, 3);
  client.markRead(general, 6);
  await clock.advance(5_000);
  expect(pair.packets.some(isAsked('delivery.unread'))).toBe(true);
  expect(pair.packets.some(isAsked('delivery.read'))).toBe(false);
  client.flush();
  await clock.advance(1_000);
  expect(pair.packets.some(isAsked('delivery.read'))).toBe(false);
  await pair.flush();
  await unread;
  expect(server.row(general)).toMatchObject({ read: 2 });
  await clock.advance(5_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 6 });
});

it('[LOG-8] what I say does not move the marker either while an unread is unanswered', async () => {
  const { client, clock, pair, server } = await anOpenClient(5);
  const unread = client.markUnread(general, 3);
  await clock.advance(0);
  const [asked] = pair.packets.splice(pair.packets.findIndex(isAsked('delivery.unread')), 1);
  await client.send(general, 'meanwhile');
  await pair.flush();
  await clock.advance(5_000);
  await pair.flush();
  expect(server.asked('delivery.read')).toEqual([]);
  asked?.deliver();
  await pair.flush();
  await unread;
  await clock.advance(5_000);
  await pair.flush();
  // UX-SEND-9: whoever speaks has read.
  expect(server.row(general)).toMatchObject({ read: 7 });
});

it('[SYNC-7] a row that changes for another reason does not take back what I have read and not told yet', async () => {
  const { client, pair, screen, server } = await anOpenClient(5);
  client.markRead(general, 6);
  server.changeRow(general, {}); // somebody mentioned me, say
  await pair.flush();
  const shown = screen.events.flatMap((event) => (event.type === 'rows' ? event.rows.map(({ read }) => read) : []));
  expect(shown.at(-1)).toBe(6);
});

it('[SYNC-7] what the server refuses to count as read is not shown as read', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(5);
  server.refuses('delivery.read', 'ahead_of_log');
  client.markRead(general, 6);
  expect(screen.of('rows').at(-1)?.rows).toMatchObject([{ read: 6 }]);
  await clock.advance(1_000);
  await pair.flush();
  expect(screen.of('rows').at(-1)?.rows).toMatchObject([{ read: 1 }]);
});

it('a marker moves in data that was restored, also below where it stood before', async () => {
  const { client, clock, pair, server } = await anOpenClient(9);
  client.markRead(general, 10);
  await clock.advance(5_000);
  await pair.flush();
  await pair.cut();
  server.settings.epoch = '2';
  server.log(general).splice(6);
  server.changeRow(general, { read: 2, readN: 1 });
  await clock.advance(2_000);
  await pair.flush();
  client.markRead(general, 6);
  await clock.advance(5_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 6 });
});

it('a marker moves in a log that turned out shorter, also below where it stood before', async () => {
  const { client, clock, pair, server } = await anOpenClient(9);
  client.markRead(general, 10);
  await clock.advance(5_000);
  await pair.flush();
  await pair.cut();
  server.log(general).splice(6);
  server.changeRow(general, { read: 2, readN: 1 });
  await clock.advance(2_000);
  await pair.flush();
  client.markRead(general, 6);
  await clock.advance(5_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 6 });
});

it('a marker that failed in passing is told as soon as the connection is back', async () => {
  const world = await anOpenClient(5);
  const { client, clock, pair, server } = world;
  pair.network.isUp = false;
  await pair.cut();
  client.markRead(general, 6);
  await clock.advance(200_000);
  pair.network.isUp = true;
  client.probe();
  await pair.flush();
  expect(reads(world)).toEqual([6]);
  expect(server.row(general)).toMatchObject({ read: 6 });
});

it('[SYNC-6] [LOG-8] what was read and refused for the session, which went on, is told again by the next ping', async () => {
  const { client, clock, pair, server } = await anOpenClient(5);
  // As a process does that has not heard yet of a reinstatement; on a connection too young to be doubted.
  server.refuses('delivery.read', 'suspended');
  client.markRead(general, 6);
  await clock.advance(1_000);
  await pair.flush();
  expect(server.row(general)).not.toMatchObject({ read: 6 });
  await clock.advance(240_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 6 });
  expect(pair.handshakes()).toBe(1);
});

it('[SYNC-7] [LOG-8] marked as unread on another device while the answer to my reading was on its way: it is unread here too', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(9);
  client.markRead(general, 10);
  await clock.advance(1_000);
  pair.packets.shift()?.deliver();
  const [answer] = pair.packets.splice(pair.packets.findIndex(isAsked('← reply')), 1);
  pair.packets.length = 0; // the device that asked is pushed nothing of it
  server.changeRow(general, { read: 7, readN: 6 });
  await pair.flush();
  answer?.deliver();
  await pair.flush();
  await clock.advance(5_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 7 });
  expect(screen.of('rows').at(-1)?.rows).toMatchObject([{ read: 7 }]);
  client.markRead(general, 10);
  await clock.advance(5_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 10 });
});

it('[LOG-8] a reading whose answer was lost does not undo, told again, what another device marked as unread meanwhile', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(9);
  client.markRead(general, 10);
  await clock.advance(1_000);
  pair.packets.splice(pair.packets.findIndex(isAsked('delivery.read')), 1)[0]?.deliver();
  expect(server.row(general)).toMatchObject({ read: 10 });
  await pair.cut(); // and nobody here hears of it
  server.changeRow(general, { read: 7, readN: 6 });
  await clock.advance(20_000);
  await pair.flush();
  await clock.advance(20_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 7 });
  expect(screen.of('rows').at(-1)?.rows).toMatchObject([{ read: 7, readN: 6 }]);
  // Who reads it here from now on knows of that.
  client.markRead(general, 10);
  await clock.advance(5_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 10 });
});

it('[LOG-8] marking as unread says at once that it cannot be done while a reading does not get through, and is not done later', async () => {
  const { client, clock, pair, server } = await anOpenClient(5);
  pair.network.isUp = false;
  await pair.cut();
  client.markRead(general, 6);
  await expect(client.markUnread(general, 3)).rejects.toThrow(Unreachable); // the reading is on its way
  await expect(client.markUnread(general, 3)).rejects.toThrow(Unreachable); // it waits for its next try
  pair.network.isUp = true;
  client.probe();
  await pair.flush();
  await clock.advance(5_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 6 });
  const unread = client.markUnread(general, 3);
  await pair.flush();
  await unread;
  expect(server.row(general)).toMatchObject({ read: 2 });
});
