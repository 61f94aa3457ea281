import { expect, it } from 'vitest';
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

it.each(['before', 'after'])('[LOG-10] sent again, %s a late double says it, it stands once', async (when) => {
  const { client, key, late, pair, standing, isDone } = await refusedOnce('not_allowed');
  if (when === 'after') late();
  pair.packets.length = 0;
  await client.retry(key);
  await pair.flush();
  late();
  await pair.flush();
  expect(standing()).toEqual(['hi']);
  await isDone();
});

it.each(['before', 'after'])(
  '[LOG-10] sent again in other words, %s a late double says it, those alone stand',
  async (when) => {
    const { client, key, late, pair, standing, isDone } = await refusedOnce('not_allowed');
    if (when === 'after') late();
    pair.packets.length = 0;
    await client.retry(key, 'other words');
    await pair.flush();
    late();
    await pair.flush();
    expect(standing()).toEqual(['other words']);
    await isDone();
  },
);

it.each(['before', 'after'])('[LOG-10] given up, %s a late double says it, it does not stand', async (when) => {
  const { client, key, late, pair, standing, isDone } = await refusedOnce('not_allowed');
  if (when === 'after') late();
  pair.packets.length = 0;
  await client.discard(key);
  await pair.flush();
  late();
  await pair.flush();
  expect(standing()).toEqual([]);
  await isDone();
});
