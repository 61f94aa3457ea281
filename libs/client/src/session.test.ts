import { expect, it } from 'vitest';
import { aClient, anOpenClient, general } from './testing/a-client';
import { settled } from './testing/fake-clock';

it('401 in mid-session: a request that is refused for its token leads to a connection with a fresh one', async () => {
  const asked: boolean[] = [];
  const token = async ({ fresh = false } = {}) => {
    asked.push(fresh);
    return 'token';
  };
  const { client, clock, pair, screen, server } = await anOpenClient(3, { token });
  await clock.advance(60_000);
  await pair.flush();
  asked.length = 0;
  server.refuses('messages.send', 'not_signed_in');
  await client.send(general, 'hi');
  await pair.flush();
  expect(asked).toEqual([true]);
  expect([pair.handshakes(), server.sockets.size, screen.status()]).toEqual([2, 1, 'online']);
  await clock.advance(2_000);
  await pair.flush();
  expect(server.log(general).at(-1)).toMatchObject({ author: 'ana', body: { text: 'hi' } });
});

it('401 in mid-session, and no other token: the session is over, and what is unsent stays', async () => {
  const session = { token: 'token' as string | null };
  const { client, clock, pair, screen, server, store } = await anOpenClient(3, { token: async () => session.token });
  await clock.advance(60_000);
  await pair.flush();
  session.token = null; // signed out in another tab
  server.refuses('messages.send', 'not_signed_in');
  await client.send(general, 'hi');
  await pair.flush();
  expect(screen.of('status').at(-1)).toMatchObject({ status: { refusal: { code: 'not_signed_in' } } });
  expect(server.sockets.size).toBe(0);
  expect(await store.load()).toMatchObject([{ command: { text: 'hi' } }]);
});

it('suspended in mid-session: what is refused for the person ends the session, though the socket stays open', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  server.refuses('connections.ping', 'no_profile');
  server.refuses('connections.hello', 'no_profile');
  await clock.advance(240_000);
  await pair.flush();
  expect(screen.of('status').at(-1)).toMatchObject({ status: { state: 'refused', refusal: { code: 'no_profile' } } });
});

it('a door that refuses the token while the other takes it makes no storm of connections', async () => {
  const { client, clock, pair, server } = await anOpenClient(3);
  for (let i = 0; i < 500; i += 1) server.refuses('messages.send', 'not_signed_in');
  await client.send(general, 'hi');
  for (let i = 0; i < 120; i += 1) {
    await clock.advance(1_000);
    await pair.flush();
  }
  expect(pair.handshakes()).toBeLessThan(6);
});

it('a token that does not come holds a try for 10 s, and the question why it failed for 10 s more', async () => {
  const hangs = { now: true };
  const token = () => (hangs.now ? new Promise<string>(() => undefined) : Promise.resolve('token'));
  const { client, clock, pair, screen } = aClient({ token });
  client.start();
  await settled();
  await clock.advance(20_000);
  expect(screen.status()).toBe('offline');
  hangs.now = false;
  await clock.advance(1_000);
  await pair.flush();
  expect(screen.status()).toBe('online');
});

it('suspended: says so while the token is good, keeps what is unsent, and sends it once the person is let in again', async () => {
  // The user pool gives no fresh token to somebody who is shut out: asked for one, the session would be over.
  const pool = { isShut: false };
  const token = async ({ fresh = false } = {}) => (fresh && pool.isShut ? null : 'token');
  const { client, clock, pair, screen, server, store } = await anOpenClient(3, { token });
  pool.isShut = true;
  server.refuses('connections.hello', 'suspended');
  server.push({ type: 'bye', reason: 'suspended' });
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.of('status').at(-1)).toMatchObject({ status: { state: 'refused', refusal: { code: 'suspended' } } });
  server.refuses('messages.send', 'suspended');
  await client.send(general, 'not lost');
  await pair.flush();
  expect(await store.load()).toMatchObject([{ command: { text: 'not lost' } }]);

  pool.isShut = false;
  client.probe();
  await pair.flush();
  expect(screen.status()).toBe('online');
  await clock.advance(60_000);
  await pair.flush();
  expect(server.log(general).filter(({ author }) => author === 'ana')).toMatchObject([{ body: { text: 'not lost' } }]);
  expect(await store.load()).toEqual([]);
});
