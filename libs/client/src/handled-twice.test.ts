import { expect, it } from 'vitest';
import type { Client } from './client';
import { anOpenClient, general } from './testing/a-client';
import { settled } from './testing/fake-clock';

/** A message is refused by how things stand, and its request is handled once more when they stand otherwise: `late`. */
const refusedOnce = async (code: 'not_allowed' | 'blocked') => {
  const world = await anOpenClient(3);
  const { client, pair, screen, server, store } = world;
  server.refuses('messages.send', code);
  const key = await client.send(general, 'hi');
  await settled();
  const [request] = pair.packets;
  await pair.flush();
  expect(screen.outgoing(general)).toMatchObject([{ key, state: 'failed' }]);
  const standing = () =>
    server.log(general).flatMap(({ author, kind, body }) => {
      const { text, deleted } = body as { text: string; deleted?: object };
      return author === 'ana' && kind === 'message.posted' && !deleted ? [text] : [];
    });
  const isDone = async () => {
    expect(screen.outgoing(general)).toEqual([]);
    expect(await store.load()).toEqual([]);
  };
  return { ...world, key, standing, isDone, late: () => request?.deliver() };
};

it.each(['not_allowed', 'blocked'] as const)(
  '[LOG-10] %s: is shown as said once a late double has said it',
  async (code) => {
    const { late, pair, standing, isDone } = await refusedOnce(code);
    late();
    await pair.flush();
    expect(standing()).toEqual(['hi']);
    await isDone();
  },
);

const wishes = [
  { wish: 'sent again', stands: ['hi'], asks: (client: Client, key: string) => client.retry(key) },
  {
    wish: 'sent again in other words',
    stands: ['other'],
    asks: (client: Client, key: string) => client.retry(key, 'other'),
  },
  { wish: 'given up', stands: [], asks: (client: Client, key: string) => client.discard(key) },
];
it.each(wishes.flatMap((one) => ['before', 'after'].map((when) => ({ ...one, when }))))(
  '[LOG-10] $wish $when a late double says it, what stands is $stands',
  async ({ when, stands, asks }) => {
    const { client, key, late, pair, standing, isDone } = await refusedOnce('not_allowed');
    if (when === 'after') late();
    pair.packets.length = 0;
    await asks(client, key);
    await pair.flush();
    late();
    await pair.flush();
    expect(standing()).toEqual(stands);
    await isDone();
  },
);
