import { refusal } from '@parley/protocol';
import { expect, it } from 'vitest';
import { OutboxFull, outboxLimit } from './outbox-limit';
import { memoryOutboxStore } from './outbox-store.memory';
import type { StoredItem } from './outbox-store';
import { anOpenClient, general, random } from './testing/a-client';
import { failingStore } from './testing/failing-store';
import { settled } from './testing/fake-clock';

const kinds = (log: readonly { kind: string }[]) => log.map(({ kind }) => kind);

it('[LOG-10] what was never tried is given up at once', async () => {
  const { client, pair, screen, server, store } = await anOpenClient(3);
  await client.send(general, 'one');
  const key = await client.send(general, 'two');
  await client.discard(key);
  expect(screen.outgoing(general)).toMatchObject([{ text: 'one' }]);
  await pair.flush();
  expect(kinds(server.log(general)).slice(4)).toEqual(['message.posted']);
  expect(await store.load()).toEqual([]);
});

it('[LOG-10] what was tried and did not arrive claims its key, so that it never will', async () => {
  const { client, pair, screen, server, store } = await anOpenClient(3);
  const key = await client.send(general, 'hi');
  await settled();
  const late = pair.packets.shift();
  await client.discard(key);
  await pair.flush();
  expect(screen.outgoing(general)).toEqual([]);
  late?.deliver();
  await pair.flush();
  expect(kinds(server.log(general)).filter((kind) => kind === 'message.discarded')).toHaveLength(1);
  expect(
    server
      .log(general)
      .filter(({ author }) => author === 'ana')
      .map(({ body }) => body),
  ).not.toContainEqual({
    text: 'hi',
  });
  expect(screen.changes(general)).toEqual([]);
  expect(await store.load()).toEqual([]);
});

it('[LOG-10] what is sent again while it is given up is given up as what it is by then', async () => {
  const [inner, waits] = [memoryOutboxStore(), [] as (() => void)[]];
  let isSlow = false;
  const put = async (item: StoredItem) => {
    if (isSlow) await new Promise<void>((go) => waits.push(go));
    await inner.put(item);
  };
  const { client, pair, screen, server } = await anOpenClient(3, { store: { ...inner, put } });
  server.refuses('messages.send', 'invalid');
  const key = await client.send(general, 'hi');
  await pair.flush();
  expect(screen.outgoing(general)).toMatchObject([{ state: 'failed' }]);
  isSlow = true;
  const again = client.retry(key);
  await settled();
  const over = client.discard(key);
  isSlow = false;
  for (const go of waits.splice(0)) go();
  await again;
  await pair.flush();
  await over;
  await pair.flush();
  const standing = server.log(general).filter(({ author, kind }) => author === 'ana' && kind === 'message.posted');
  expect(standing).toEqual([]);
  expect(screen.outgoing(general)).toEqual([]);
  expect(await inner.load()).toEqual([]);
});

it('[LOG-10] what is sent again while it is given up, and cannot be deleted, is shown and sent as what it is by then', async () => {
  const [inner, waits, failing] = [memoryOutboxStore(), [] as (() => void)[], new Set<'delete'>()];
  let isSlow = false;
  const put = async (item: StoredItem) => {
    if (isSlow) await new Promise<void>((go) => waits.push(go));
    await inner.put(item);
  };
  const store = { ...failingStore(inner, failing, 'AbortError'), put };
  const { client, pair, screen, server } = await anOpenClient(3, { store });
  server.refuses('messages.send', 'invalid');
  const key = await client.send(general, 'hi');
  await pair.flush();
  isSlow = true;
  const again = client.retry(key);
  await settled();
  failing.add('delete');
  const over = client.discard(key).catch(() => 'not done');
  isSlow = false;
  for (const go of waits.splice(0)) go();
  await again;
  expect(await over).toBe('not done');
  expect(screen.outgoing(general)).not.toMatchObject([{ key }]);
  failing.clear();
  await pair.flush();
  expect(server.log(general).filter(({ author }) => author === 'ana')).toMatchObject([{ body: { text: 'hi' } }]);
  expect(screen.outgoing(general)).toEqual([]);
});

it('[LOG-10] what had arrived is deleted, whoever tells first', async () => {
  const { client, clock, pair, screen, server, store } = await anOpenClient(3);
  const key = await client.send(general, 'hi');
  await settled();
  pair.packets.shift()?.deliver(); // it is appended …
  const told = pair.packets.splice(0);
  await client.discard(key); // … and given up before that is known
  for (const packet of told) packet.deliver();
  await clock.advance(10_000);
  await pair.flush();
  expect(kinds(server.log(general)).slice(4)).toEqual(['message.posted', 'message.deleted']);
  expect(screen.message(general, 5)).toMatchObject({ text: '', deleted: { by: 'ana' } });
  expect(screen.changes(general)).toEqual([]);
  expect(await store.load()).toEqual([]);
});

it('[LOG-10] what had arrived is deleted, when a pull is the first to tell', async () => {
  const { client, clock, pair, screen, server, store } = await anOpenClient(3);
  const key = await client.send(general, 'hi');
  await settled();
  pair.packets.shift()?.deliver(); // it is appended …
  pair.packets.splice(0); // … and nobody tells
  await client.discard(key);
  await settled();
  pair.packets.splice(0); // nor is the discard heard
  server.say(general, 'something else'); // beyond a gap, which is pulled
  await pair.flush();
  await clock.advance(300);
  await pair.flush();
  expect(kinds(server.log(general)).slice(4)).toEqual(['message.posted', 'message.posted', 'message.deleted']);
  expect(screen.message(general, 5)).toMatchObject({ text: '', deleted: { by: 'ana' } });
  expect(await store.load()).toEqual([]);
});

it('[LOG-10] what arrives while its discard is being stored is deleted', async () => {
  const store = memoryOutboxStore();
  let stored = (): void => undefined;
  const slow = {
    ...store,
    put: (item: StoredItem) => new Promise<void>((done) => (stored = () => void store.put(item).then(done))),
  };
  const world = await anOpenClient(3, { store: slow });
  const { client, pair, screen, server } = world;
  const writing = client.send(general, 'hi');
  await settled();
  stored(); // it is written …
  const key = await writing;
  await settled();
  stored(); // … and tried
  await settled();
  const discarding = client.discard(key);
  await settled();
  await pair.flush(); // the answer comes first
  stored();
  await settled();
  stored();
  await discarding;
  await pair.flush();
  expect(kinds(server.log(general)).slice(4)).toEqual(['message.posted', 'message.deleted']);
  expect(screen.message(general, 5)).toMatchObject({ text: '', deleted: { by: 'ana' } });
  expect(await store.load()).toEqual([]);
});

it('[LOG-10] a reload goes on with what was given up', async () => {
  const world = await anOpenClient(3);
  const key = await world.client.send(general, 'hi');
  await settled();
  world.pair.packets.shift()?.deliver();
  world.pair.packets.length = 0;
  await world.client.discard(key);
  const { client, pair, server, store } = await world.reload();
  client.start();
  await pair.flush();
  expect(kinds(server.log(general)).slice(4)).toEqual(['message.posted', 'message.deleted']);
  expect(await store.load()).toEqual([]);
});

it('[UX-SEND-4] a failed message is sent again with another text, and may be given up', async () => {
  const { client, pair, server, screen } = await anOpenClient(3);
  server.refuses('messages.send', 'too_large');
  const key = await client.send(general, 'too long');
  await pair.flush();
  await client.retry(key, 'short');
  await pair.flush();
  expect(server.log(general).at(-1)).toMatchObject({ body: { text: 'short' } });
  await expect(client.discard(key)).rejects.toThrow('not on its way');
  expect(screen.outgoing(general)).toEqual([]);
});

it('put out of a conversation, what is unsent there fails and is seen', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  pair.network.isUp = false;
  await pair.cut();
  await client.send(general, 'one');
  await client.send(general, 'two');
  await client.react(general, 2, '👍');
  server.changeRow(general, { left: 4 });
  pair.network.isUp = true;
  client.probe();
  await pair.flush();
  await clock.advance(60_000);
  await pair.flush();
  expect(screen.of('gone')).toHaveLength(1);
  const because = refusal('not_a_member');
  expect(client.unsent()).toMatchObject([
    { text: 'one', state: 'failed', refusal: because },
    { text: 'two', state: 'failed', refusal: because },
  ]);
  expect(screen.events.findLast(({ type }) => type === 'outbox' || type === 'gone')?.type).toBe('outbox');
  expect(screen.of('refused')).toMatchObject([{ change: { type: 'messages.react' } }]);
});

it('put out of a conversation, what waits for its next try is tried at once, and so seen to fail', async () => {
  const { client, pair, screen, server } = await anOpenClient(3);
  server.refuses('messages.send', 'busy');
  await client.send(general, 'waits');
  await pair.flush();
  expect(screen.outgoing(general)).toMatchObject([{ state: 'waiting' }]);
  server.changeRow(general, { left: 4 });
  await pair.flush();
  expect(screen.outgoing(general)).toMatchObject([{ state: 'failed', refusal: { code: 'not_a_member' } }]);
});

it('[LOG-4] a message that had arrived before I was put out did not fail', async () => {
  const { client, clock, pair, server } = await anOpenClient(3);
  await client.send(general, 'hi');
  await settled();
  pair.packets.shift()?.deliver();
  pair.packets.length = 0;
  server.changeRow(general, { left: 6 });
  await pair.flush();
  await clock.advance(60_000);
  await pair.flush();
  expect(client.unsent()).toEqual([]);
});

it('[UX-SEND-8] lists everything unsent in the order of writing, and refuses what finds no room', async () => {
  const { client, pair, server } = await anOpenClient(3);
  server.converse(random);
  pair.network.isUp = false;
  await client.send(general, 'one');
  await client.send(random, 'two');
  await client.send(general, 'three');
  expect(client.unsent().map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  const large = 'x'.repeat(16_384);
  for (let bytes = 0; bytes < outboxLimit.bytes - 2 * 16_384; bytes += 16_384) await client.send(random, large);
  await client.send(random, large);
  await expect(client.send(random, large)).rejects.toThrow(OutboxFull);
  await client.send(general, 'still fits');
});

it('[LOG-5] where the log has holes, there is no telling: it says so, and sending again is a new key', async () => {
  const world = await anOpenClient(3);
  world.server.refuses('messages.send', 'too_far_behind');
  const changes = world.server.log(general);
  const key = await world.client.send(general, 'hi');
  for (let i = 0; i < 3; i += 1) world.server.say(general, 'a lot');
  changes.splice(4, 1); // emptied by retention
  await world.pair.flush();
  expect(world.client.unsent()).toMatchObject([{ key, state: 'failed', refusal: { code: 'too_far_behind' } }]);
  await world.client.discard(key);
  expect(world.client.unsent()).toEqual([]);
});

it('[LOG-10] what could not be taken out of the store is still shown, for it is sent', async () => {
  const inner = memoryOutboxStore();
  const disk = { fails: false };
  const remove = async (id: string) => {
    if (disk.fails) throw new DOMException('The transaction was aborted.', 'AbortError');
    await inner.delete(id);
  };
  const { client, pair, screen, server } = await anOpenClient(3, { store: { ...inner, delete: remove } });
  await client.send(general, 'first');
  const key = await client.send(general, 'better not'); // never tried: the first is in its way
  disk.fails = true;
  await expect(client.discard(key)).rejects.toThrow('aborted');
  expect(screen.outgoing(general)).toMatchObject([{ text: 'first' }, { text: 'better not' }]);
  disk.fails = false;
  await client.discard(key);
  expect(screen.outgoing(general)).toMatchObject([{ text: 'first' }]);
  await pair.flush();
  expect(kinds(server.log(general)).slice(4)).toEqual(['message.posted']);
  expect(await inner.load()).toEqual([]);
});
