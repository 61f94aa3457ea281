import { limits } from '@parley/protocol';
import { expect, it } from 'vitest';
import { anOpenClient, general, random, type World } from './testing/a-client';
import { settled } from './testing/fake-clock';

/** I am brought into a conversation, and the first answer that says what it is stays on its way. */
const withLateAnswer = async () => {
  const world = await anOpenClient(3);
  const { pair, server } = world;
  server.converse(random, 2);
  for (const packet of pair.packets.splice(0)) if (packet.what === '← inbox') packet.deliver();
  await settled();
  pair.packets.shift()?.deliver();
  const late = pair.packets.shift();
  return { ...world, late: () => late?.deliver() };
};
const opened = async ({ client, pair }: World) => {
  const opening = client.open(random);
  await pair.flush();
  await opening;
};
/** Three rounds of pings, and what they lead to. */
const rest = async ({ clock, pair }: World) => {
  for (let i = 0; i < 14; i += 1) {
    await pair.flush();
    await clock.advance(61_000);
  }
  await pair.flush();
};

it('lists what overtook the first summary of a log that is open, in its order', async () => {
  const world = await withLateAnswer();
  const { late, pair, screen, server } = world;
  server.say(random, 'four');
  server.does(random, { kind: 'conversation.renamed', body: { name: 'plans' } });
  server.does(random, { kind: 'message.edited', body: { target: 4, text: 'edited' } }, 'bo', 4);
  const [four, renamed, edited] = pair.packets.splice(0);
  for (const packet of [four, edited, renamed]) packet?.deliver();
  await settled();
  await opened(world);
  late();
  await rest(world);
  expect(screen.summary(random)).toEqual(server.summary(random));
});

it('[SYNC-6] learns a name that was lost before the first summary came, of a log that is open', async () => {
  const world = await withLateAnswer();
  const { late, pair, screen, server } = world;
  server.does(random, { kind: 'conversation.renamed', body: { name: 'plans' } });
  for (let i = 0; i < 2 * limits.historyEntries; i += 1) server.say(random, 'what comes after it');
  pair.packets.length = 0;
  await opened(world);
  late();
  await rest(world);
  expect(screen.summary(random)).toEqual(server.summary(random));
});

it('lists a conversation that I am brought back to, where an answer from before I came out of it was late', async () => {
  const world = await anOpenClient(3);
  const { client, pair, screen, server } = world;
  server.converse(random, 2);
  await pair.flush();
  const asked = client.ask('conversations.get', { conversationId: random });
  await settled();
  pair.packets.shift()?.deliver();
  const late = pair.packets.shift();
  server.changeRow(random, { left: 3 });
  await pair.flush();
  late?.deliver();
  await asked;
  const told = screen.of('conversation').length;
  server.changeRow(random, { left: undefined as never });
  await rest(world);
  expect(screen.of('conversation').slice(told)).toMatchObject([{ summary: { conversation: { id: random } } }]);
});

it.each([
  { ms: 0, refused: ['conversations.get'] },
  { ms: 120_000, refused: ['conversations.get'] },
  { ms: 120_000, refused: ['conversations.get', 'conversations.list', 'conversations.list'] },
])(
  '[SYNC-6] lists what stands where the session was over, $ms ms after it began, when it asked: $refused',
  async ({ ms, refused }) => {
    const world = await anOpenClient(3);
    const { clock, pair, screen, server } = world;
    await clock.advance(ms);
    await pair.flush();
    server.does(general, { kind: 'conversation.renamed', body: { name: 'plans' } });
    server.does(general, { kind: 'message.edited', body: { target: 4, text: 'edited' } }, 'bo', 4);
    for (const type of refused) server.refuses(type, 'not_signed_in');
    pair.packets.reverse();
    await rest(world);
    expect(screen.status()).toBe('online');
    expect(screen.summary(general)).toEqual(server.summary(general));
  },
);

it('asks a server a few times that tells of less than it pushed, not for ever', async () => {
  const { pair, server } = await anOpenClient(3);
  server.converse(random, 2);
  pair.packets.length = 0;
  const change = { kind: 'reaction.added' as const, body: { target: 3, emoji: '👍' } };
  const entry = { ...server.log(random)[2]!, seq: 9, ...change };
  server.push({ type: 'entries', conversationId: random, entries: [entry] });
  for (let i = 0; i < 100; i += 1) {
    pair.packets.shift()?.deliver();
    await settled();
  }
  expect(server.asked('conversations.get').length).toBeLessThan(5);
});
