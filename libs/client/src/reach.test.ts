import { limits } from '@parley/protocol';
import { expect, it } from 'vitest';
import { anOpenClient, general, type World } from './testing/a-client';

/** A message of Ana's was tried and its answer lost; `meanwhile`, and her page starts again. */
const tried = async (meanwhile: (world: World) => void): Promise<World> => {
  const world = await anOpenClient(3);
  world.server.refuses('messages.send', 'busy');
  await world.client.send(general, 'hi');
  await world.pair.flush();
  meanwhile(world);
  const next = await world.reload();
  next.client.start();
  await next.pair.flush();
  return next;
};
const aLot = ({ server }: World) => {
  for (let i = 0; i <= limits.afterReach; i += 1) server.say(general, 'a lot');
};

it('[LOG-5] [LOG-10] out of reach of a log that I may not read any more, there is no telling: it says so', async () => {
  const { client, clock, pair, screen, server, store } = await tried((world) => {
    aLot(world);
    world.server.changeRow(general, { left: 1_005 });
  });
  expect(screen.outgoing(general)).toMatchObject([{ state: 'failed', refusal: { code: 'too_far_behind' } }]);
  const asked = server.answered.length;
  await clock.advance(300_000);
  expect(server.answered.slice(asked).map(({ type }) => type)).not.toContain('messages.send');
  await client.discard(screen.outgoing(general)[0]?.key ?? '');
  await pair.flush();
  expect(await store.load()).toEqual([]);
});

it('[LOG-5] ahead of a restored log that I am not in, there is no telling either', async () => {
  const { screen } = await tried(({ server }) => {
    server.log(general).splice(2);
    server.changeRow(general, { left: 2 });
  });
  expect(screen.outgoing(general)).toMatchObject([{ state: 'failed', refusal: { code: 'too_far_behind' } }]);
});

it('[LOG-5] goes on looking for its key where it was cut off', async () => {
  const world = await anOpenClient(3);
  world.server.refuses('messages.send', 'busy');
  await world.client.send(general, 'hi');
  await world.pair.flush();
  aLot(world);
  const { client, clock, pair, server, store } = await world.reload();
  server.settings.pageEntries = 400;
  server.refuses('messages.changes', 'internal');
  client.start();
  await pair.flush();
  await clock.advance(60_000);
  await pair.flush();
  expect(server.log(general).filter(({ author }) => author === 'ana')).toHaveLength(1);
  expect(await store.load()).toEqual([]);
});
