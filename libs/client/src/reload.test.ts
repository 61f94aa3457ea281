import type { Entry } from '@parley/protocol';
import { expect, it } from 'vitest';
import { Unreachable } from './failures';
import { keptEntries } from './keeper';
import { memoryLogCache } from './log-cache.memory';
import { fold, nothingFolded } from './messages';
import { aClient, anOpenClient, openOthers, general, random, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Ana's page with `general` open is closed a while after; `meanwhile` happens, and it starts again. */
const reloaded = async (messages: number, meanwhile: (world: World) => void = () => undefined): Promise<World> => {
  const world = await anOpenClient(messages, { cache: memoryLogCache() });
  await world.clock.advance(2_000);
  await world.pair.flush();
  const next = await world.reload();
  meanwhile(next);
  next.server.answered.length = 0;
  next.client.start();
  return next;
};

it('shows what was here at once after a reload, before anything was asked', async () => {
  const { client, screen, pair, server } = await reloaded(60);
  await settled();
  await client.open(general);
  expect(screen.of('me')).toMatchObject([{ person: { id: 'ana' } }]);
  expect(screen.of('conversations')).toMatchObject([{ summaries: [{ conversation: { id: general } }] }]);
  expect(screen.seqs(general)).toEqual(range(12, 61));
  expect(server.answered).toEqual([]);
  await pair.flush();
  expect(screen.status()).toBe('online');
  expect(server.answered.map(({ type }) => type)).toEqual(['connections.hello']);
  expect(server.asked('connections.hello')).toMatchObject([
    { body: { epoch: '1', positions: [{ conversationId: general, seq: 61 }] } },
  ]);
});

it('opens what was here without a network, and catches up from there when it is back', async () => {
  const { client, clock, screen, pair } = await reloaded(10, ({ server, pair: network }) => {
    server.say(general, 'missed');
    network.network.isUp = false;
  });
  await client.open(general);
  expect(screen.seqs(general)).toEqual(range(1, 11));
  await clock.advance(5_000);
  expect([screen.status(), screen.of('stale')]).toEqual(['offline', []]);
  pair.network.isUp = true;
  client.probe();
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 12));
  expect(screen.status()).toBe('online');
});

it('after 10,000 missed entries the first screen is one request, and all is here after four more', async () => {
  const { client, screen, pair, server } = await reloaded(30, ({ server: missed }) => {
    for (let i = 0; i < 10_000; i += 1) missed.say(general, 'missed');
  });
  await client.open(general);
  let first: string[] | undefined;
  await settled();
  while (pair.packets.length > 0) {
    pair.packets.shift()?.deliver();
    await settled();
    if (screen.seqs(general).at(-1) === 10_031)
      first ??= server.answered.map(({ type }) => type).filter((type) => type.startsWith('messages.'));
  }
  expect(first).toEqual(['messages.history']);
  const pulls = server.answered.map(({ type }) => type).filter((type) => type.startsWith('messages.'));
  expect(pulls).toEqual(['messages.history', ...Array.from({ length: 4 }, () => 'messages.changes')]);
  expect(screen.seqs(general)).toEqual(range(1, 10_031));
  expect(screen.entries(general)).toEqual(server.log(general));
  expect(screen.status()).toBe('online');
});

it('[UX-CONN-2] says how much is still missing while it catches up', async () => {
  const { client, screen, pair } = await reloaded(30, ({ server }) => {
    for (let i = 0; i < 6_000; i += 1) server.say(general, 'missed');
  });
  await client.open(general);
  await pair.flush();
  const left = screen.of('status').flatMap(({ status }) => (status.state === 'catching-up' ? [status.left] : []));
  expect(left).toContain(5_950);
  expect(left.filter((entries) => entries !== undefined)).toEqual(
    left.filter((entries) => entries !== undefined).toSorted((a, b) => b - a),
  );
});

it('[UX-CONN-2] what was missing of a log that is gone is missing no more', async () => {
  const { client, clock, screen, pair, server } = await reloaded(30, ({ server: missed }) => {
    missed.converse(random, 2);
    for (let i = 0; i < 6_000; i += 1) missed.say(general, 'missed');
  });
  const status = () => screen.of('status').at(-1)?.status;
  await client.open(general);
  while (!JSON.stringify(status()).includes('"left"')) {
    pair.packets.shift()?.deliver();
    await settled();
  }
  server.changeRow(general, { left: 6_032 });
  await pair.flush();
  expect(screen.status()).toBe('online');
  server.changeRow(random, {});
  pair.packets.length = 0; // its push is lost
  await pair.cut();
  await clock.advance(2_000);
  const from = screen.events.length;
  await pair.flush();
  const told = screen.events.slice(from).flatMap((event) => (event.type === 'status' ? [event.status] : []));
  expect(told).toEqual([{ state: 'catching-up' }, { state: 'online' }]);
});

it('[SYNC-2] a pull that fails half way goes on where it was, and the screen is told', async () => {
  const { client, clock, screen, pair, server } = await reloaded(30, ({ server: missed }) => {
    for (let i = 0; i < 3_000; i += 1) missed.say(general, 'missed');
    for (let i = 0; i < 3; i += 1) missed.refuses('messages.changes', 'internal');
  });
  await client.open(general);
  for (let i = 0; i < 4; i += 1) {
    await pair.flush();
    await clock.advance(4_000);
  }
  expect(screen.of('stale').at(-1)).toMatchObject({ stale: true });
  expect(screen.seqs(general)).toEqual(range(2_982, 3_031));
  await pair.cut();
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.of('stale').at(-1)).toMatchObject({ stale: false });
  expect(screen.seqs(general)).toEqual(range(1, 3_031));
  expect(server.asked('messages.changes')).toHaveLength(5);
});

it('who missed more than four pulls bring has older pages to scroll through instead', async () => {
  const { client, screen, pair, server } = await reloaded(30, ({ server: missed }) => {
    for (let i = 0; i < 10_200; i += 1) missed.say(general, 'missed');
  });
  await client.open(general);
  await pair.flush();
  expect(server.asked('messages.changes')).toEqual([]);
  expect(screen.seqs(general)).toEqual(range(10_182, 10_231));
  const older = client.older(general);
  await pair.flush();
  expect(await older).toBe(true);
  expect(screen.seqs(general)).toEqual(range(10_132, 10_231));
});

it('drops everything but the outbox when the epoch changed while the page was closed', async () => {
  const cache = memoryLogCache();
  const world = await anOpenClient(20, { cache });
  await world.clock.advance(2_000);
  world.pair.network.isUp = false;
  await world.client.send(general, 'unsent');
  const { client, pair, screen, server } = await world.reload();
  pair.network.isUp = true;
  server.settings.epoch = '2';
  server.log(general).splice(10);
  client.start();
  await client.open(general);
  expect(screen.seqs(general)).toEqual(range(1, 21));
  await pair.flush();
  expect(screen.seqs(general)).toEqual(range(1, 11));
  expect(screen.entries(general).at(-1)).toMatchObject({ body: { text: 'unsent' } });
});

it('keeps nothing of other data on this device when the epoch changed, also of what is not open', async () => {
  const cache = memoryLogCache();
  const { client, clock, pair, server } = await anOpenClient(3, { cache });
  server.converse(random, 3);
  const opened = client.open(random);
  await pair.flush();
  await opened;
  for (let i = 0; i < 11; i += 1) {
    const id = `c-${'1'.repeat(30)}${String(i).padStart(2, '0')}`;
    server.converse(id);
    void client.open(id).catch(() => undefined);
    await pair.flush();
    client.release(id);
  }
  client.release(random);
  client.release(general);
  await clock.advance(2_000);
  await pair.flush();
  expect([await cache.log(general), await cache.log(random)]).toMatchObject([{ epoch: '1' }, { epoch: '1' }]);
  await pair.cut();
  server.settings.epoch = '2';
  await clock.advance(5_000);
  await pair.flush();
  await clock.advance(2_000);
  expect([await cache.log(general), await cache.log(random)]).toEqual([undefined, undefined]);
});

it('what I am in no more is not kept again by a write that began before', async () => {
  const inner = memoryLogCache();
  const slow = { finish: () => undefined as void };
  const keepState: typeof inner.keepState = async (state) => {
    await new Promise<void>((finish) => (slow.finish = finish));
    await inner.keepState(state);
  };
  const { clock, pair, server } = await anOpenClient(3, { cache: { ...inner, keepState } });
  await clock.advance(2_000);
  server.changeRow(general, { left: 4 });
  await pair.flush();
  slow.finish();
  await settled();
  expect(await inner.log(general)).toBeUndefined();
});

it('shows no log that was kept of other data', async () => {
  const { client, pair, screen } = await reloaded(3, (world) => {
    const { cache, pair: network } = world;
    network.network.isUp = false;
    void cache?.log(general).then((kept) => kept && cache.keepLog(general, { ...kept, epoch: '0' }));
  });
  await settled();
  await expect(client.open(general)).rejects.toThrow(Unreachable);
  await pair.flush();
  expect(screen.seqs(general)).toEqual([]);
});

it('[SYNC-2] keeps nothing of a log that was restored, also where it is not open: old and new would stand mixed', async () => {
  const { client, pair, screen, server } = await reloaded(8, ({ server: restored }) => {
    restored.log(general).splice(5);
  });
  await pair.flush();
  expect(screen.of('replaced')).toEqual([{ type: 'replaced', conversationId: general }]);
  for (let i = 0; i < 8; i += 1) server.say(general, `another ${i}`);
  await pair.flush();
  const opened = client.open(general);
  await pair.flush();
  await opened;
  expect(screen.entries(general)).toEqual(server.log(general));
});

it('[UX-EDIT-2] keeps no words of what was deleted', async () => {
  const cache = memoryLogCache();
  const { clock, pair, server } = await anOpenClient(3, { cache });
  server.does(general, { kind: 'message.edited', body: { target: 2, text: 'secret' } }, 'bo', 2);
  server.does(general, { kind: 'reaction.added', body: { target: 2, emoji: '👍' } });
  server.does(general, { kind: 'message.deleted', body: { target: 2 } });
  await pair.flush();
  await clock.advance(2_000);
  const kept = await cache.log(general);
  const shown = (entries: readonly Entry[] = []) => fold(nothingFolded, entries).messages;
  expect(shown(kept?.entries)).toEqual(shown(server.log(general)));
  expect(JSON.stringify(kept)).not.toMatch(/secret|message 1/);
});

it('keeps the newest of a log, and nothing of a conversation that I am in no more', async () => {
  const cache = memoryLogCache();
  const { client, clock, pair, server } = await anOpenClient(0, { cache });
  for (let i = 0; i < keptEntries + 50; i += 1) server.say(general, 'hi');
  await pair.flush();
  await clock.advance(2_000);
  expect((await cache.log(general))?.entries.map(({ seq }) => seq)).toEqual(range(52, 551));
  server.converse(random);
  const opened = client.open(random);
  await pair.flush();
  await opened;
  server.changeRow(general, { left: 551 });
  await pair.flush();
  await clock.advance(2_000);
  expect(await cache.log(general)).toBeUndefined();
  expect((await cache.state())?.summaries.map(({ conversation }) => conversation.id)).toEqual([random]);
});

it('works without storage: a cache that fails, or hangs, is done without', async () => {
  const broken = async () => Promise.reject(new Error('refused'));
  const fails = { state: broken, keepState: broken, log: broken, keepLog: broken, dropLog: broken, clear: broken };
  const { screen } = await anOpenClient(3, { cache: fails });
  expect([screen.status(), screen.seqs(general)]).toEqual(['online', range(1, 4)]);
  const hangs = { ...memoryLogCache(), state: () => new Promise<never>(() => undefined) };
  const world = aClient({ cache: hangs });
  world.client.start();
  await world.clock.advance(1_000);
  await world.pair.flush();
  expect(world.screen.status()).toBe('online');
});

it('closes the logs that nobody looks at, but for the last ten', async () => {
  const world = await anOpenClient(3);
  const { client, pair, screen, server } = world;
  client.release(general);
  await openOthers(world, 11);
  expect(screen.of('closed')).toEqual([{ type: 'closed', conversationId: general }]);
  server.say(general, 'nobody looks');
  await pair.flush();
  expect(screen.seqs(general)).toEqual([]);
  const again = client.open(general);
  await pair.flush();
  await again;
  expect(screen.seqs(general)).toEqual(range(1, 5));
});
