import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const aChannel = async () => {
  const workspace = aWorkspace();
  const [owner, bo, cy] = workspace.people('ana', 'bo', 'cy');
  const { conversation } = await owner.opensChannel('general', [bo, cy]);
  return { ...workspace, owner, bo, cy, id: conversation.id };
};

describe('putting somebody out of a channel', () => {
  it('[DEL-1] tells them so, and nothing after it; they can neither read nor write any more', async () => {
    const { owner, bo, cy, id } = await aChannel();
    const [mine, theirs] = [await bo.connects(), await cy.connects()];
    const entry = await owner.changes('memberships.remove', id, { personId: 'bo' });
    expect(entry).toMatchObject({ seq: 2, author: 'ana', n: 0, m: 1, kind: 'member.removed' });
    const next = await cy.says(id, 'now');
    expect(next.m).toBe(2);
    expect(mine.seqs()).toEqual([2]);
    expect(theirs.seqs()).toEqual([2, 3]);
    const send = { conversationId: id, key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', after: 2, text: 'hi' };
    expect(await bo.refusedFor('messages.send', send)).toBe('not_a_member');
    expect(await bo.refusedFor('messages.history', { conversationId: id })).toBe('not_a_member');
  });

  it('[SYNC-7] pushes them their row, and only them', async () => {
    const { owner, bo, cy, id } = await aChannel();
    const [mine, theirs] = [await bo.connects(), await cy.connects()];
    await owner.changes('memberships.remove', id, { personId: 'bo' });
    expect(mine.rows()).toEqual([{ conversationId: id, rev: 2, joined: 1, left: 2, read: 1, readN: 0 }]);
    expect(theirs.rows()).toEqual([]);
    expect(await bo.gets('conversations.list', {})).toEqual({ conversations: [] });
  });

  it('lets any member bring them back', async () => {
    const { owner, bo, cy, id } = await aChannel();
    await owner.changes('memberships.remove', id, { personId: 'bo' });
    await cy.adds(id, bo);
    await bo.says(id, 'back');
    expect(await owner.reads(id)).toEqual(['back']);
  });

  it('is for its owner alone, in a channel, of who is in', async () => {
    const { owner, bo, id, people } = await aChannel();
    const [dee] = people('dee');
    expect(await bo.failsTo('memberships.remove', id, { personId: 'cy' })).toBe('not_allowed');
    expect(await dee.failsTo('memberships.remove', id, { personId: 'cy' })).toBe('not_a_member');
    expect(await owner.failsTo('memberships.remove', id, { personId: 'dee' })).toBe('nothing_to_change');
    await owner.changes('memberships.remove', id, { personId: 'bo' });
    expect(await owner.failsTo('memberships.remove', id, { personId: 'bo' })).toBe('nothing_to_change');
    const { conversation } = await owner.opensDirect(bo);
    expect(await owner.failsTo('memberships.remove', conversation.id, { personId: 'bo' })).toBe('direct_is_fixed');
  });
});
