import { limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, type Person } from '../testing/a-workspace';
import { keyNumber } from '../testing/stores';

const aConversationOfTwo = async () => {
  const workspace = aWorkspace();
  const [author, reader] = workspace.people('ana', 'bo');
  const { conversation } = await author.opensChannel('general', [reader]);
  return { ...workspace, author, reader, id: conversation.id };
};
const key = keyNumber(1_000_000);

describe('sending a message', () => {
  it('shows it to everybody who is in, on every connection, and in the log', async () => {
    const { author, reader, id } = await aConversationOfTwo();
    const [desk, phone, mine] = [await reader.connects(), await reader.connects(), await author.connects()];
    const entry = await author.says(id, 'hi');
    expect(entry).toMatchObject({ seq: 2, author: 'ana', n: 1, m: 1, kind: 'message.posted', body: { text: 'hi' } });
    for (const device of [desk, phone, mine]) expect(device.sees()).toEqual(['hi']);
    expect(await reader.reads(id)).toEqual(['hi']);
  });

  it('works over a socket as over HTTP', async () => {
    const { author, reader, id } = await aConversationOfTwo();
    const [mine, desk] = [await author.connects(), await reader.connects()];
    const { entry } = await mine.gets('messages.send', { conversationId: id, key, after: 1, text: 'hi' });
    expect(entry.seq).toBe(2);
    expect(desk.sees()).toEqual(['hi']);
  });

  it('[LOG-2] gives the same entry when the same key is sent again', async () => {
    const { author, reader, id } = await aConversationOfTwo();
    const entry = await author.says(id, 'hi', { key, after: 1 });
    expect(await author.says(id, 'hi', { key, after: 1 })).toEqual(entry);
    expect(await reader.reads(id)).toEqual(['hi']);
  });

  it('[LOG-2] gives the same entry at another door and another process, whatever the text says now', async () => {
    const { author, reader, id, restarts } = await aConversationOfTwo();
    const entry = await author.says(id, 'hi', { key, after: 1 });
    restarts();
    const socket = await author.connects();
    expect((await socket.gets('messages.send', { conversationId: id, key, after: 1, text: 'ho' })).entry).toEqual(
      entry,
    );
    expect(await reader.reads(id)).toEqual(['hi']);
  });

  it('[LOG-2] takes the same key of another author for another key', async () => {
    const { author, reader, id } = await aConversationOfTwo();
    await author.says(id, 'hi', { key });
    await reader.says(id, 'ho', { key });
    expect(await reader.reads(id)).toEqual(['hi', 'ho']);
  });

  it('is refused for a key that made something else', async () => {
    const { author } = await aConversationOfTwo();
    const { conversation } = await author.gets('conversations.open', { kind: 'channel', key, name: 'plans' });
    const send = { conversationId: conversation.id, key, after: 0, text: 'hi' };
    expect(await author.refusedFor('messages.send', send)).toBe('key_in_use');
    expect(await author.reads(conversation.id)).toEqual([]);
  });

  it('[DEL-1] is refused to those who are not in, or not any more, or where there is no such conversation', async () => {
    const { author, reader, id, people } = await aConversationOfTwo();
    const [stranger] = people('cy');
    const send = { conversationId: id, key, after: 1, text: 'hi' };
    expect(await stranger.refusedFor('messages.send', send)).toBe('not_a_member');
    await reader.leaves(id);
    expect(await reader.refusedFor('messages.send', send)).toBe('not_a_member');
    const nowhere = { ...send, conversationId: `c-${'0'.repeat(32)}` };
    expect(await author.refusedFor('messages.send', nowhere)).toBe('not_a_member');
    expect(await author.reads(id)).toEqual([]);
  });

  it('[LOG-4] tells someone who left after a lost reply that the message was posted', async () => {
    const { author, reader, id } = await aConversationOfTwo();
    const entry = await reader.says(id, 'hi', { key, after: 1 });
    await reader.leaves(id);
    expect(await reader.says(id, 'hi', { key, after: 1 })).toEqual(entry);
    expect(await author.reads(id)).toEqual(['hi']);
  });

  it('[LOG-4] [DEL-1] tells someone who is out by now what they wrote, and nothing that became of it since', async () => {
    const { author, reader, id } = await aConversationOfTwo();
    await author.changes('memberships.role', id, { personId: reader.id, role: 'moderator' });
    const entry = await reader.says(id, 'hi', { key, after: 1 });
    const { key: another } = await reader.says(id, 'ho');
    const { seq: target } = entry;
    await author.changes('messages.react', id, { target, emoji: '🎉' });
    const asKnown = await reader.says(id, 'hi', { key, after: 1 });
    expect(asKnown.body).toMatchObject({ reactions: { '🎉': [author.id] } });
    const { left } = await reader.leaves(id);
    expect(await reader.says(id, 'hi', { key, after: 1 })).toEqual(asKnown);
    await author.changes('messages.react', id, { target, emoji: '👀' });
    await author.changes('messages.delete', id, { target: target + 1 });
    const device = await reader.connects();
    expect((await reader.says(id, 'hi', { key, after: 1 })).body).toEqual({ text: 'hi' });
    expect((await reader.says(id, 'ho', { key: another, after: 1 })).body).toEqual({ text: 'ho' });
    expect(device.frames()).toEqual([]);
    expect(left).toBeGreaterThan(target);
  });

  it('[LOG-5] is refused for an `after` beyond the head, and for one more than 1,000 behind', async () => {
    const { author, id } = await aConversationOfTwo();
    const send = (after: number) => ({ conversationId: id, key, after, text: 'hi' });
    expect(await author.refusedFor('messages.send', send(2))).toBe('ahead_of_log');
    for (let said = 0; said < 1_000; said += 1) await author.says(id, 'x');
    expect(await author.refusedFor('messages.send', send(0))).toBe('too_far_behind');
    expect((await author.says(id, 'hi', { key, after: 1 })).seq).toBe(1_002);
  });

  it('is refused for text that fits a message but, escaped, no entry', async () => {
    const { author, id } = await aConversationOfTwo();
    const text = '\u0001'.repeat(5_000); // 5 KB of text, 30 KB of JSON
    const send = { conversationId: id, key, after: 1, text };
    expect(await author.refusedFor('messages.send', send)).toBe('too_large');
    expect(await author.reads(id)).toEqual([]);
  });

  it('may answer another message, which must stand there', async () => {
    const { author, reader, id } = await aConversationOfTwo();
    const { seq } = await author.says(id, 'Tea?');
    const send = { conversationId: id, key, after: seq, text: 'Yes', replyTo: seq };
    expect(await reader.gets('messages.send', send)).toMatchObject({ entry: { body: { text: 'Yes', replyTo: 2 } } });
    for (const replyTo of [1, 4, 99]) {
      const wrong = { ...send, key: keyNumber(1_000_000 + replyTo), replyTo };
      expect(await reader.refusedFor('messages.send', wrong)).toBe('message_not_found');
    }
  });

  it('may answer a message that is deleted: nobody loses their words to it', async () => {
    const { author, reader, id } = await aConversationOfTwo();
    await author.says(id, 'Tea?');
    await author.changes('messages.delete', id, { target: 2 });
    await reader.gets('messages.send', { conversationId: id, key, after: 3, text: 'Yes', replyTo: 2 });
    expect(await author.reads(id)).toEqual(['', 'Yes']);
  });
});

describe('a message that calls people by name', () => {
  const rowOf = async (person: Person, conversationId: string) =>
    (await person.gets('conversations.get', { conversationId })).row;

  it('[LOG-6] [SYNC-7] is noted on the rows of the members among them, not of its author, and pushed to them', async () => {
    const { author, reader, id, people } = await aConversationOfTwo();
    const [stranger] = people('cy');
    const [desk, mine] = [await reader.connects(), await author.connects()];
    await author.says(id, 'Hi <@bo>, <@ana> and <@cy> and <@bo> again');
    await author.says(id, 'nobody');
    const row = { conversationId: id, rev: 2, joined: 1, read: 1, readN: 0, mentions: [2] };
    expect(await rowOf(reader, id)).toEqual(row);
    expect(desk.rows()).toEqual([row]);
    expect(desk.seqs()).toEqual([2, 3]);
    expect(mine.rows()).toEqual([]);
    expect((await rowOf(author, id)).mentions).toBeUndefined();
    expect(await stranger.gets('conversations.list', {})).toEqual({ conversations: [] });
  });

  it('[LOG-2] is noted once, however often it is sent', async () => {
    const { author, reader, id, restarts } = await aConversationOfTwo();
    await author.says(id, '<@bo>', { key, after: 1 });
    restarts();
    await author.says(id, '<@bo>', { key, after: 1 });
    expect((await rowOf(reader, id)).mentions).toEqual([2]);
  });

  it('[LOG-6] is noted in full when many call at once, while who is called reads', async () => {
    const { author, reader, id, clock } = await aConversationOfTwo();
    const calls = Array.from({ length: 20 }, (_, nth) => author.says(id, `<@bo> ${nth}`, { after: 1 }));
    const readings = Array.from({ length: 20 }, () => reader.gets('delivery.read', { conversationId: id, seq: 1 }));
    await clock.pass(30_000);
    await Promise.all([...calls, ...readings]);
    expect((await rowOf(reader, id)).mentions).toEqual(Array.from({ length: 20 }, (_, nth) => nth + 2));
  });

  it('keeps the newest 100 on a row', async () => {
    const { author, reader, id } = await aConversationOfTwo();
    for (let nth = 0; nth < limits.keptMentions + 5; nth += 1) await author.says(id, `<@bo> ${nth}`);
    const { mentions } = await rowOf(reader, id);
    expect(mentions).toHaveLength(limits.keptMentions);
    expect([mentions?.[0], mentions?.at(-1)]).toEqual([7, limits.keptMentions + 6]);
  });

  it('costs a message that calls nobody no read', async () => {
    const rowsRead: string[] = [];
    const { people } = aWorkspace(({ inbox }) => ({
      inbox: { ...inbox, rowsOf: (id, ids) => (rowsRead.push(...ids), inbox.rowsOf(id, ids)) },
    }));
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensChannel('general', [bo]);
    rowsRead.length = 0;
    await ana.says(conversation.id, 'hi');
    expect(rowsRead).toEqual([]);
  });
});
