import { limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, type Person } from '../testing/a-workspace';

const blocks = (who: Person, whom: Person) => who.gets('people.block', { personId: whom.id });
const start = async () => {
  let looks = 0;
  const workspace = aWorkspace(({ blocks: real }) => ({
    blocks: {
      ...real,
      has: async (...pair) => {
        looks += 1;
        return real.has(...pair);
      },
    },
  }));
  const [ana, bo, cy] = workspace.people('ana', 'bo', 'cy');
  return { ...workspace, ana, bo, cy, looks: () => looks };
};
const direct = (workspace: { nextKey(): string }, people: string[]) => ({
  ...{ kind: 'direct' as const, key: workspace.nextKey(), people },
});

describe('blocking somebody', () => {
  it('[PEOPLE-2] ends what they may write to me, old conversations and new ones; what I write stays mine to write', async () => {
    const workspace = await start();
    const { ana, bo, clock, nextKey } = workspace;
    const { id } = (await bo.opensDirect(ana)).conversation;
    const { seq } = await ana.says(id, 'Hello');
    const mine = await bo.says(id, 'Hello!');
    await blocks(ana, bo);
    await clock.pass(30_001);
    const sending = { conversationId: id, key: nextKey(), after: 3, text: 'Hear me' };
    expect(await bo.refusedFor('messages.send', sending)).toBe('blocked');
    expect(await bo.failsTo('messages.edit', id, { target: mine.seq, basedOn: mine.seq, text: 'Hear me' })).toBe(
      'blocked',
    );
    expect(await bo.failsTo('messages.react', id, { target: seq, emoji: '👍' })).toBe('blocked');
    expect(await bo.refusedFor('conversations.open', direct(workspace, ['ana']))).toBe('blocked');
    expect(await bo.reads(id)).toEqual(['Hello', 'Hello!']);
    await bo.changes('messages.delete', id, { target: mine.seq });
    await ana.says(id, 'I may.');
    await ana.opensDirect(bo);
  });

  it('[PEOPLE-2] holds for somebody whom I never wrote to', async () => {
    const workspace = await start();
    const { ana, bo, tables } = workspace;
    await blocks(ana, bo);
    expect(await bo.refusedFor('conversations.open', direct(workspace, ['ana']))).toBe('blocked');
    expect(tables.conversations.size).toBe(0);
  });

  it('[PEOPLE-2] says nothing in channels or among three, and reads nothing for them', async () => {
    const { ana, bo, cy, looks } = await start();
    await blocks(ana, bo);
    const channel = (await ana.opensChannel('general', [bo])).conversation.id;
    const three = (await bo.opensDirect(ana, cy)).conversation.id;
    await bo.says(channel, 'Good morning');
    await bo.says(three, 'Good morning');
    expect(looks()).toBe(0);
  });

  it('[PEOPLE-2] is felt within 30 seconds by whoever was writing, and is not read for every message', async () => {
    const { ana, bo, clock, looks, nextKey } = await start();
    const { id } = (await bo.opensDirect(ana)).conversation;
    const read = looks();
    await blocks(ana, bo);
    for (let nth = 0; nth < 10; nth += 1) await bo.says(id, `${nth}`);
    expect(looks()).toBe(read);
    await clock.pass(30_001);
    const after = await bo.holds(id);
    const sending = { conversationId: id, key: nextKey(), after, text: 'Hear me' };
    expect(await bo.refusedFor('messages.send', sending)).toBe('blocked');
    await ana.gets('people.unblock', { personId: 'bo' });
    await clock.pass(30_001);
    await bo.gets('messages.send', sending);
  });

  it('[LOG-4] answers a retry of what was said before', async () => {
    const { ana, bo, restarts, nextKey } = await start();
    const { id } = (await bo.opensDirect(ana)).conversation;
    const key = nextKey();
    const { seq } = await bo.says(id, 'Hello', { key, after: 1 });
    await blocks(ana, bo);
    restarts();
    expect((await bo.says(id, 'Hello', { key, after: 1 })).seq).toBe(seq);
  });

  it('is told to nobody but me', async () => {
    const { ana, bo, cy } = await start();
    await blocks(ana, cy);
    await blocks(ana, bo);
    await blocks(ana, bo);
    expect(await ana.gets('people.blocked', {})).toEqual({ people: ['bo', 'cy'] });
    expect(await bo.gets('people.blocked', {})).toEqual({ people: [] });
    await ana.gets('people.unblock', { personId: 'cy' });
    expect(await ana.gets('people.blocked', {})).toEqual({ people: ['bo'] });
  });

  it('needs somebody else who is here; letting be heard again does not', async () => {
    const { ana } = await start();
    expect(await ana.refusedFor('people.block', { personId: 'nobody' })).toBe('person_not_found');
    expect(await ana.refusedFor('people.block', { personId: 'ana' })).toBe('person_not_found');
    await ana.gets('people.unblock', { personId: 'nobody' });
  });

  it('ends somewhere', async () => {
    const { ana, bo, tables } = await start();
    tables.blocked.set('ana', new Set(Array.from({ length: limits.blockedPeople }, (_, nth) => `p-${nth}`)));
    expect(await ana.refusedFor('people.block', { personId: 'bo' })).toBe('too_many');
    await ana.gets('people.unblock', { personId: 'p-0' });
    await blocks(ana, bo);
  });
});
