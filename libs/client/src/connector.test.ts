import { expect, it } from 'vitest';
import { Refused, Unreachable } from './failures';
import { aClient, anOpenClient, general, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

const minutes = (n: number) => n * 60_000;

it('says who I am, lists my conversations to the end, and is online', async () => {
  const { client, pair, screen, server } = aClient();
  for (const digit of [1, 2, 3, 4, 5]) server.converse(`c-${'0'.repeat(31)}${digit}`, digit);
  client.start();
  await pair.flush();
  expect(screen.statuses()).toEqual(['connecting', 'catching-up', 'online']);
  expect(screen.of('me')).toMatchObject([{ person: { id: 'ana' } }]);
  expect(screen.of('conversations').map(({ summaries }) => summaries.length)).toEqual([5]);
  expect(server.asked('connections.hello')).toMatchObject([{ body: { positions: [], build: 'test' } }]);
});

it('[UX-CONN-5] comes back within a window that doubles up to 60 s', async () => {
  const { clock, pair, screen } = await anOpenClient();
  pair.network.isUp = false;
  await pair.cut();
  const waits: number[] = [];
  for (let i = 0; i < 9; i += 1) {
    const { status } = screen.of('status').at(-1) ?? {};
    if (status?.state !== 'offline') throw new Error(`${status?.state} rather than offline`);
    waits.push(Math.round((status.retryAt - clock.now()) / 1_000));
    await clock.advance(status.retryAt - clock.now());
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

it('[UX-CONN-2] keeps saying since when all was level', async () => {
  const { clock, pair, screen } = await anOpenClient();
  await clock.advance(1_000);
  const since = clock.now();
  pair.network.isUp = false;
  await pair.cut();
  await clock.advance(30_000);
  expect(screen.of('status').at(-1)).toMatchObject({ status: { state: 'offline', since } });
});

it('[UX-CONN-5] comes back within the window that bye gives', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3, { random: () => 0.5 });
  server.push({ type: 'bye', reason: 'shutting_down', reconnectAfterMs: 30_000 });
  await pair.flush();
  expect(screen.of('status').at(-1)).toMatchObject({ status: { state: 'offline', retryAt: clock.now() + 15_000 } });
  await clock.advance(15_000);
  await pair.flush();
  expect(screen.status()).toBe('online');
});

it('asks for another token when bye says that the old one expired', async () => {
  const asked: (boolean | undefined)[] = [];
  const token = async (options?: { fresh?: boolean }) => {
    asked.push(options?.fresh);
    return 'token';
  };
  const { clock, pair, server } = await anOpenClient(3, { token });
  const before = asked.length;
  server.push({ type: 'bye', reason: 'token_expired' });
  await pair.flush();
  await clock.advance(2_000);
  await pair.flush();
  expect(asked.slice(before)[0]).toBe(true);
});

it('[SYNC-6] pings every four minutes, whatever the traffic', async () => {
  const { clock, pair, server } = await anOpenClient();
  for (let i = 0; i < 8; i += 1) {
    server.say(general, 'traffic');
    await pair.flush();
    await clock.advance(minutes(1));
    await pair.flush();
  }
  expect(server.asked('connections.ping').map(({ body }) => body)).toMatchObject([
    { positions: [{ conversationId: general, seq: 8 }] },
    { positions: [{ conversationId: general, seq: 12 }] },
  ]);
  expect(server.asked('connections.hello')).toHaveLength(1); // nothing was behind, and the digest said so
});

it('[SYNC-6] a ping notices the loss of the very last entry, and leads to a hello on the same connection', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3);
  server.say(general, 'lost');
  pair.packets.length = 0;
  await clock.advance(minutes(4));
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4, 5]);
  expect(server.asked('connections.hello')).toHaveLength(2);
  expect(pair.handshakes()).toBe(1);
});

it('[F26] drops a half-open socket whose ping stays unanswered for 10 s', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient();
  server.settings.isDeaf = true;
  client.probe();
  await pair.flush();
  await clock.advance(9_999);
  expect(screen.status()).toBe('online');
  await clock.advance(1);
  expect(screen.status()).toBe('offline');
  server.settings.isDeaf = false;
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.status()).toBe('online');
  expect(server.sockets.size).toBe(1);
});

it('[UX-CONN-3] a probe connects at once instead of waiting', async () => {
  const { client, clock, pair, screen } = await anOpenClient();
  pair.network.isUp = false;
  await pair.cut();
  await clock.advance(100_000);
  pair.network.isUp = true;
  client.probe();
  await pair.flush();
  expect(screen.status()).toBe('online');
});

/** Everything that happens in so many minutes, one after the other. */
const minutesPass = async ({ clock, pair }: World, count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) {
    await clock.advance(minutes(1));
    await pair.flush();
  }
};

it('[UX-CONN-4] opens the next connection before the old one must end, and shows nothing of it', async () => {
  const world = await anOpenClient();
  const { client, clock, pair, screen, server } = world;
  const before = screen.statuses();
  // The server said 105 minutes: all pings until a minute before their end.
  await minutesPass(world, 103);
  expect(pair.handshakes()).toBe(1);
  await clock.advance(minutes(1));
  pair.packets.shift()?.deliver(); // the second handshake; its hello is on the way
  await settled();
  expect([pair.handshakes(), server.sockets.size]).toEqual([2, 2]);
  await client.send(general, 'over the old one');
  await pair.flush();
  expect(server.sockets.size).toBe(1);
  // Answered by the connection that it was asked on, before that one closed.
  expect(server.asked('messages.send').map(({ door }) => door)).toEqual(['socket']);
  server.say(general, 'over the new one');
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(screen.statuses()).toEqual(before);
});

it('[UX-CONN-4] opens it with the token that is held: that was renewed lately', async () => {
  const fresh: boolean[] = [];
  const world = await anOpenClient(3, { token: async (options) => (fresh.push(options?.fresh ?? false), 'token') });
  world.server.settings.tokenMs = minutes(600);
  await minutesPass(world, 59);
  fresh.length = 0;
  await minutesPass(world, 45);
  expect([world.pair.handshakes(), world.server.sockets.size, world.screen.status()]).toEqual([2, 1, 'online']);
  expect(fresh).toEqual([false]);
});

it('keeps the old connection while the next one does not open', async () => {
  const { clock, pair, screen, server } = await anOpenClient();
  const before = screen.statuses();
  const { connect } = server;
  server.connect = () => undefined;
  for (let i = 0; i < 104; i += 1) {
    await clock.advance(minutes(1));
    await pair.flush();
  }
  expect([pair.handshakes(), server.sockets.size]).toEqual([2, 1]);
  server.connect = connect;
  await clock.advance(1_000);
  await pair.flush();
  expect([pair.handshakes(), server.sockets.size]).toEqual([3, 1]);
  expect(screen.statuses()).toEqual(before);
});

it('[F8] offers chat.v1 and the bearer token, and no token in the address', async () => {
  const offered: [string, string[]][] = [];
  const { pair } = aClient();
  class Recorded extends pair.WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      offered.push([url, protocols]);
    }
  }
  const world = aClient({ pair: { ...pair, WebSocket: Recorded } });
  world.client.start();
  await settled();
  expect(offered).toEqual([['ws://parley.test/ws', ['chat.v1', 'bearer.token']]]);
});

it('an expired token: a fresh one is tried once, and the next handshake has it', async () => {
  let held = 'old';
  const token = async (options?: { fresh?: boolean }) => (options?.fresh ? (held = 'token') : held);
  const { client, clock, pair, screen } = aClient({ token });
  client.start();
  await pair.flush();
  expect(screen.status()).toBe('offline');
  await clock.advance(1_000);
  await pair.flush();
  expect(screen.status()).toBe('online');
});

it('a token that is refused twice: the session is over, and nothing more is tried', async () => {
  const { client, clock, pair, screen } = aClient({ token: async () => 'revoked' });
  client.start();
  await pair.flush();
  expect(screen.of('status').at(-1)).toMatchObject({
    status: { state: 'refused', refusal: { code: 'not_signed_in' } },
  });
  const tries = pair.handshakes();
  await clock.advance(minutes(10));
  expect(pair.handshakes()).toBe(tries);
});

it.each(['foreign_origin', 'no_profile'] as const)('a failed handshake is asked about over HTTP: %s', async (code) => {
  const { client, pair, screen, server } = aClient();
  server.connect = () => undefined;
  server.refuses('people.me', code);
  client.start();
  await pair.flush();
  expect(screen.of('status').at(-1)).toMatchObject({ status: { state: 'refused', refusal: { code } } });
});

it('a hello that is refused for the person ends the session too', async () => {
  const { client, pair, screen, server } = aClient();
  server.refuses('connections.hello', 'no_profile');
  client.start();
  await pair.flush();
  expect(screen.of('status').at(-1)).toMatchObject({ status: { state: 'refused', refusal: { code: 'no_profile' } } });
  expect(server.sockets.size).toBe(0);
});

it('signed out: refused without asking anybody; cannot tell: offline', async () => {
  const out = aClient({ token: async () => null });
  out.client.start();
  await settled();
  expect(out.screen.of('status').at(-1)).toMatchObject({ status: { refusal: { code: 'not_signed_in' } } });
  const unsure = aClient({ token: () => Promise.reject(new Error('offline')) });
  unsure.client.start();
  await settled();
  expect(unsure.screen.status()).toBe('offline');
  expect([...out.pair.packets, ...unsure.pair.packets]).toEqual([]);
});

it('[F19] ignores frames that are none of the protocol', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.push({ message: 'Internal server error', connectionId: 'x', requestId: 'y' } as never);
  server.push({ type: 'signal', typing: true } as never);
  await pair.flush();
  server.say(general, 'hi');
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4, 5]);
  expect(screen.status()).toBe('online');
});

it('an answer that does not parse is no answer', async () => {
  const { client, pair, server } = await anOpenClient();
  const { http } = server;
  server.http = (request) => ({ ...http(request), text: '{"entries":"none"}' });
  const asked = expect(client.ask('messages.history', { conversationId: general })).rejects.toThrow(/not understood/);
  await pair.flush();
  await asked;
});

it('[F40] a page of HTML from something in between is unreachable, not a refusal', async () => {
  const { client, pair, server } = await anOpenClient();
  server.http = () => ({ status: 403, text: '<html>Blocked</html>' });
  const asked = expect(client.ask('messages.history', { conversationId: general })).rejects.toThrow(Unreachable);
  await pair.flush();
  await asked;
});

it('a refusal rejects with its code', async () => {
  const { client, pair } = await anOpenClient();
  const refused = client
    .ask('conversations.get', { conversationId: `c-${'f'.repeat(32)}` })
    .catch((error: unknown) => error);
  await pair.flush();
  expect(await refused).toBeInstanceOf(Refused);
  expect(await refused).toMatchObject({ refusal: { code: 'not_a_member' } });
});

it('a request that no frame holds goes over HTTP', async () => {
  const { client, pair, server } = await anOpenClient();
  await client.send(general, '\n"'.repeat(8_000)); // 16 KB of text, 32 KB as JSON
  await pair.flush();
  expect(server.asked('messages.send')).toMatchObject([{ door: 'http' }]);
});

it('gives HTTP 30 s', async () => {
  const { client, clock, pair } = await anOpenClient();
  const asked = client.ask('messages.history', { conversationId: general }).catch((error: unknown) => error);
  await settled();
  pair.packets.length = 0;
  await clock.advance(30_000);
  expect(await asked).toMatchObject({ name: 'Unreachable', message: 'The server did not answer in time.' });
});

it('after stop nothing is told, asked or waited for', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient();
  await client.stop();
  expect(screen.status()).toBe('stopped');
  const told = screen.events.length;
  server.say(general, 'hi');
  await clock.advance(minutes(10));
  await pair.flush();
  expect(screen.events).toHaveLength(told);
  expect(clock.timers()).toBe(0);
  expect(server.sockets.size).toBe(0);
  await expect(client.ask('people.me', {})).rejects.toThrow(Unreachable);
});

it('[UX-CONN-3] notices by the clock that the machine slept, and has another connection at once', async () => {
  const { clock, pair, screen, server } = await anOpenClient();
  server.say(general, 'while it slept');
  pair.packets.length = 0; // the socket died without a word
  server.settings.isDeaf = true;
  await clock.sleep(minutes(30));
  await pair.flush();
  await clock.advance(10_000);
  server.settings.isDeaf = false;
  await clock.advance(2_000);
  await pair.flush();
  expect(screen.status()).toBe('online');
  expect(screen.entries(general).at(-1)).toMatchObject({ body: { text: 'while it slept' } });
});

it('[UX-CONN-3] after a short sleep pings at once, not when the next ping is due', async () => {
  const { clock, pair, server } = await anOpenClient();
  await clock.sleep(150_000);
  await pair.flush();
  expect(server.asked('connections.ping')).toHaveLength(1);
  expect(pair.handshakes()).toBe(1);
});

it('[UX-CONN-3] where timers did not count the sleep, a probe sees that the connection is past its end', async () => {
  const { client, clock, pair, screen } = await anOpenClient();
  const { now } = clock;
  clock.now = () => now() + minutes(180);
  client.probe();
  await pair.flush();
  expect([pair.handshakes(), screen.status()]).toEqual([2, 'online']);
});

it('[UX-CONN-3] after a sleep of three hours another connection is opened, whether the old one answers or not', async () => {
  const { clock, pair, screen, server } = await anOpenClient();
  server.settings.isDeaf = true;
  await clock.sleep(minutes(180));
  expect(pair.packets.map(({ what }) => what)).toContain('handshake');
  server.settings.isDeaf = false;
  await pair.flush();
  expect([pair.handshakes(), screen.status()]).toEqual([2, 'online']);
});

it('[UX-CONN-3] a socket that answers nothing for 10 s is given up for another, and the request goes over HTTP', async () => {
  const { client, clock, pair, screen, server } = await anOpenClient();
  server.settings.isDeaf = true;
  const asked = client.ask('conversations.get', { conversationId: general });
  await pair.flush();
  await clock.advance(10_000);
  server.settings.isDeaf = false;
  await pair.flush();
  expect(await asked).toMatchObject({ conversation: { id: general } });
  expect(server.asked('conversations.get')).toMatchObject([{ door: 'http' }]);
  expect([pair.handshakes(), screen.status()]).toEqual([2, 'online']);
});

it('[UX-CONN-5] after a refusal that says how long, waits for that and then not all at once', async () => {
  const { clock, pair, screen, server } = await anOpenClient(3, { random: () => 0.5 });
  await pair.cut();
  server.refuses('connections.hello', 'busy', { retryAfterMs: 20_000 });
  await clock.advance(1_000);
  await pair.flush();
  expect(screen.of('status').at(-1)).toMatchObject({ status: { retryAt: clock.now() + 20_000 + 1_000 } });
});

it('frames, kinds, signals and refusal codes of a newer server break nothing', async () => {
  const { client, pair, screen, server } = await anOpenClient();
  const newer = {
    seq: 5,
    at: 1,
    author: 'bo',
    key: '01KB3W9M6Q0000000000000099',
    n: 3,
    m: 1,
    kind: 'poll.opened',
    body: 1,
  };
  for (const frame of [
    { type: 'hologram', conversationId: general },
    { type: 'signal', signal: { kind: 'wave', conversationId: general } },
    { type: 'entries', conversationId: general, entries: [newer] },
  ])
    server.push(frame as never);
  server.refuses('messages.send', 'busy', { code: 'too_early_in_the_day' as never });
  await client.send(general, 'hi');
  await pair.flush();
  expect(screen.seqs(general)).toEqual([1, 2, 3, 4, 5]);
  expect(screen.status()).toBe('online');
  expect([...screen.of('typing'), ...screen.of('receipts')]).toEqual([]);
  expect(screen.outgoing(general)).toMatchObject([{ text: 'hi', state: 'waiting' }]); // tried again later
});
