import { limits, utf8Bytes } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, type Person } from '../testing/a-workspace';

const allOf = async (reader: Pick<Person, 'gets'>) => {
  const pages: string[][] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await reader.gets('conversations.list', cursor ? { cursor } : {});
    pages.push(page.conversations.map(({ conversation }) => conversation.id));
    cursor = page.cursor;
  }
  return pages;
};

describe('listing conversations', () => {
  it('gives mine, each with my row and its newest entry', async () => {
    const { people, clock } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const { conversation, row } = await ana.opensChannel('general', [bo]);
    await bo.opensChannel('theirs');
    await bo.says(conversation.id, 'hi');
    expect(await ana.gets('conversations.list', {})).toEqual({
      conversations: [
        {
          conversation,
          row,
          latest: { seq: 2, n: 1, at: clock.now(), author: 'bo', kind: 'message.posted', preview: 'hi' },
        },
      ],
    });
  });

  it('shows the first 120 characters of the newest message, and cuts no character in half', async () => {
    const { people } = aWorkspace();
    const [ana] = people('ana');
    const { conversation } = await ana.opensChannel('general');
    await ana.says(conversation.id, '🦜'.repeat(130));
    const { latest } = await ana.gets('conversations.get', { conversationId: conversation.id });
    expect(latest.preview).toBe('🦜'.repeat(120));
  });

  it('keeps a hidden one, with what is needed to know that it is hidden', async () => {
    const { people } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensDirect(bo);
    await ana.leaves(conversation.id);
    const { conversations } = await ana.gets('conversations.list', {});
    expect(conversations).toMatchObject([{ row: { hiddenAt: 1, hiddenN: 0 }, latest: { seq: 1, n: 0 } }]);
  });

  it('shows the newest message as it is now, whatever happened to it and to others since', async () => {
    const { people, clock } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensChannel('general', [bo]);
    const { id } = conversation;
    const latest = async () => (await bo.gets('conversations.get', { conversationId: id })).latest;
    const { seq: first } = await ana.says(id, 'first');
    await clock.pass(1_000);
    const { seq: target, at } = await ana.says(id, 'secnd');
    const message = { n: 2, at, author: 'ana', kind: 'message.posted' };
    await clock.pass(1_000);
    for (const emoji of ['👍', '🎉', '🚀', '👀', '❤️', '🔥', '💯', '🙏', '👏', '😀', '😎', '🤝']) {
      await bo.changes('messages.react', id, { target: first, emoji });
      await bo.changes('messages.unreact', id, { target: first, emoji });
    }
    expect(await latest()).toEqual({ ...message, seq: 27, shown: target, preview: 'secnd' });
    await ana.changes('messages.edit', id, { target, basedOn: target, text: 'second' });
    expect(await latest()).toEqual({ ...message, seq: 28, shown: target, preview: 'second' });
    await ana.changes('messages.delete', id, { target });
    expect(await latest()).toEqual({ ...message, seq: 29, shown: target });
    await ana.gets('messages.discard', {
      conversationId: id,
      key: '7'.repeat(26),
      after: 29,
      deleteKey: '6'.repeat(26),
    });
    expect(await latest()).toEqual({ ...message, seq: 30, shown: target });
    await ana.changes('conversations.rename', id, { name: 'plans' });
    expect(await latest()).toEqual({ seq: 31, n: 2, at: clock.now(), author: 'ana', kind: 'conversation.renamed' });
  });

  it('goes on page by page, past what I left, by count over HTTP and by bytes on a socket', async () => {
    const { people } = aWorkspace();
    const [ana] = people('ana');
    const mine = new Set<string>();
    for (let nth = 0; nth < 230; nth += 1) mine.add((await ana.opensChannel('n'.repeat(80))).conversation.id);
    for (const id of [...mine].sort().slice(0, 120)) {
      await ana.leaves(id);
      mine.delete(id);
    }
    const pages = await allOf(ana);
    expect(pages.map(({ length }) => length)).toEqual([0, 80, 30]);
    expect(pages.flat()).toEqual([...mine].sort());
    const socket = await ana.connects();
    const small = await allOf(socket);
    expect(small[1]!.length).toBeLessThan(80);
    expect(small.flat()).toEqual([...mine].sort());
    const [, first] = [...mine].sort();
    const frame = await socket.asks('conversations.list', { cursor: first! });
    expect(utf8Bytes(JSON.stringify(frame))).toBeLessThanOrEqual(limits.frameBytes);
  });

  it('is empty for somebody who is in none', async () => {
    const { people } = aWorkspace();
    const [ana] = people('ana');
    expect(await ana.gets('conversations.list', {})).toEqual({ conversations: [] });
  });
});

describe('getting a conversation', () => {
  it('is refused to those who are not in, as where there is none', async () => {
    const { people } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensChannel('general');
    expect(await bo.refusedFor('conversations.get', { conversationId: conversation.id })).toBe('not_a_member');
    const nowhere = { conversationId: `c-${'0'.repeat(32)}` };
    expect(await ana.refusedFor('conversations.get', nowhere)).toBe('not_a_member');
  });
});
