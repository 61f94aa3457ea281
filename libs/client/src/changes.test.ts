import { expect, it } from 'vitest';
import { versionOf } from './messages';
import { anOpenClient, general } from './testing/a-client';
import { settled } from './testing/fake-clock';

/** Ana said `hi` as entry 5. */
const anAuthor = async () => {
  const world = await anOpenClient(3);
  await world.client.send(general, 'hi');
  await world.pair.flush();
  return world;
};

it('[UX-EDIT-1] an edit shows at once, and settles to the server’s', async () => {
  const { client, pair, screen, server } = await anAuthor();
  await client.edit(general, 5, 'hello');
  expect(screen.message(general, 5)).toMatchObject({ text: 'hello' });
  expect(screen.changes(general)).toMatchObject([{ change: { type: 'messages.edit', basedOn: 5 } }]);
  await pair.flush();
  expect(screen.changes(general)).toEqual([]);
  expect(screen.message(general, 5)).toMatchObject({ text: 'hello', rev: 6, edited: { seq: 6 } });
  expect(server.log(general)[4]).toMatchObject({ body: { text: 'hello' } });
});

it('[UX-EDIT-3] of two edits the first wins, and the second keeps both texts until it is sent again or given up', async () => {
  const { client, pair, screen, server } = await anAuthor();
  const version = versionOf(screen.message(general, 5)!);
  server.does(general, { kind: 'message.edited', body: { target: 5, text: 'from my phone' } }, 'ana', 5);
  await pair.flush();
  const key = await client.edit(general, 5, 'from my laptop', version);
  await client.send(general, 'not held');
  await pair.flush();
  expect(screen.message(general, 5)).toMatchObject({ text: 'from my phone' });
  expect(screen.changes(general)).toMatchObject([
    { key, state: 'failed', change: { text: 'from my laptop' }, refusal: { code: 'edit_conflict' } },
  ]);
  expect(server.log(general).at(-1)).toMatchObject({ body: { text: 'not held' } });
  await client.retry(key, 'from both');
  await pair.flush();
  expect(screen.changes(general)).toEqual([]);
  expect(screen.message(general, 5)).toMatchObject({ text: 'from both' });
});

it('an edit of an edit that is still on its way is no conflict with myself', async () => {
  const { client, pair, screen, server } = await anAuthor();
  await client.edit(general, 5, 'one');
  await settled(); // it is on its way
  await client.edit(general, 5, 'two');
  await pair.flush();
  expect(screen.changes(general)).toEqual([]);
  expect(screen.message(general, 5)).toMatchObject({ text: 'two' });
  expect(server.asked('messages.edit').map(({ body }) => (body as { basedOn: number }).basedOn)).toEqual([5, 6]);
});

it('an edit of an edit that was not tried yet is one', async () => {
  const { client, pair, screen, server } = await anAuthor();
  await client.send(general, 'before it');
  await client.edit(general, 5, 'one');
  await client.edit(general, 5, 'two');
  await pair.flush();
  expect(screen.message(general, 5)).toMatchObject({ text: 'two' });
  expect(server.asked('messages.edit')).toHaveLength(1);
});

it('[UX-EDIT-2] a deleted message keeps its place without its text', async () => {
  const { client, pair, screen } = await anAuthor();
  await client.edit(general, 5, 'hello');
  await client.delete(general, 5);
  expect(screen.message(general, 5)).toMatchObject({ text: '', deleted: { by: 'ana' } });
  await pair.flush();
  expect(screen.changes(general)).toEqual([]);
  expect(screen.message(general, 5)).toMatchObject({ text: '', rev: 7, deleted: { by: 'ana' } });
});

it('[UX-REACT-1] shows a reaction at once, and takes it back when it is refused', async () => {
  const { client, pair, screen, server } = await anOpenClient(3);
  server.refuses('messages.react', 'too_many_reactions');
  await client.react(general, 2, '👍');
  expect(screen.message(general, 2)).toMatchObject({ reactions: { '👍': ['ana'] } });
  await pair.flush();
  expect(screen.message(general, 2)).toMatchObject({ reactions: {} });
  expect(screen.of('refused')).toMatchObject([
    { conversationId: general, change: { type: 'messages.react', target: 2 }, refusal: { code: 'too_many_reactions' } },
  ]);
});

it('[UX-REACT-1] the same reaction again is one, also where another device was first', async () => {
  const { client, pair, screen, server } = await anOpenClient(3);
  await client.react(general, 2, '👍');
  await client.react(general, 2, '👍');
  server.does(general, { kind: 'reaction.added', body: { target: 2, emoji: '👍' } }, 'ana');
  await pair.flush();
  expect(screen.message(general, 2)).toMatchObject({ reactions: { '👍': ['ana'] } });
  expect([screen.of('refused'), screen.changes(general)]).toEqual([[], []]);
});

it('[UX-REACT-1] a reaction that is taken back before it left is not sent', async () => {
  const { client, pair, screen, server } = await anOpenClient(3);
  await client.send(general, 'before it');
  await client.react(general, 2, '👍');
  await client.unreact(general, 2, '👍');
  await pair.flush();
  expect(server.asked('messages.react')).toEqual([]);
  expect(server.asked('messages.unreact')).toEqual([]);
  expect(screen.message(general, 2)).toMatchObject({ reactions: {} });
});

it('changes that were made offline survive a reload, and arrive in their order', async () => {
  const world = await anAuthor();
  world.pair.network.isUp = false;
  await world.pair.cut();
  await world.client.edit(general, 5, 'hello');
  await world.client.react(general, 2, '🎉');
  await world.client.send(general, 'and more');
  await world.client.rename(general, 'lounge');
  const { client, pair, screen, server } = await world.reload();
  pair.network.isUp = true;
  client.start();
  await pair.flush();
  expect(
    server
      .log(general)
      .map(({ kind }) => kind)
      .slice(5),
  ).toEqual(['message.edited', 'reaction.added', 'message.posted', 'conversation.renamed']);
  expect(screen.of('conversation').at(-1)?.summary.conversation.name).toBe('lounge');
});

it('somebody else’s renaming is heard, and an older summary does not bring the old name back', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.does(general, { kind: 'conversation.renamed', body: { name: 'lounge' } });
  await pair.flush();
  expect(screen.of('conversation').at(-1)?.summary.conversation.name).toBe('lounge');
});

it('an answer keeps what it answers', async () => {
  const { client, pair, screen, server } = await anOpenClient(3);
  await client.send(general, 'yes', { replyTo: 2 });
  expect(screen.outgoing(general)).toMatchObject([{ text: 'yes', replyTo: 2 }]);
  await pair.flush();
  expect(server.log(general).at(-1)).toMatchObject({ body: { text: 'yes', replyTo: 2 } });
});

it('puts somebody out, and says so where that is refused', async () => {
  const { client, pair, screen, server } = await anOpenClient(3);
  await client.removeMember(general, 'bo');
  await pair.flush();
  expect(server.log(general).at(-1)).toMatchObject({ kind: 'member.removed', body: { personId: 'bo' } });
  server.refuses('memberships.remove', 'not_allowed');
  await client.removeMember(general, 'cy');
  await pair.flush();
  expect(screen.of('refused')).toMatchObject([{ refusal: { code: 'not_allowed' } }]);
});
