import { expect, it } from 'vitest';
import { anOpenClient, general, type World } from './testing/a-client';

const minutes = (count: number) => count * 60_000;
const pass = async ({ clock, pair }: World, ms: number, step = 10_000): Promise<void> => {
  for (let passed = 0; passed < ms; passed += step) {
    await clock.advance(step);
    await pair.flush();
  }
};
/** An open client whose tokens are told apart; the server takes those that were issued. */
const withTokens = async () => {
  const session = { issued: 0, isReachable: true, isOver: false };
  const asked: boolean[] = [];
  const world = await anOpenClient(3, {
    token: async ({ fresh = false } = {}) => {
      asked.push(fresh);
      if (session.isOver) return null;
      if (!session.isReachable) throw new Error('The user pool does not answer.');
      if (fresh) world.server.tokens.add(`token-${(session.issued += 1)}`);
      return session.issued === 0 ? 'token' : `token-${session.issued}`;
    },
  });
  asked.length = 0;
  const shown = () => world.server.asked('connections.renew').map(({ body }) => (body as { token: string }).token);
  return { ...world, session, asked, shown };
};

it('[AUTH-4] shows a newer token on the same connection before the last one is over, each time', async () => {
  const world = await withTokens();
  await pass(world, minutes(58));
  expect(world.shown()).toEqual([]);
  await pass(world, minutes(1));
  expect(world.shown()).toEqual(['token-1']);
  expect(world.asked).toEqual([true]);
  await pass(world, minutes(44));
  expect(world.shown()).toEqual(['token-1']);
  expect([world.pair.handshakes(), world.screen.status()]).toEqual([1, 'online']);
});

it('[AUTH-4] stays on one connection over many short tokens, and misses nothing', async () => {
  const world = await withTokens();
  world.server.settings.tokenMs = minutes(5);
  await pass(world, minutes(59));
  for (let nth = 0; nth < 10; nth += 1) {
    await pass(world, minutes(4));
    world.server.say(general, `${nth}`);
    await world.pair.flush();
  }
  expect(world.shown().length).toBeGreaterThan(8);
  expect([world.pair.handshakes(), world.screen.status()]).toEqual([1, 'online']);
  expect(world.screen.seqs(general)).toEqual(Array.from({ length: 14 }, (_, nth) => nth + 1));
});

it('tries again while the user pool does not answer, and drops nothing meanwhile', async () => {
  const world = await withTokens();
  world.session.isReachable = false;
  await pass(world, minutes(59) + 30_000, 1_000);
  expect(world.asked.length).toBeGreaterThan(2);
  world.server.say(general, 'still here');
  await world.pair.flush();
  expect([world.screen.status(), world.screen.seqs(general).at(-1)]).toEqual(['online', 5]);
  world.session.isReachable = true;
  await pass(world, 30_000, 1_000);
  expect(world.shown()).toEqual(['token-1']);
  expect([world.pair.handshakes(), world.screen.status()]).toEqual([1, 'online']);
});

it('lets go of a connection whose token ran out although it was tried, keeps what is unsent, and comes back', async () => {
  const world = await withTokens();
  world.session.isReachable = false;
  await pass(world, minutes(61), 1_000);
  expect(world.screen.status()).toBe('offline');
  await world.client.send(general, 'later');
  world.session.isReachable = true;
  await pass(world, minutes(2), 1_000);
  expect(world.screen.status()).toBe('online');
  expect(world.server.log(general).at(-1)).toMatchObject({ body: { text: 'later' } });
});

it('asks for a sign-in when there is no token any more, and keeps what is unsent', async () => {
  const world = await withTokens();
  await pass(world, minutes(58));
  world.pair.network.isUp = false;
  await world.client.send(general, 'kept');
  world.session.isOver = true;
  await pass(world, minutes(1));
  expect(world.screen.of('status').at(-1)).toMatchObject({
    status: { state: 'refused', refusal: { code: 'not_signed_in' } },
  });
  expect(await world.store.load()).toMatchObject([{ command: { text: 'kept' } }]);
});

it.each(['hello_again', 'unknown_request', 'not_signed_in'] as const)(
  'has another connection where a renewal is refused as %s: a server of another build, or a connection that is over',
  async (code) => {
    const world = await withTokens();
    world.server.refuses('connections.renew', code);
    await pass(world, minutes(59));
    expect([world.pair.handshakes(), world.server.sockets.size, world.screen.status()]).toEqual([2, 1, 'online']);
  },
);

it('asks again where the server is busy', async () => {
  const world = await withTokens();
  world.server.refuses('connections.renew', 'busy');
  await pass(world, minutes(59) + 30_000, 1_000);
  expect(world.shown()).toHaveLength(2);
  expect(world.pair.handshakes()).toBe(1);
});

it('has another connection when a request is told that this one is over', async () => {
  const world = await withTokens();
  await pass(world, minutes(2));
  world.server.refuses('messages.send', 'hello_again');
  await world.client.send(general, 'hi');
  await pass(world, 5_000, 1_000);
  expect([world.pair.handshakes(), world.server.sockets.size]).toEqual([2, 1]);
  expect(world.server.log(general).at(-1)).toMatchObject({ body: { text: 'hi' } });
});
