import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const aChannel = async () => {
  const workspace = aWorkspace();
  const [owner, bo, cy, dee] = workspace.people('ana', 'bo', 'cy', 'dee');
  const { conversation } = await owner.opensChannel('general', [bo, cy, dee]);
  const { id } = conversation;
  const rank = (personId: string, role: 'owner' | 'moderator' | 'member') =>
    owner.changes('memberships.role', id, { personId, role });
  const roles = async () => {
    const { members } = await owner.gets('memberships.list', { conversationId: id });
    return Object.fromEntries(members.map(({ person, role }) => [person.id, role]));
  };
  return { ...workspace, owner, bo, cy, dee, id, rank, roles };
};

describe('roles in a channel', () => {
  it('[ROLE-3] are given by its owners, in an entry that everybody receives', async () => {
    const { bo, rank, roles } = await aChannel();
    const device = await bo.connects();
    const entry = await rank('bo', 'moderator');
    expect(entry).toMatchObject({ seq: 2, author: 'ana', kind: 'member.role', m: 1 });
    expect(entry.body).toEqual({ personId: 'bo', role: 'moderator' });
    expect(device.seqs()).toEqual([2]);
    expect(await roles()).toEqual({ ana: 'owner', bo: 'moderator', cy: 'member', dee: 'member' });
  });

  it('[ROLE-3] are given by nobody else, to nobody who is not in, and in no direct conversation', async () => {
    const { owner, bo, cy, id, rank, people } = await aChannel();
    const [eve] = people('eve');
    await rank('bo', 'moderator');
    const role = 'moderator';
    expect(await bo.failsTo('memberships.role', id, { personId: 'cy', role })).toBe('not_allowed');
    expect(await cy.failsTo('memberships.role', id, { personId: 'cy', role: 'owner' })).toBe('not_allowed');
    expect(await eve.failsTo('memberships.role', id, { personId: 'eve', role: 'owner' })).toBe('not_a_member');
    expect(await owner.failsTo('memberships.role', id, { personId: 'eve', role })).toBe('person_not_found');
    expect(await owner.failsTo('memberships.role', id, { personId: 'bo', role })).toBe('nothing_to_change');
    const { conversation } = await owner.opensDirect(bo);
    expect(await owner.failsTo('memberships.role', conversation.id, { personId: 'bo', role })).toBe('direct_is_fixed');
  });

  it('[ROLE-3] of those who look after a channel are given to nobody who may not come in', async () => {
    const { owner, id, rank, tables } = await aChannel();
    await rank('cy', 'moderator');
    tables.people.set('bo', { ...tables.people.get('bo')!, status: 'suspended' });
    tables.people.set('cy', { ...tables.people.get('cy')!, status: 'suspended' });
    for (const role of ['owner', 'moderator'] as const)
      expect(await owner.failsTo('memberships.role', id, { personId: 'bo', role })).toBe('not_allowed');
    await rank('cy', 'member');
  });

  it('[ROLE-3] let moderators rule members, and nobody beside or above them', async () => {
    const { owner, bo, cy, dee, id, rank } = await aChannel();
    await rank('bo', 'moderator');
    await rank('cy', 'moderator');
    expect(await bo.failsTo('memberships.remove', id, { personId: 'cy' })).toBe('not_allowed');
    expect(await bo.failsTo('memberships.ban', id, { personId: 'ana' })).toBe('not_allowed');
    expect(await dee.failsTo('memberships.remove', id, { personId: 'cy' })).toBe('not_allowed');
    const { seq: target } = await owner.says(id, 'hi');
    await bo.changes('messages.delete', id, { target });
    await bo.changes('memberships.remove', id, { personId: 'dee' });
    await owner.changes('memberships.remove', id, { personId: 'cy' });
    // What she was before she was put out protects her no more.
    await bo.changes('memberships.ban', id, { personId: 'cy' });
    expect(await cy.failsTo('messages.send' as never, id, { text: 'hi' } as never)).toBe('not_a_member');
  });

  it('[ROLE-3] are decided as of the seq, whichever process knows of them', async () => {
    const { owner, bo, id, core, rank, restarts, clock } = await aChannel();
    const first = core();
    await rank('bo', 'moderator');
    await bo.changes('conversations.rename', id, { name: 'plans' });
    restarts();
    await rank('bo', 'member');
    const body = { conversationId: id, key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', after: 3, name: 'mine' };
    const answer = first.answer(bo.caller(), { type: 'conversations.rename', body });
    await clock.pass(1_000);
    expect(await answer).toMatchObject({ ok: false, refusal: { code: 'not_allowed' } });
    expect(await owner.holds(id)).toBe(4);
  });

  it('[LOG-2] are given once a key', async () => {
    const { owner, id, nextKey } = await aChannel();
    const ask = { conversationId: id, key: nextKey(), after: 1, personId: 'bo', role: 'moderator' } as const;
    const first = await owner.gets('memberships.role', ask);
    expect(await owner.gets('memberships.role', ask)).toEqual(first);
    expect(await owner.holds(id)).toBe(2);
  });

  it('[ROLE-5] leave a channel an owner: the last one stays one, and leaves it to somebody on leaving', async () => {
    const { owner, bo, cy, dee, id, rank } = await aChannel();
    expect(await owner.failsTo('memberships.role', id, { personId: 'ana', role: 'member' })).toBe('last_owner');
    expect(await owner.failsTo('memberships.remove', id, { personId: 'ana' })).toBe('not_allowed');
    expect(await owner.failsTo('memberships.ban', id, { personId: 'ana' })).toBe('not_allowed');
    await rank('cy', 'moderator');
    const device = await bo.connects();
    await owner.leaves(id);
    const [entry] = device.frames().flatMap((frame) => (frame.type === 'entries' ? frame.entries : []));
    expect(entry).toMatchObject({ kind: 'member.left', author: 'ana', body: { heir: 'cy' } });
    await cy.changes('memberships.role', id, { personId: 'bo', role: 'owner' });
    await cy.leaves(id);
    expect((await bo.gets('messages.changes', { conversationId: id, after: 4 })).entries.at(-1)?.body).toEqual({});
    await bo.leaves(id);
    const { members } = await dee.gets('memberships.list', { conversationId: id });
    expect(members.map(({ person, role }) => [person.id, role])).toEqual([['dee', 'owner']]);
    await dee.leaves(id);
    expect(await dee.holds(id)).toBe(7);
  });
});
