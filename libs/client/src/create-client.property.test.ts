import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aClient, general, random, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

/** One thing that goes on in the world; numbers choose among what there is. */
type Step =
  | { do: 'deliver' | 'lose' | 'double'; which: number }
  | { do: 'ana says' | 'bo says' | 'open' | 'older'; where: number }
  | { do: 'wait'; ms: number }
  | { do: 'cut' | 'reload' | 'probe' | 'network off' | 'network on' | 'server busy' | 'flush' };

const where = fc.nat({ max: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.nat({ max: 7 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('lose' as const, 'double' as const), which: fc.nat({ max: 7 }) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('ana says' as const, 'bo says' as const), where }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('open' as const, 'older' as const), where }) },
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

const rooms = [general, random];
const place = (n: number) => rooms[n % rooms.length] ?? general;

/** What Ana said, in her order, by conversation. */
type Said = Map<string, string[]>;

const take = async (world: World, said: Said, now: Step): Promise<World> => {
  const { client, clock, pair, server } = world;
  const pick = 'which' in now && pair.packets.length > 0 ? now.which % pair.packets.length : undefined;
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

/** No more faults: every wait ends, and three rounds of pings go by (system.md §7, 8). */
const rest = async ({ pair, clock, client }: World) => {
  pair.network.isUp = true;
  for (const room of rooms) client.open(room).catch(() => undefined);
  for (let i = 0; i < 14; i += 1) {
    await pair.flush();
    await clock.advance(61_000);
  }
  await pair.flush();
};

it('[LOG-2] [SYNC-2] [SYNC-4] at rest the client shows the log of the server, and each of its messages once and in order, whatever was lost, doubled, late or cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 45 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      async (steps, dice) => {
        let world = aClient({ random: () => dice.next().value ?? 0 });
        const said: Said = new Map();
        for (const room of rooms) world.server.converse(room, 55);
        world.client.start();
        world.client.open(general).catch(() => undefined);
        for (const now of steps) world = await take(world, said, now);
        await rest(world);
        const { server, screen } = world;
        expect(screen.status()).toBe('online');
        for (const room of rooms) {
          const log = server.log(room);
          const shown = screen.entries(room);
          expect(shown).toEqual(log.slice(log.length - shown.length));
          expect(shown.length).toBeGreaterThanOrEqual(50);
          const mine = log.filter(({ author }) => author === 'ana');
          expect(mine.map(({ body }) => (body as { text: string }).text)).toEqual(said.get(room) ?? []);
          expect(new Set(mine.map(({ key }) => key)).size).toBe(mine.length);
          expect(screen.outgoing(room)).toEqual([]);
        }
        expect(await world.store.load()).toEqual([]);
        await world.client.stop();
      },
    ),
    { numRuns: 1_000 },
  );
}, 120_000);
