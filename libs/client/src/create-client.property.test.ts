import { type Change, type Entry, isKnown } from '@parley/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryLogCache } from './log-cache.memory';
import { fold, nothingFolded } from './messages';
import { aClient, general, random, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

/** One thing that goes on in the world; numbers choose among what there is. */
type Step =
  | { do: 'deliver' | 'lose' | 'double'; which: number }
  | { do: 'ana says' | 'bo says' | 'bo renames' | 'open' | 'older'; where: number }
  | { do: 'bo edits' | 'bo deletes' | 'bo reacts'; where: number; which: number }
  | { do: 'ana edits' | 'ana deletes' | 'ana reacts' | 'ana renames'; where: number; which: number }
  | { do: 'ana reads' | 'ana marks unread' | 'ana reads elsewhere'; where: number; which: number }
  | { do: 'wait'; ms: number }
  | { do: 'cut' | 'reload' | 'probe' | 'network off' | 'network on' | 'server busy' | 'flush' };

type Posted = Extract<Entry, { kind: 'message.posted' }>['body'];

const where = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.nat({ max: 7 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('lose' as const, 'double' as const), which: fc.nat({ max: 7 }) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('ana says' as const, 'bo says' as const), where }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('bo renames' as const, 'open' as const, 'older' as const), where }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('bo edits' as const, 'bo deletes' as const, 'bo reacts' as const),
      where,
      which: fc.nat({ max: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'ana edits',
        'ana deletes',
        'ana reacts',
        'ana renames',
        'ana reads',
        'ana marks unread',
        'ana reads elsewhere',
      ),
      where,
      which: fc.nat({ max: 4 }),
    }) as fc.Arbitrary<Step>,
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(50, 400, 3_000, 11_000, 70_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('cut', 'reload', 'probe', 'network off', 'network on', 'server busy', 'flush'),
    }) as fc.Arbitrary<Step>,
  },
);

/** On screen at the end; of the other one there is the list alone, unless it was opened meanwhile. */
const opened = [general, random];
const rooms = [...opened, `c-${'0'.repeat(31)}3`];
const place = (n: number) => rooms[n % rooms.length] ?? general;

/** What Ana said, in her order, by conversation. */
type Said = Map<string, string[]>;

/** Bo changes one of his newest messages, where that can still be. */
const change = (
  server: World['server'],
  { do: what, where, which }: Extract<Step, { do: `bo ${string}`; which: number }>,
) => {
  const log = server.log(place(where));
  const mine = log.filter((entry) => isKnown(entry) && entry.kind === 'message.posted' && entry.author === 'bo');
  const { seq: target, body } = mine.at(-1 - which)!;
  const { deleted, edited, reactions } = body as Posted;
  if (deleted || (what === 'bo reacts' && reactions)) return;
  const changes: Record<typeof what, Change> = {
    'bo edits': { kind: 'message.edited', body: { target, text: `edited ${log.length}` } },
    'bo deletes': { kind: 'message.deleted', body: { target } },
    'bo reacts': { kind: 'reaction.added', body: { target, emoji: '👍' } },
  };
  server.does(place(where), changes[what], 'bo', edited?.seq ?? target);
};

const take = async (world: World, said: Said, now: Step): Promise<World> => {
  const { client, clock, pair, server } = world;
  const pick =
    'which' in now && !('where' in now) && pair.packets.length > 0 ? now.which % pair.packets.length : undefined;
  switch (now.do) {
    case 'deliver':
      if (pick !== undefined) pair.packets.splice(pick, 1)[0]?.deliver();
      break;
    case 'lose':
      if (pick !== undefined) pair.packets.splice(pick, 1)[0]?.lose();
      break;
    case 'double':
      if (pick !== undefined) pair.packets[pick]?.deliver();
      break;
    case 'ana says': {
      const mine = said.get(place(now.where)) ?? [];
      const text = `ana ${mine.length + 1}`;
      said.set(place(now.where), [...mine, text]);
      await client.send(place(now.where), text);
      break;
    }
    case 'bo says':
      server.say(place(now.where), 'bo');
      break;
    case 'bo renames':
      server.does(place(now.where), {
        kind: 'conversation.renamed',
        body: { name: `name ${server.log(place(now.where)).length}` },
      });
      break;
    case 'bo edits':
    case 'bo deletes':
    case 'bo reacts':
      change(server, now);
      break;
    case 'ana edits':
    case 'ana deletes': {
      const mine = server
        .log(place(now.where))
        .filter((entry) => entry.kind === 'message.posted' && entry.author === 'ana');
      const { seq } = mine.at(-1 - now.which) ?? {};
      if (seq === undefined) break;
      if (now.do === 'ana edits') await client.edit(place(now.where), seq, `ana edited ${clock.now()}`);
      else await client.delete(place(now.where), seq);
      break;
    }
    case 'ana reacts':
      await client.react(place(now.where), server.log(place(now.where)).length - now.which, '🎉');
      break;
    case 'ana renames':
      await client.rename(place(now.where), `ana's ${now.which}`);
      break;
    case 'ana reads':
      client.markRead(place(now.where), server.log(place(now.where)).length - now.which);
      break;
    case 'ana marks unread':
      client.markUnread(place(now.where), server.log(place(now.where)).length - now.which).catch(() => undefined);
      break;
    case 'ana reads elsewhere': {
      const { seq, n } = server.log(place(now.where)).at(-1 - now.which)!;
      if (seq > server.row(place(now.where))!.read) server.changeRow(place(now.where), { read: seq, readN: n });
      break;
    }
    case 'open':
      client.open(place(now.where)).catch(() => undefined);
      break;
    case 'older':
      client.older(place(now.where)).catch(() => undefined);
      break;
    case 'wait':
      await clock.advance(now.ms);
      break;
    case 'reload': {
      const next = await world.reload();
      next.client.start();
      return next;
    }
    case 'cut':
      await pair.cut();
      break;
    case 'probe':
      client.probe();
      break;
    case 'network off':
      pair.network.isUp = false;
      await pair.cut();
      break;
    case 'network on':
      pair.network.isUp = true;
      break;
    case 'server busy':
      server.refuses('messages.send', 'busy', { retryAfterMs: 500 });
      server.refuses('messages.changes', 'internal');
      break;
    case 'flush':
      await pair.flush();
  }
  await settled();
  return world;
};

/** A conversation of several pages, which had another name in each. */
const long = (server: World['server'], room: string) => {
  server.converse(room, 1);
  for (const name of ['first', 'second', 'third']) {
    server.does(room, { kind: 'conversation.renamed', body: { name } });
    for (let said = 0; said < 40; said += 1) server.say(room, name);
  }
};

/** No more faults: every wait ends, and three rounds of pings go by (system.md §7, 8). */
const rest = async ({ pair, clock, client }: World) => {
  pair.network.isUp = true;
  for (const room of opened) client.open(room).catch(() => undefined);
  for (let i = 0; i < 14; i += 1) {
    await pair.flush();
    await clock.advance(61_000);
  }
  await pair.flush();
};

it('[LOG-2] [SYNC-2] [SYNC-4] at rest the client shows the log and the list of the server, and each of its messages once and in order, whatever was lost, doubled, late or cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 45 }),
      fc.boolean(),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      async (steps, isCached, dice) => {
        const cache = isCached && { cache: memoryLogCache() };
        let world = aClient({ random: () => dice.next().value ?? 0, ...cache });
        const said: Said = new Map();
        for (const room of rooms) long(world.server, room);
        world.client.start();
        world.client.open(general).catch(() => undefined);
        for (const now of steps) world = await take(world, said, now);
        await rest(world);
        const { server, screen } = world;
        expect(screen.status()).toBe('online');
        for (const room of rooms) {
          const log = server.log(room);
          const shown = screen.entries(room);
          const held = log.slice(log.length - shown.length);
          expect(shown.map(({ seq, key }) => [seq, key])).toEqual(held.map(({ seq, key }) => [seq, key]));
          expect(fold(nothingFolded, shown).messages).toEqual(fold(nothingFolded, held).messages);
          expect(shown.length).toBeGreaterThanOrEqual(opened.includes(room) ? 50 : 0);
          const mine = log.filter(({ author, kind }) => author === 'ana' && kind === 'message.posted');
          const undone = ({ body }: Entry) => (body as Posted).deleted || (body as Posted).edited;
          const words = said.get(room) ?? [];
          expect(mine.map((entry, i) => (undone(entry) ? words[i] : (entry.body as Posted).text))).toEqual(words);
          expect(new Set(mine.map(({ key }) => key)).size).toBe(mine.length);
          expect(screen.outgoing(room)).toEqual([]);
          expect(screen.changes(room).filter(({ state }) => state !== 'failed')).toEqual([]);
          expect(screen.summary(room)).toEqual(server.summary(room));
        }
        // An edit that is refused, for what it changes is deleted by then, stays with both texts.
        expect((await world.store.load()).filter(({ refusal }) => !refusal)).toEqual([]);
        await world.client.stop();
      },
    ),
    { numRuns: 1_000 },
  );
}, 120_000);
