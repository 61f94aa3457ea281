import { type Change, limits } from '@parley/protocol';
import { expect, it } from 'vitest';
import { memoryLogCache } from './log-cache.memory';
import { aClient, anOpenClient, general, random, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

const unread = (summary?: { latest: { n: number }; row: { readN: number } }) =>
  summary && summary.latest.n - summary.row.readN;

/** A conversation is heard of, and nobody hears that it was renamed. */
const losesName = async ({ pair, server }: Pick<World, 'pair' | 'server'>) => {
  server.converse(random, 1);
  await pair.flush();
  server.does(random, { kind: 'conversation.renamed', body: { name: 'plans' } });
  pair.packets.length = 0;
};

it('keeps the list right for conversations that are not opened', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.converse(random, 2);
  await pair.flush();
  server.say(random, 'x'.repeat(200));
  await pair.flush();
  const summary = screen.of('conversation').at(-1)?.summary;
  expect(summary).toMatchObject({ conversation: { id: random }, latest: { seq: 4, preview: 'x'.repeat(120) } });
  expect(unread(summary)).toBe(3);
  expect(screen.seqs(random)).toEqual([]);
});

it('shows the newest message through what happens to others, and as it is after its own edit and deletion', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.converse(random, 1);
  await pair.flush();
  const latest = () =>
    screen.of('conversation').findLast(({ summary }) => summary.conversation.id === random)?.summary.latest;
  const does = async (change: Change) => {
    server.does(random, change, 'bo', 3);
    await pair.flush();
  };
  const said = { n: 1, at: expect.any(Number), author: 'bo', kind: 'message.posted' };
  await does({ kind: 'message.posted', body: { text: 'seond' } });
  expect(latest()).toEqual({ ...said, n: 2, seq: 3, preview: 'seond' });
  await does({ kind: 'reaction.added', body: { target: 2, emoji: '👍' } });
  expect(latest()).toEqual({ ...said, n: 2, seq: 4, shown: 3, preview: 'seond' });
  await does({ kind: 'message.edited', body: { target: 3, text: `second ${'x'.repeat(200)}` } });
  expect(latest()).toEqual({ ...said, n: 2, seq: 5, shown: 3, preview: `second ${'x'.repeat(113)}` });
  await does({ kind: 'message.discarded', body: {} });
  await does({ kind: 'message.deleted', body: { target: 2 } });
  expect(latest()).toMatchObject({ seq: 7, shown: 3, preview: `second ${'x'.repeat(113)}` });
  await does({ kind: 'message.deleted', body: { target: 3 } });
  expect(latest()).toEqual({ ...said, n: 2, seq: 8, shown: 3 });
  await does({ kind: 'message.posted', body: { text: 'third' } });
  expect(latest()).toEqual({ ...said, n: 3, seq: 9, preview: 'third' });
  expect(server.asked('conversations.get')).toHaveLength(1);
});

it('reads the conversation again where a change tells of a message that was never heard of', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.converse(random, 1);
  await pair.flush();
  server.say(random, 'lost');
  pair.packets.length = 0;
  server.does(random, { kind: 'reaction.added', body: { target: 2, emoji: '👍' } });
  await pair.flush();
  expect(screen.summary(random)?.latest).toMatchObject({ seq: 4, n: 2, shown: 3, preview: 'lost' });
});

it('[SYNC-6] learns by a ping of a name that was lost before the newest entry heard of, opened or not', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  await losesName({ pair, server });
  server.say(random, 'what comes after it');
  await pair.flush();
  const told = () => screen.summary(random);
  expect(told()).toMatchObject({ conversation: { name: 'general' }, latest: { seq: 4 } });
  await clock.advance(240_000);
  await pair.flush();
  expect(told()).toMatchObject({ conversation: { name: 'plans' }, latest: { seq: 4 } });
});

it('[SYNC-6] learns of it after a reload too, by the hello', async () => {
  const { clock, pair, reload, server } = await anOpenClient(3, { cache: memoryLogCache() });
  await losesName({ pair, server });
  server.say(random, 'what comes after it');
  await pair.flush();
  await clock.advance(2_000);
  const { client, screen } = await reload();
  client.start();
  await pair.flush();
  expect(screen.summary(random)).toMatchObject({ conversation: { name: 'plans' }, latest: { seq: 4 } });
});

it('[SYNC-6] learns of it where the log is opened at a page behind it, and every ping finds that level', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(3);
  await losesName({ pair, server });
  for (let i = 0; i < 2 * limits.historyEntries; i += 1) server.say(random, 'what comes after it');
  await pair.flush();
  const told = () => screen.summary(random);
  expect(told()).toMatchObject({ conversation: { name: 'general' } });
  const opening = client.open(random);
  await pair.flush();
  await opening;
  await clock.advance(240_000);
  await pair.flush();
  expect(told()).toMatchObject({ conversation: { name: 'plans' } });
});

it('[SYNC-6] takes no older name for the newest one, when it is met again further up the log', async () => {
  const { client, pair, screen, server } = aClient();
  server.converse(general, 1);
  for (const name of ['plans', 'lounge']) {
    server.does(general, { kind: 'conversation.renamed', body: { name } });
    for (let i = 5; i < limits.historyEntries; i += 1) server.say(general, 'what comes after it');
  }
  client.start();
  const names = () =>
    screen
      .entries(general)
      .flatMap((one) => (one.kind === 'conversation.renamed' ? [(one.body as { name: string }).name] : []));
  const done = async (work: Promise<unknown>) => {
    await pair.flush();
    await work;
  };
  await done(client.open(general));
  expect(names()).toEqual(['lounge']);
  await done(client.ask('conversations.get', { conversationId: general }));
  await done(client.older(general));
  expect(names()).toEqual(['plans', 'lounge']);
  server.say(general, 'and more');
  await pair.flush();
  expect(screen.summary(general)?.conversation.name).toBe('lounge');
});

it('[SYNC-6] keeps the newer name where an answer overtakes another', async () => {
  const { client, pair, screen, server } = await anOpenClient(3);
  const asks = () => client.ask('conversations.get', { conversationId: general });
  const first = asks();
  await settled();
  pair.packets.shift()?.deliver();
  const late = pair.packets.shift();
  server.does(general, { kind: 'conversation.renamed', body: { name: 'plans' } });
  pair.packets.length = 0;
  const second = asks();
  await pair.flush();
  await second;
  late?.deliver();
  await first;
  expect(screen.summary(general)?.conversation.name).toBe('plans');
});

it('shows no words any more that were deleted, where the deletion came late, and asks once', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.converse(random, 2);
  await pair.flush();
  const asked = server.asked('conversations.get').length;
  server.does(random, { kind: 'message.deleted', body: { target: 3 } });
  server.does(random, { kind: 'reaction.added', body: { target: 2, emoji: '👍' } });
  pair.packets.reverse();
  await pair.flush();
  expect(screen.summary(random)?.latest).not.toHaveProperty('preview');
  expect(server.asked('conversations.get')).toHaveLength(asked + 1);
});

it('lists what comes late, where a change of what was said before it overtook it', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.converse(random, 2);
  await pair.flush();
  server.does(random, { kind: 'conversation.renamed', body: { name: 'plans' } });
  server.does(random, { kind: 'message.edited', body: { target: 3, text: 'edited' } }, 'bo', 3);
  pair.packets.reverse();
  await pair.flush();
  expect(screen.summary(random)?.latest).toEqual(server.summary(random).latest);
});

it('[SYNC-6] lists it also where the page is closed before what it asks for is answered', async () => {
  const { clock, pair, reload, server } = await anOpenClient(3, { cache: memoryLogCache() });
  server.converse(random, 2);
  await pair.flush();
  server.does(random, { kind: 'conversation.renamed', body: { name: 'plans' } });
  server.does(random, { kind: 'message.edited', body: { target: 3, text: 'edited' } }, 'bo', 3);
  for (const packet of pair.packets.splice(0).reverse()) packet.deliver();
  await settled();
  pair.packets.length = 0;
  await clock.advance(2_000);
  const { client, screen } = await reload();
  client.start();
  await pair.flush();
  expect(screen.summary(random)?.latest).toEqual(server.summary(random).latest);
});

it('lists no change of a message where two came before all that tells of the message', async () => {
  const { client, pair, screen, server } = aClient();
  server.converse(general, 2);
  client.start();
  const upTo = async (type: string) => {
    while (server.asked(type).length === 0) {
      await settled();
      pair.packets.shift()?.deliver();
    }
    return pair.packets.pop();
  };
  const edited = (text: string, basedOn: number) =>
    server.does(general, { kind: 'message.edited', body: { target: 3, text } }, 'bo', basedOn);
  const list = await upTo('conversations.list');
  edited('once', 3);
  const one = await upTo('conversations.get');
  edited('twice', 4);
  await pair.flush();
  for (const late of [one, list]) late?.deliver();
  await pair.flush();
  expect(screen.summary(general)?.latest).toEqual(server.summary(general).latest);
});

it('asks for nothing where pushes only overtook each other', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  server.converse(random, 1);
  await pair.flush();
  const asked = server.asked('conversations.get').length;
  for (const text of ['one', 'two', 'three']) server.say(random, text);
  pair.packets.reverse();
  await pair.flush();
  await clock.advance(240_000);
  await pair.flush();
  expect(screen.of('conversation').at(-1)?.summary.latest).toMatchObject({ seq: 5, n: 4 });
  expect(server.asked('conversations.get')).toHaveLength(asked);
  expect(server.asked('connections.hello')).toHaveLength(1);
});

it('[ROLE-3] tells who was put out by a ban that it was one, opened or not, and nobody else', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.converse(random, 1);
  await pair.flush();
  for (const id of [general, random]) {
    const left = server.log(id).length + 1;
    server.changeRow(id, { left });
    server.does(id, { kind: 'member.banned', body: { personId: 'ana' } });
  }
  await pair.flush();
  expect(screen.of('gone').map(({ conversationId }) => conversationId)).toEqual([general, random]);
  expect(screen.of('out')).toEqual(
    [general, random].map((conversationId) => ({ type: 'out', conversationId, how: 'banned' })),
  );
});

it('[ROLE-3] tells of a ban too where its entry overtakes the row that it changed', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.converse(random, 1);
  await pair.flush();
  for (const id of [general, random]) {
    server.does(id, { kind: 'member.removed', body: { personId: 'cy' } });
    server.does(id, { kind: 'member.banned', body: { personId: 'ana' } });
    await pair.flush();
    server.changeRow(id, { left: server.log(id).length });
    server.push({ type: 'entries', conversationId: id, entries: server.log(id).slice(-1) }); // once more
    await pair.flush();
  }
  expect(screen.events.filter(({ type }) => type === 'gone' || type === 'out')).toEqual(
    [general, random].flatMap((conversationId) => [
      { type: 'gone', conversationId },
      { type: 'out', conversationId, how: 'banned' },
    ]),
  );
});

it('what I change about members shows with its answer, also where the push of it is lost', async () => {
  const { client, pair, screen, server } = await anOpenClient(3);
  const about = () => ({
    ...{ conversationId: general, after: server.log(general).length, personId: 'bo' },
    key: `01KB3W9M6Q${String(server.log(general).length).padStart(16, '8')}`,
  });
  for (const ask of [
    () => client.ask('memberships.role', { ...about(), role: 'moderator' }),
    () => client.ask('memberships.ban', about()),
    () => client.ask('memberships.unban', about()),
  ]) {
    const asked = ask();
    await settled();
    pair.packets.shift()?.deliver();
    expect(pair.packets.shift()?.what).toBe('← entries'); // the push is lost
    await pair.flush();
    await asked;
  }
  expect(screen.entries(general).map(({ kind }) => kind)).toEqual([
    ...['conversation.created', 'message.posted', 'message.posted', 'message.posted'],
    ...['member.role', 'member.banned', 'member.unbanned'],
  ]);
});

it('a removal is no ban, nor is a ban of somebody else', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.does(general, { kind: 'member.banned', body: { personId: 'bo' } });
  await pair.flush();
  server.changeRow(general, { left: server.log(general).length + 1 });
  server.does(general, { kind: 'member.removed', body: { personId: 'ana' } });
  await pair.flush();
  expect([screen.of('gone').length, screen.of('out').map(({ how }) => how)]).toEqual([1, ['removed']]);
});

it('asks once for a conversation that is not known, by row or by entry', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.converse(random, 5);
  await pair.flush();
  expect(server.asked('conversations.get')).toHaveLength(1);
  expect(screen.of('conversation').at(-1)?.summary).toMatchObject({ conversation: { id: random }, latest: { seq: 6 } });
});

it('[SYNC-7] drops rows that are older than those held', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  const old = server.row(general)!;
  server.changeRow(general, { read: 3, readN: 2 });
  server.push({ type: 'inbox', rows: [old] });
  await pair.flush();
  expect(screen.of('rows').map(({ rows }) => rows.map(({ rev }) => rev))).toEqual([[2]]);
});

it('[SYNC-7] the digest of a ping notices a lost row, and the list is read again', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  server.changeRow(general, { read: 4, readN: 3 });
  pair.packets.length = 0;
  await clock.advance(240_000);
  await pair.flush();
  expect(unread(screen.of('conversations').at(-1)?.summaries[0])).toBe(0);
  await clock.advance(240_000);
  await pair.flush();
  expect(screen.of('conversations')).toHaveLength(2);
});

it('a reconnect reads the rows of what is behind, not the whole list', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  server.converse(random);
  await pair.flush();
  await pair.cut();
  server.say(random, 'missed');
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.of('conversation').at(-1)?.summary).toMatchObject({ conversation: { id: random }, latest: { seq: 2 } });
  expect(server.asked('conversations.list')).toHaveLength(1);
});

it('[SYNC-1] [UX-CONN-6] a reconnect brings level also what a hello has no place for, before it is done', async () => {
  const world = aClient();
  const { client, clock, pair, screen, server } = world;
  const ids = Array.from({ length: 210 }, (_, i) => `c-${String(i + 10).padStart(32, '0')}`);
  for (const id of ids) {
    server.converse(id, 1);
    await clock.advance(1);
  }
  client.start();
  await pair.flush();
  await pair.cut();
  const [oldest] = ids;
  server.say(oldest!, 'while nobody was connected');
  await clock.advance(30_000);
  await pair.flush();
  expect(server.asked('connections.hello').at(-1)?.body).toMatchObject({ positions: { length: 200 } });
  expect(screen.status()).toBe('online');
  const listed = screen.of('conversations').at(-1)?.summaries ?? [];
  expect(listed.find(({ conversation }) => conversation.id === oldest)?.latest).toMatchObject({ seq: 3, n: 2 });
});

it('the list outlives failures of its pages', async () => {
  const { client, clock, pair, screen, server } = aClient();
  for (const digit of [1, 2, 3]) server.converse(`c-${'0'.repeat(31)}${digit}`);
  server.refuses('conversations.list', 'internal');
  client.start();
  await pair.flush();
  expect(screen.status()).toBe('catching-up');
  await clock.advance(1_000);
  await pair.flush();
  expect(screen.of('conversations').map(({ summaries }) => summaries.length)).toEqual([3]);
  expect(screen.status()).toBe('online');
});

it('leaving tells the row and gone; an older row does not bring it back', async () => {
  const { client, pair, screen, server } = await anOpenClient(3);
  const old = server.row(general)!;
  const left = client.ask('memberships.leave', {
    conversationId: general,
    key: `01KB3W9M6Q${'9'.repeat(16)}`,
    after: 4,
  });
  await pair.flush();
  await left;
  server.push({ type: 'inbox', rows: [old] });
  await pair.flush();
  expect(screen.of('gone')).toHaveLength(1);
  expect(screen.of('rows').at(-1)?.rows).toMatchObject([{ left: 4 }]);
  expect(server.asked('conversations.get')).toEqual([]);
});

it('many markers soon after each other are one request, for the highest', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(5);
  const asked = () => server.asked('delivery.read').map(({ body }) => (body as { seq: number }).seq);
  for (const seq of [2, 3]) client.markRead(general, seq);
  await clock.advance(200);
  await pair.flush();
  expect(asked()).toEqual([3]);
  for (const seq of [4, 6, 5]) client.markRead(general, seq);
  await clock.advance(2_999);
  await pair.flush();
  expect(asked()).toEqual([3]);
  await clock.advance(1);
  await pair.flush();
  expect(asked()).toEqual([3, 6]);
  expect(screen.of('rows').at(-1)?.rows).toMatchObject([{ rev: 3, read: 6, readN: 5 }]);
  client.markRead(general, 5);
  await clock.advance(10_000);
  await pair.flush();
  expect(asked()).toEqual([3, 6]);
});

it('a marker that waits is sent at once when the page is about to go', async () => {
  const { client, pair, server } = await anOpenClient(5);
  client.markRead(general, 4);
  client.flush();
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 4 });
});

it('a marker moves on after a failure, and after one that was moved meanwhile', async () => {
  const { client, clock, pair, server } = await anOpenClient(5);
  server.refuses('delivery.read', 'busy');
  client.markRead(general, 4);
  await clock.advance(200);
  await pair.flush();
  client.markRead(general, 6);
  await clock.advance(1_000);
  await pair.flush();
  await clock.advance(3_000);
  await pair.flush();
  expect(server.row(general)).toMatchObject({ read: 6 });
});

it('asks for people once and together', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient(1);
  client.meet(['bo', 'cy', 'bo', 'ana', 'not an id']);
  client.meet(['cy', 'di']);
  await clock.advance(20);
  await pair.flush();
  expect(server.asked('people.find').map(({ body }) => body)).toEqual([{ ids: ['bo', 'cy', 'di'] }]);
  expect(screen.of('people').flatMap(({ people }) => people.map(({ id }) => id))).toEqual(['bo', 'cy', 'di']);
  client.meet(['bo']);
  await clock.advance(1_000);
  await pair.flush();
  expect(server.asked('people.find')).toHaveLength(1);
});

it('[PEOPLE-3] asks for people again who are met when their profile is ten minutes old, and for others of the screen with them', async () => {
  const { client, clock, pair, server } = await anOpenClient(1);
  const looks = async (minutes: number) => {
    for (let seconds = 0; seconds < minutes * 60; seconds += 30) await clock.advance(30_000).then(pair.flush);
    client.meet(['bo', 'cy', 'di']);
    await clock.advance(1_000);
    await pair.flush();
  };
  client.meet(['bo', 'cy']);
  await looks(4);
  await looks(5);
  expect(server.asked('people.find').map(({ body }) => body)).toEqual([{ ids: ['bo', 'cy'] }, { ids: ['di'] }]);
  await looks(2);
  expect(
    server
      .asked('people.find')
      .slice(2)
      .map(({ body }) => body),
  ).toEqual([{ ids: ['bo', 'cy', 'di'] }]);
});

it('[SYNC-7] what the list leaves out is gone, with what was kept of it on this device', async () => {
  const cache = memoryLogCache();
  const world = await anOpenClient(3, { cache });
  world.client.release(general);
  await world.clock.advance(2_000);
  expect((await cache.log(general))?.entries).toHaveLength(4);
  const { pair, server, screen, clock } = world;
  await pair.cut();
  server.converse(random, 1);
  await clock.advance(2_000);
  const isList = ({ what }: { what: string }) => /"conversations\.list"|GET .*\/conversations$/.test(what);
  for (let i = 0; i < 10 && !pair.packets.some(isList); i += 1) {
    pair.packets.shift()?.deliver();
    await settled();
  }
  // As with one of more than a hello tells of: nothing but the list says so.
  server.changeRow(general, { left: 4 });
  pair.packets.splice(0, pair.packets.length, ...pair.packets.filter(isList));
  expect(pair.packets).toHaveLength(1);
  await pair.flush();
  await clock.advance(2_000);
  expect(screen.of('gone').map(({ conversationId }) => conversationId)).toEqual([general]);
  expect(await cache.log(general)).toBeUndefined();
  expect(
    screen
      .of('conversations')
      .at(-1)
      ?.summaries.map(({ conversation }) => conversation.id),
  ).toEqual([random]);
});
