import { isKnown } from '@parley/protocol';
import { expect, it } from 'vitest';
import { gapHoldMs } from './sync';
import { aBrowser, flush, offline, online } from './testing/a-browser';
import { anOpenClient, general, openOthers, type World } from './testing/a-client';

/** What I did has arrived, and its entry stands behind a gap: it shows as on its way. */
const anArrivalBehindAGap = async (acts: (world: World) => Promise<unknown> = sayHi) => {
  const world = await anOpenClient(3);
  world.server.say(general, 'lost');
  world.pair.packets.pop();
  await acts(world);
  await world.pair.flush();
  expect([...world.screen.outgoing(general), ...world.screen.changes(general)]).toMatchObject([{ state: 'sending' }]);
  return world;
};
const sayHi = ({ client }: World) => client.send(general, 'hi');

/** The network is gone; when it is back, a hello finds that the server has the first `entries` of the log alone. */
const restored = async ({ client, clock, pair, server }: World, entries: number, epoch = server.settings.epoch) => {
  pair.network.isUp = false;
  await pair.cut();
  server.settings.epoch = epoch;
  server.log(general).splice(entries);
  await clock.advance(2_000);
  pair.network.isUp = true;
  client.probe();
  await pair.flush();
};

it('[UX-SEND-2] is on its way no more where I was put out before the timeline could show its entry', async () => {
  const { pair, screen, server } = await anArrivalBehindAGap();
  server.does(general, { kind: 'member.removed', body: { personId: 'ana' } });
  server.changeRow(general, { left: server.log(general).length });
  await pair.flush();
  expect(screen.of('gone')).toMatchObject([{ conversationId: general }]);
  expect(screen.outgoing(general)).toEqual([]);
});

it('[UX-SEND-2] is on its way no more where the log was closed before it could show its entry', async () => {
  const world = await anArrivalBehindAGap();
  const { client, screen } = world;
  client.release(general);
  await openOthers(world, 11);
  expect(screen.of('closed')).toMatchObject([{ conversationId: general }]);
  expect(screen.outgoing(general)).toEqual([]);
});

it('[UX-SEND-2] is on its way no more where the log was restored from before it', async () => {
  const world = await anArrivalBehindAGap();
  await restored(world, 3);
  const { screen } = world;
  expect(screen.of('replaced')).toEqual([{ type: 'replaced', conversationId: general }]);
  expect(screen.seqs(general)).toEqual([1, 2, 3]);
  expect(screen.outgoing(general)).toEqual([]);
});

it('[UX-SEND-2] is on its way no more where a pull is the first to tell that the log was restored', async () => {
  const { clock, pair, screen, server } = await anArrivalBehindAGap();
  server.log(general).splice(3);
  await clock.advance(gapHoldMs);
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3]);
  expect(screen.outgoing(general)).toEqual([]);
  expect(screen.of('replaced')).toEqual([{ type: 'replaced', conversationId: general }]);
  // The list too: what it counts as unread is from the newest entry that is there.
  expect(screen.of('conversation').at(-1)?.summary).toMatchObject({ latest: { seq: 3 } });
});

it('[UX-SEND-2] is on its way no more where all data was restored', async () => {
  const world = await anArrivalBehindAGap();
  await restored(world, 3, '2');
  expect(world.screen.of('replaced')).toEqual([{ type: 'replaced' }]);
  expect(world.screen.outgoing(general)).toEqual([]);
});

it('[UX-REACT-1] a reaction that is in the data no more is not shown', async () => {
  const world = await anArrivalBehindAGap(({ client }) => client.react(general, 2, '👍'));
  const { screen, server } = world;
  expect(screen.message(general, 2)?.reactions).toEqual({ '👍': ['ana'] });
  const before = server.log(general)[1];
  if (before && isKnown(before) && before.kind === 'message.posted') delete before.body.reactions;
  await restored(world, 3, '2');
  expect(screen.changes(general)).toEqual([]);
  expect(screen.message(general, 2)?.reactions).toEqual({});
});

it('what waits to be sent outlives a restore: it was never in that data', async () => {
  const world = await anArrivalBehindAGap();
  world.pair.network.isUp = false;
  await world.pair.cut();
  await world.client.send(general, 'unsent');
  await restored(world, 3, '2');
  expect(world.server.log(general).at(-1)).toMatchObject({ seq: 4, body: { text: 'unsent' } });
  expect(world.screen.outgoing(general)).toEqual([]);
});

it.each(['as other data', 'as a shorter log'])(
  '[UX-SEND-2] is on its way in no tab once it is gone from the server, told %s and to one tab after the other',
  async (how) => {
    const { clock, opens, server } = aBrowser();
    const [one, two] = [await opens(), await opens()];
    for (const world of [one, two]) {
      const opened = world.client.open(general);
      await flush(world);
      await opened;
    }
    server.say(general, 'lost');
    for (const { pair } of [one, two]) pair.packets.pop();
    await one.client.send(general, 'hi');
    await flush(one, two);
    for (const world of [one, two]) await offline(world);
    if (how === 'as other data') server.settings.epoch = '2';
    server.log(general).splice(3);
    await clock.advance(2_000);
    await online(two);
    await two.client.send(general, 'next');
    await online(one);
    await clock.advance(10_000);
    await flush(one, two);
    for (const { screen } of [one, two]) expect(screen.outgoing(general)).toEqual([]);
  },
);
