import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const aChannel = async () => {
  const workspace = aWorkspace();
  const [owner, bo, cy, dee] = workspace.people('ana', 'bo', 'cy', 'dee');
  const { conversation } = await owner.opensChannel('general', [bo, cy]);
  const add = async (personId: string) => ({
    ...{ conversationId: conversation.id, key: workspace.nextKey(), after: await owner.holds(conversation.id) },
    people: [personId],
  });
  return { ...workspace, owner, bo, cy, dee, id: conversation.id, add };
};

describe('a ban', () => {
  it('[ROLE-3] [DEL-1] puts somebody out, tells them so, and nothing after it', async () => {
    const { owner, bo, cy, id } = await aChannel();
    const [mine, theirs] = [await bo.connects(), await cy.connects()];
    const entry = await owner.changes('memberships.ban', id, { personId: 'bo' });
    expect(entry).toMatchObject({ seq: 2, author: 'ana', kind: 'member.banned', body: { personId: 'bo' }, m: 1 });
    await cy.says(id, 'now');
    expect(mine.seqs()).toEqual([2]);
    expect(mine.rows()).toEqual([{ conversationId: id, rev: 2, joined: 1, left: 2, read: 1, readN: 0 }]);
    expect(theirs.seqs()).toEqual([2, 3]);
    expect(await bo.refusedFor('messages.history', { conversationId: id })).toBe('not_a_member');
  });

  it('[ROLE-3] keeps them out until it is lifted, whoever would bring them back', async () => {
    const { owner, bo, cy, id, add, restarts } = await aChannel();
    await owner.changes('memberships.ban', id, { personId: 'bo' });
    expect(await cy.refusedFor('memberships.add', await add('bo'))).toBe('banned');
    restarts();
    expect(await owner.refusedFor('memberships.add', await add('bo'))).toBe('banned');
    expect(await cy.failsTo('memberships.unban', id, { personId: 'bo' })).toBe('not_allowed');
    await owner.changes('memberships.unban', id, { personId: 'bo' });
    expect(await bo.refusedFor('messages.history', { conversationId: id })).toBe('not_a_member');
    await cy.gets('memberships.add', await add('bo'));
    await bo.says(id, 'back');
  });

  it('[ROLE-3] keeps out who left, and who never was in, and tells the latter nothing', async () => {
    const { owner, bo, dee, id, add } = await aChannel();
    await bo.leaves(id);
    const device = await dee.connects();
    for (const personId of ['bo', 'dee']) {
      await owner.changes('memberships.ban', id, { personId });
      expect(await owner.refusedFor('memberships.add', await add(personId))).toBe('banned');
    }
    expect([device.seqs(), device.rows()]).toEqual([[], []]);
    expect(await dee.gets('conversations.list', {})).toEqual({ conversations: [] });
    const { members } = await owner.gets('memberships.list', { conversationId: id });
    expect(members.map(({ person }) => person.id)).toEqual(['ana', 'cy']);
    // How far the log goes is not for them either, although they stand in its roster.
    const beyond = { conversationId: id, key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', after: 900, text: 'hi' };
    expect(await dee.refusedFor('messages.send', beyond)).toBe('not_a_member');
    await owner.changes('memberships.unban', id, { personId: 'dee' });
    await owner.adds(id, dee);
    expect(await dee.gets('conversations.get', { conversationId: id })).toMatchObject({ row: { rev: 1, joined: 6 } });
  });

  it('is refused of nobody, twice, and of nobody who is banned', async () => {
    const { owner, bo, id } = await aChannel();
    expect(await owner.failsTo('memberships.ban', id, { personId: 'nobody' })).toBe('person_not_found');
    expect(await owner.failsTo('memberships.unban', id, { personId: 'bo' })).toBe('nothing_to_change');
    await owner.changes('memberships.ban', id, { personId: 'bo' });
    expect(await owner.failsTo('memberships.ban', id, { personId: 'bo' })).toBe('nothing_to_change');
    const { conversation } = await owner.opensDirect(bo);
    expect(await owner.failsTo('memberships.ban', conversation.id, { personId: 'bo' })).toBe('direct_is_fixed');
    expect(await owner.failsTo('memberships.unban', conversation.id, { personId: 'bo' })).toBe('direct_is_fixed');
  });

  it('[LOG-2] is laid once a key, also when its person is gone from the workspace since', async () => {
    const { owner, id, nextKey, tables } = await aChannel();
    const ask = { conversationId: id, key: nextKey(), after: 1, personId: 'dee' };
    const first = await owner.gets('memberships.ban', ask);
    tables.people.delete('dee');
    expect(await owner.gets('memberships.ban', ask)).toEqual(first);
    expect(await owner.holds(id)).toBe(2);
  });
});
