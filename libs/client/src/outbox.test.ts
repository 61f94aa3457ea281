import { type Entry, limits } from '@parley/protocol';
import { expect, it } from 'vitest';
import { memoryOutboxStore } from './outbox-store.memory';
import type { StoredItem } from './outbox-store';
import { aClient, anOpenClient, general, random } from './testing/a-client';
import { settled } from './testing/fake-clock';

const said = (log: readonly Entry[]) =>
  log.flatMap(({ author, body }) => (author === 'ana' ? [(body as { text: string }).text] : []));
const bodies = (asked: { body: unknown }[]) => asked.map(({ body }) => body as { key: string; after: number });

it('[SYNC-3] a message leaves the outbox when its entry is known, and its entry is told first', async () => {
  const { client, pair, screen, server, store } = await anOpenClient(3);
  const key = await client.send(general, 'hi');
  expect(screen.outgoing(general)).toMatchObject([{ key, text: 'hi' }]);
  await pair.flush();
  expect(screen.outgoing(general)).toEqual([]);
  expect(screen.entries(general).at(-1)).toMatchObject({ key, seq: 5 });
  expect(said(server.log(general))).toEqual(['hi']);
  expect(await store.load()).toEqual([]);
  const isEntry = ({ type }: { type: string }) => type === 'entries';
  const emptied = screen.events.findLastIndex(({ type }) => type === 'outbox');
  expect(screen.events.findLastIndex(isEntry)).toBeLessThan(emptied);
});

it('[SYNC-3] a push is enough: the lost answer is not waited for', async () => {
  const { client, pair, screen } = await anOpenClient(3);
  await client.send(general, 'hi');
  await settled();
  pair.packets.shift()?.deliver();
  const answer = pair.packets.findIndex(({ what }) => what === '← reply');
  pair.packets.splice(answer, 1);
  await pair.flush();
  expect(screen.outgoing(general)).toEqual([]);
});

it('[SYNC-3] after a reload a fetched page tells that the message had arrived', async () => {
  const world = await anOpenClient(3);
  await world.client.send(general, 'hi');
  await settled();
  world.pair.packets.shift()?.deliver(); // it is appended, and nothing comes back
  world.pair.packets.length = 0;
  const { client, pair, screen, server, store } = await world.reload();
  client.open(general).catch(() => undefined);
  await pair.flush();
  client.start();
  await settled();
  expect(screen.outgoing(general)).toHaveLength(1);
  await pair.flush();
  expect(screen.outgoing(general)).toEqual([]);
  expect(said(server.log(general))).toEqual(['hi']);
  expect(await store.load()).toEqual([]);
});

it('[UX-SEND-2] is shown as on its way until the timeline shows its entry, also across a gap', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  server.say(general, 'lost');
  pair.packets.pop();
  const key = await client.send(general, 'hi');
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4]);
  expect(screen.outgoing(general)).toMatchObject([{ key, state: 'sending' }]);
  await clock.advance(300);
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(screen.outgoing(general)).toEqual([]);
});

it('[LOG-4] stores `after` before the first byte leaves, and repeats key and `after` however much was said since', async () => {
  const puts: StoredItem[] = [];
  const inner = memoryOutboxStore();
  let release = () => undefined as void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const put = async (message: StoredItem) => {
    if (message.after !== undefined) await gate;
    puts.push(message);
    await inner.put(message);
  };
  const { client, clock, pair, server } = await anOpenClient(3, { store: { ...inner, put } });
  server.refuses('messages.send', 'busy');
  await client.send(general, 'hi');
  await pair.flush();
  expect(server.asked('messages.send')).toEqual([]);
  release();
  await pair.flush();
  expect(puts.at(-1)).toMatchObject({ after: 4 });
  server.say(general, 'meanwhile');
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  const [first, second] = bodies(server.asked('messages.send'));
  expect(first).toMatchObject({ after: 4 });
  expect(second).toEqual(first);
});

it('[LOG-4] a reload repeats key and `after` too', async () => {
  const world = await anOpenClient(3);
  world.server.refuses('messages.send', 'busy');
  await world.client.send(general, 'hi');
  await world.pair.flush();
  const { client, pair, server } = await world.reload();
  server.say(general, 'meanwhile');
  client.start();
  await pair.flush();
  const [first, second] = bodies(server.asked('messages.send'));
  expect(second).toEqual(first);
  expect(said(server.log(general))).toEqual(['hi']);
});

it('[SYNC-4] one key is in flight: the next is tried when the entry of the one before is known', async () => {
  const { client, pair, server } = await anOpenClient(3);
  await client.send(general, 'one');
  await client.send(general, 'two');
  await settled();
  expect(pair.packets).toHaveLength(1);
  await pair.flush();
  expect(said(server.log(general))).toEqual(['one', 'two']);
  expect(bodies(server.asked('messages.send')).map(({ after }) => after)).toEqual([4, 5]);
});

it('[UX-SEND-6] falls back to HTTP with the same key when the socket does not answer in 10 s', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  server.settings.isDeaf = true;
  const key = await client.send(general, 'hi');
  await pair.flush();
  await clock.advance(9_999);
  expect(server.asked('messages.send')).toEqual([]);
  await clock.advance(1);
  await pair.flush();
  expect(server.asked('messages.send')).toMatchObject([{ door: 'http', body: { key } }]);
  expect(screen.outgoing(general)).toEqual([]);
});

it('[UX-SEND-6] the socket was only slow: the key makes one message', async () => {
  const { client, clock, pair, server } = await anOpenClient(3);
  await client.send(general, 'hi');
  await settled();
  const slow = pair.packets.shift();
  await clock.advance(10_000);
  await pair.flush();
  slow?.deliver();
  await pair.flush();
  expect(said(server.log(general))).toEqual(['hi']);
});

it('[UX-SEND-5] a refusal for good holds the later ones of its conversation, and no other', async () => {
  const { client, pair, screen, server } = await anOpenClient(3);
  server.converse(random);
  server.refuses('messages.send', 'too_large');
  const key = await client.send(general, 'too much');
  await client.send(general, 'held');
  await pair.flush();
  await client.send(random, 'elsewhere');
  await pair.flush();
  expect(screen.outgoing(general)).toMatchObject([
    { key, state: 'failed', refusal: { code: 'too_large' } },
    { text: 'held', state: 'waiting' },
  ]);
  expect(said(server.log(random))).toEqual(['elsewhere']);
  await client.discard(key);
  await pair.flush();
  expect(said(server.log(general))).toEqual(['held']);
});

it('[UX-SEND-4] a failed message is sent again under a new key, in its old place', async () => {
  const { client, pair, screen, server, store } = await anOpenClient(3);
  server.refuses('messages.send', 'key_in_use');
  const key = await client.send(general, 'one');
  await client.send(general, 'two');
  await pair.flush();
  expect(await store.load()).toMatchObject([{ key, refusal: { code: 'key_in_use' } }, { command: { text: 'two' } }]);
  await client.retry(key);
  await pair.flush();
  expect(said(server.log(general))).toEqual(['one', 'two']);
  expect(bodies(server.asked('messages.send')).map((body) => body.key === key)).toEqual([true, false, false]);
  expect(screen.outgoing(general)).toEqual([]);
});

it('[UX-SEND-4] what failed is in the store until what is sent instead is: a crash in between loses nothing', async () => {
  const inner = memoryOutboxStore();
  let isDead = false;
  const never = new Promise<never>(() => undefined);
  const store = {
    ...inner,
    put: (item: StoredItem) => (isDead ? never : inner.put(item)),
    delete: (id: string) => inner.delete(id),
  };
  const { client, pair, server } = await anOpenClient(3, { store });
  server.refuses('messages.send', 'key_in_use');
  const key = await client.send(general, 'hi');
  await pair.flush();
  isDead = true;
  void client.retry(key);
  await settled();
  expect(await inner.load()).toMatchObject([{ key, refusal: { code: 'key_in_use' } }]);
});

it('[LOG-10] a message that may be on its way cannot be sent again under another key', async () => {
  const { client, pair } = await anOpenClient(3);
  pair.network.isUp = false;
  const key = await client.send(general, 'hi');
  await expect(client.retry(key)).rejects.toThrow('failed');
});

it('a message to a conversation that is not mine fails, and says why', async () => {
  const { client, pair, screen } = await anOpenClient(3);
  await client.send(random, 'hi');
  await pair.flush();
  expect(screen.outgoing(random)).toMatchObject([{ state: 'failed', refusal: { code: 'not_a_member' } }]);
});

it('[LOG-5] raises `after` only once every entry since was looked at for the key', async () => {
  const world = await anOpenClient(3);
  world.server.refuses('messages.send', 'busy');
  await world.client.send(general, 'hi');
  await world.pair.flush();
  for (let i = 0; i <= limits.afterReach; i += 1) world.server.say(general, 'a lot');
  const { client, pair, server, store } = await world.reload();
  server.settings.pageEntries = 400;
  client.start();
  await pair.flush();
  const changes = server.asked('messages.changes').map(({ body }) => (body as { after: number }).after);
  expect(changes).toEqual([4, 404, 804]);
  const sent = bodies(server.asked('messages.send')).map(({ after }) => after);
  expect(sent).toEqual([4, 4, 1_005]);
  expect(said(server.log(general))).toEqual(['hi']);
  expect(await store.load()).toEqual([]);
});

it('[LOG-5] a key that is found on the way had arrived', async () => {
  const world = await anOpenClient(3);
  await world.client.send(general, 'hi');
  await settled();
  world.pair.packets.shift()?.deliver();
  world.pair.packets.length = 0;
  for (let i = 0; i <= limits.afterReach; i += 1) world.server.say(general, 'a lot');
  const { client, pair, screen, server } = await world.reload();
  client.start();
  await pair.flush();
  expect(said(server.log(general))).toEqual(['hi']);
  expect(server.asked('messages.send')).toHaveLength(2);
  expect(screen.outgoing(general)).toEqual([]);
});

it('[LOG-5] lowers an `after` that is beyond a restored log', async () => {
  const world = await anOpenClient(9);
  world.server.refuses('messages.send', 'busy');
  await world.client.send(general, 'hi');
  await world.pair.flush();
  world.server.log(general).splice(5);
  const { client, pair, server } = await world.reload();
  client.start();
  await pair.flush();
  expect(bodies(server.asked('messages.send')).map(({ after }) => after)).toEqual([10, 10, 5]);
  expect(said(server.log(general))).toEqual(['hi']);
});

it('waits, and fails nothing, while the session is over', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  server.refuses('messages.send', 'not_signed_in');
  await client.send(general, 'hi');
  await pair.flush();
  expect(screen.outgoing(general)).toMatchObject([{ state: 'waiting' }]);
  await clock.advance(2_000);
  await pair.flush();
  expect(said(server.log(general))).toEqual(['hi']);
});

it('tries at once when the connection is back', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3, { random: () => 0.5 });
  pair.network.isUp = false;
  await pair.cut();
  await client.send(general, 'hi');
  await clock.advance(200_000);
  expect(screen.outgoing(general)).toMatchObject([{ text: 'hi', state: 'waiting' }]);
  pair.network.isUp = true;
  client.probe();
  await pair.flush();
  expect(said(server.log(general))).toEqual(['hi']);
});

it('[UX-SEND-9] sending moves my marker, and what I said is never unread to me', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  await client.send(general, 'hi');
  await pair.flush();
  const summary = screen.of('conversation').at(-1)?.summary;
  expect(summary).toMatchObject({ latest: { seq: 5, n: 4 }, row: { read: 5, readN: 4 } });
  await clock.advance(3_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 5, readN: 4 });
});

it('[UX-PWA-6] sends what could not be stored all the same, and says that it would not survive a reload', async () => {
  const inner = memoryOutboxStore();
  let isFull = true;
  const put = async (item: StoredItem) => {
    if (isFull) throw new Error('no space');
    await inner.put(item);
  };
  const { client, pair, screen, server } = await anOpenClient(3, { store: { ...inner, put } });
  await client.send(general, 'in memory');
  await pair.flush();
  expect(screen.of('storage')).toEqual([{ type: 'storage', durable: false }]);
  isFull = false;
  await client.send(general, 'kept');
  expect(screen.of('storage').at(-1)).toEqual({ type: 'storage', durable: true });
  await pair.flush();
  expect(said(server.log(general))).toEqual(['in memory', 'kept']);
});

it('[LOG-4] tries nothing whose `after` can neither be stored nor its older state be deleted', async () => {
  const inner = memoryOutboxStore();
  let isBroken = true;
  const store = {
    ...inner,
    put: async (item: StoredItem) => {
      if (isBroken && item.after !== undefined) throw new Error('broken');
      await inner.put(item);
    },
    delete: async (id: string) => {
      if (isBroken) throw new Error('broken');
      await inner.delete(id);
    },
  };
  const { client, clock, pair, server } = await anOpenClient(3, { store });
  await client.send(general, 'hi');
  await pair.flush();
  expect(server.asked('messages.send')).toEqual([]);
  isBroken = false;
  await clock.advance(60_000);
  await pair.flush();
  expect(said(server.log(general))).toEqual(['hi']);
});

it('[LOG-4] a client that was stopped sends nothing more', async () => {
  const { client, pair, server } = aClient();
  server.converse(general, 3);
  client.start();
  await client.send(general, 'hi');
  await settled();
  await client.stop();
  await pair.flush();
  expect(server.asked('messages.send')).toEqual([]);
  await expect(client.send(general, 'later')).rejects.toThrow('stopped');
});
