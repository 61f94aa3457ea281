import { expect, it } from 'vitest';
import { Refused } from './failures';
import { anOpenClient, general } from './testing/a-client';
import { settled } from './testing/fake-clock';

const direct = `d-${'0'.repeat(31)}7`;
const typing = (conversationId: string, personId = 'bo') =>
  ({ type: 'signal', signal: { kind: 'typing', conversationId, personId } }) as const;
const receipt = (received: number, read?: number) =>
  ({
    type: 'signal',
    signal: { kind: 'receipt', conversationId: general, personId: 'bo', received, ...(read !== undefined && { read }) },
  }) as const;

it('[UX-CONN-7] tells that I am writing at most once in four seconds, and loses that without a word', async () => {
  const { client, clock, pair, server } = await anOpenClient();
  client.typing(general);
  client.typing(general);
  await clock.advance(3_999);
  client.typing(general);
  await pair.flush();
  expect(server.asked('delivery.typing')).toHaveLength(1);
  await clock.advance(1);
  server.refuses('delivery.typing', 'not_a_member');
  client.typing(general);
  await pair.flush();
  expect(server.asked('delivery.typing')).toHaveLength(2);
  pair.network.isUp = false;
  await pair.cut();
  await clock.advance(5_000);
  client.typing(general);
  await pair.flush();
  expect(server.asked('delivery.typing')).toHaveLength(2);
});

it('[UX-CONN-7] believes for six seconds that others are writing, or until they said it', async () => {
  const { clock, pair, screen, server } = await anOpenClient();
  const told = () => screen.of('typing').map(({ people }) => people);
  server.push(typing(general));
  await pair.flush();
  await clock.advance(5_000);
  server.push(typing(general)); // goes on
  server.push(typing(general, 'cy'));
  server.push(typing(general, 'ana')); // my other device
  await pair.flush();
  await clock.advance(2_000);
  expect(told()).toEqual([['bo'], ['bo', 'cy']]);
  server.say(general, 'that', 'cy');
  await pair.flush();
  await clock.advance(6_000);
  expect(told().slice(2)).toEqual([['bo'], []]);
});

it('says which conversation is in focus, on each connection anew', async () => {
  const { client, clock, pair, server } = await anOpenClient();
  const asked = () => server.asked('connections.focus').map(({ body }) => body);
  client.focus(general);
  client.focus(general);
  await pair.flush();
  expect(asked()).toEqual([{ conversationId: general }]);
  await pair.cut();
  await clock.advance(1_000);
  await pair.flush();
  expect(asked()).toEqual([{ conversationId: general }, { conversationId: general }]);
  client.focus(undefined);
  await pair.flush();
  expect(asked().at(-1)).toEqual({});
  await pair.cut();
  await clock.advance(1_000);
  await pair.flush();
  expect(asked()).toHaveLength(3);
});

it('[SYNC-5] receipts only climb', async () => {
  const { client, pair, screen, server } = await anOpenClient();
  server.receipts.set(general, [{ personId: 'bo', received: 3, read: 2 }]);
  server.push(receipt(4)); // before anybody asked
  await pair.flush();
  const asked = client.receipts(general);
  await pair.flush();
  expect(await asked).toEqual([{ personId: 'bo', received: 3, read: 2 }]);
  for (const push of [receipt(4, 3), receipt(2, 1), receipt(4, 3), receipt(5)]) server.push(push);
  await pair.flush();
  expect(screen.of('receipts').map(({ receipts }) => receipts)).toEqual([
    [{ personId: 'bo', received: 3, read: 2 }],
    [{ personId: 'bo', received: 4, read: 3 }],
    [{ personId: 'bo', received: 5, read: 3 }],
  ]);
  server.receipts.set(general, [{ personId: 'bo', received: 2 }]); // read late, and they share no more what they read
  const again = client.receipts(general);
  await pair.flush();
  expect(await again).toEqual([{ personId: 'bo', received: 5 }]);
});

it('[SYNC-1] a receipt that comes while the list of them is read is not lost to an older list', async () => {
  const { client, pair, screen, server } = await anOpenClient();
  server.receipts.set(general, [{ personId: 'bo', received: 3 }]);
  const asked = client.receipts(general);
  await settled();
  pair.packets.shift()?.deliver(); // the list is read …
  const answer = pair.packets.splice(0);
  server.push(receipt(4));
  await pair.flush(); // … and Bo's next receipt overtakes it
  expect(screen.of('receipts')).toEqual([]);
  for (const packet of answer) packet.deliver();
  expect(await asked).toEqual([{ personId: 'bo', received: 4 }]);
  expect(screen.of('receipts').map(({ receipts }) => receipts)).toEqual([[{ personId: 'bo', received: 4 }]]);
});

it('[SYNC-5] a list of receipts that could not be read tells nothing, and what came meanwhile is in the next', async () => {
  const { client, pair, screen, server } = await anOpenClient();
  server.refuses('delivery.receipts', 'internal');
  const failed = expect(client.receipts(general)).rejects.toThrow(Refused);
  await settled();
  server.push(receipt(4));
  await pair.flush();
  await failed;
  server.push(receipt(5));
  await pair.flush();
  expect(screen.of('receipts')).toEqual([]);
  server.receipts.set(general, [{ personId: 'bo', received: 3 }]);
  const again = client.receipts(general);
  await pair.flush();
  expect(await again).toEqual([{ personId: 'bo', received: 5 }]);
});

it('tells how far a small conversation has come here, gathered for two seconds', async () => {
  const { clock, pair, server } = await anOpenClient();
  server.converse(direct, 2);
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  server.say(direct, 'one');
  server.say(direct, 'two');
  server.say(general, 'may be large');
  await pair.flush();
  await clock.advance(1_999);
  await pair.flush();
  expect(server.asked('delivery.received').map(({ body }) => body)).toEqual([
    { positions: [{ conversationId: direct, seq: 3 }] },
  ]);
  await clock.advance(1);
  await pair.flush();
  expect(server.asked('delivery.received').at(-1)?.body).toEqual({ positions: [{ conversationId: direct, seq: 5 }] });
});

it('[SYNC-5] how far it has come here is told when the connection is back, where it could not be told before', async () => {
  const { client, clock, pair, server } = await anOpenClient();
  server.converse(direct, 1);
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  server.say(direct, 'did it arrive?');
  await pair.flush();
  pair.network.isUp = false;
  await pair.cut();
  await clock.advance(30_000);
  server.answered.length = 0;
  pair.network.isUp = true;
  client.probe();
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  const told = () => server.asked('delivery.received').map(({ body }) => body);
  expect(told()).toEqual([{ positions: [{ conversationId: direct, seq: 3 }] }]);
  await pair.cut();
  await clock.advance(10_000);
  await pair.flush();
  expect(told()).toHaveLength(1);
});

it('how far it has come here is not told again to a server that refused to hear it, until more comes', async () => {
  const { clock, pair, server } = await anOpenClient();
  server.converse(direct, 1);
  server.refuses('delivery.received', 'invalid');
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  await pair.cut();
  await clock.advance(10_000);
  await pair.flush();
  expect(server.asked('delivery.received')).toHaveLength(1);
  server.say(direct, 'more');
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  expect(server.asked('delivery.received')).toHaveLength(2);
});

it('a channel that shows itself to be small is told of too; what I say myself is not', async () => {
  const { client, clock, pair, server } = await anOpenClient();
  server.receipts.set(general, [{ personId: 'bo', received: 3 }]);
  void client.receipts(general);
  await pair.flush();
  await client.send(general, 'mine');
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  expect(server.asked('delivery.received')).toEqual([]);
  server.say(general, 'theirs');
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  expect(server.asked('delivery.received').map(({ body }) => body)).toEqual([
    { positions: [{ conversationId: general, seq: 6 }] },
  ]);
});

it('asks who is there, a hundred at a time', async () => {
  const { client, pair, server } = await anOpenClient();
  server.online.add('bo').add('person-149');
  const asked = client.presence(['bo', 'bo', ...Array.from({ length: 150 }, (_, i) => `person-${i}`)]);
  await pair.flush();
  expect(await asked).toEqual(new Set(['bo', 'person-149']));
  expect(server.asked('people.presence')).toHaveLength(2);
});

it('tells what I chose, and what I choose', async () => {
  const { client, pair, screen } = await anOpenClient();
  const read = client.settings();
  await pair.flush();
  expect(await read).toEqual({ readReceipts: true });
  const changed = client.changeSettings({ readReceipts: false });
  await pair.flush();
  expect(await changed).toEqual({ readReceipts: false });
  expect(screen.of('settings').map(({ settings }) => settings.readReceipts)).toEqual([true, false]);
});

it('[UX-READ-5] marks as unread from a message on, and reads again from there', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  client.markRead(general, 4);
  const unread = client.markUnread(general, 3); // what is read so far is told first
  await pair.flush();
  await unread;
  expect(server.row(general)).toMatchObject({ read: 2, readN: 1 });
  expect(screen.of('rows').at(-1)?.rows).toMatchObject([{ read: 2, readN: 1 }]);
  await clock.advance(10_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 2 });
  client.markRead(general, 4);
  await clock.advance(3_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 4, readN: 3 });
});

it('[LOG-8] a marker that was moved back on another device can be moved on here', async () => {
  const { client, clock, pair, server } = await anOpenClient(3);
  client.markRead(general, 4);
  await clock.advance(5_000);
  await pair.flush();
  server.changeRow(general, { read: 1, readN: 0 });
  await pair.flush();
  await clock.advance(5_000);
  client.markRead(general, 4);
  await clock.advance(5_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 4 });
});

it('[LOG-8] is told when the marker has moved on elsewhere', async () => {
  const { client, pair, server } = await anOpenClient(3);
  server.changeRow(general, { read: 3 });
  pair.packets.length = 0; // this device has not heard of it
  const unread = client.markUnread(general, 2);
  unread.catch(() => undefined);
  await pair.flush();
  await expect(unread).rejects.toMatchObject({ refusal: { code: 'row_moved' } });
});
