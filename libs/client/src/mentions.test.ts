import { expect, it } from 'vitest';
import { unreadMentions } from './mentions';
import { anOpenClient, random } from './testing/a-client';

const row = { conversationId: random, rev: 1, joined: 4, read: 4, readN: 3 };
const latest = { seq: 20, n: 18, at: 0, author: 'bo', kind: 'message.posted' };

it('[LOG-8] counts behind the marker what names me and what calls everyone, each message once', () => {
  const summary = { row: { ...row, mentions: [6, 9] }, latest: { ...latest, calls: [9, 12] } };
  expect(unreadMentions(summary)).toEqual([6, 9, 12]);
  expect(unreadMentions(summary, 9)).toEqual([12]);
  expect(unreadMentions({ row, latest })).toEqual([]);
});

it('[LOG-8] counts no call of my own, and none from before I came, however far back I mark as unread', () => {
  const calls = [2, 4, 5, 8];
  expect(unreadMentions({ row: { ...row, read: 0, ownCalls: [1, 8] }, latest: { ...latest, calls } })).toEqual([5]);
});

it('[LOG-8] knows from the newest entry alone what calls everyone, whatever came before it was lost', async () => {
  const { pair, screen, server } = await anOpenClient(3);
  server.converse(random, 1);
  await pair.flush();
  const told = () => screen.of('conversation').findLast(({ summary }) => summary.conversation.id === random)?.summary;
  server.say(random, '<!everyone> lost');
  pair.packets.length = 0;
  server.does(random, { kind: 'reaction.added', body: { target: 2, emoji: '👍' } });
  await pair.flush();
  expect(told()?.latest.calls).toEqual([3]);
  server.does(random, { kind: 'message.deleted', body: { target: 3 } }, 'bo');
  await pair.flush();
  expect(told()?.latest.calls).toBeUndefined();
});
