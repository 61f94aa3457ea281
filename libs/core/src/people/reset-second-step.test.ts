import type { WorkspaceRole } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const roles = ['owner', 'admin', 'member', 'guest'] as const;

/** Somebody of each role, and `victim`, who has a second step and is signed in. */
const aHouse = async (victimIs: WorkspaceRole = 'member') => {
  const workspace = aWorkspace();
  const [owner, admin, member, guest] = workspace.people('owner', 'admin', 'member', 'guest', 'victim');
  for (const id of roles) workspace.tables.people.set(id, { ...workspace.tables.people.get(id)!, role: id });
  workspace.tables.people.set('victim', { ...workspace.tables.people.get('victim')!, role: victimIs });
  await workspace.ports.access.note('victim', { username: 'u-victim' });
  workspace.identity.add('u-victim', 'victim@example.com');
  const hers = () => workspace.identity.accounts.get('u-victim');
  workspace.identity.accounts.set('u-victim', { ...hers()!, hasSecondStep: true });
  return { ...workspace, rulers: { owner, admin, member, guest }, owner, hers };
};

describe('taking a second step off an account', () => {
  it.each([
    ['owner', ['owner', 'admin', 'member', 'guest']],
    ['admin', ['member', 'guest']],
    ['member', []],
    ['guest', []],
  ] as const)('[ROLE-2] is what an %s may do to: %j', async (role, below) => {
    for (const target of roles) {
      const { rulers, hers } = await aHouse(target);
      const answer = await rulers[role].asks('people.resetSecondStep', { personId: 'victim' });
      const may = (below as readonly string[]).includes(target);
      expect([target, answer.ok, hers()?.hasSecondStep]).toEqual([target, may, !may]);
      if (!answer.ok) expect(answer.refusal.code).toBe('not_allowed');
    }
  });

  it('[ROLE-2] goes by what the caller is now, however lately their own role was taken', async () => {
    const { owner, rulers, hers } = await aHouse();
    await rulers.admin.gets('people.me', {});
    await owner.gets('people.role', { personId: 'admin', role: 'member' });
    expect(await rulers.admin.refusedFor('people.resetSecondStep', { personId: 'victim' })).toBe('not_allowed');
    expect(hers()?.hasSecondStep).toBe(true);
  });

  it('ends no sign-in, and may be asked twice', async () => {
    const { owner, hers, signsIn } = await aHouse();
    for (let nth = 0; nth < 2; nth += 1) await owner.gets('people.resetSecondStep', { personId: 'victim' });
    expect(hers()).toMatchObject({ hasSecondStep: false, signOuts: 0, isEnabled: true });
    await signsIn({ id: 'victim' }).gets('people.me', {});
  });

  it('refuses oneself, and people who are not there or not any more', async () => {
    const { owner, tables } = await aHouse();
    expect(await owner.refusedFor('people.resetSecondStep', { personId: 'owner' })).toBe('not_allowed');
    expect(await owner.refusedFor('people.resetSecondStep', { personId: 'nobody' })).toBe('person_not_found');
    tables.people.set('member', { ...tables.people.get('member')!, status: 'removed' });
    expect(await owner.refusedFor('people.resetSecondStep', { personId: 'member' })).toBe('person_not_found');
  });

  it('does nothing for somebody who has never signed in, and says so where the pool does not do it', async () => {
    const error = new Error('the pool is away');
    const workspace = aWorkspace(({ identity }) => ({
      identity: { ...identity, resetSecondStep: () => Promise.reject(error) },
    }));
    const [owner, bo] = workspace.people('owner', 'bo');
    workspace.tables.people.set('owner', { ...workspace.tables.people.get('owner')!, role: 'owner' });
    await owner.gets('people.resetSecondStep', { personId: bo.id });
    await workspace.ports.access.note(bo.id, { username: 'bo' });
    expect(await owner.refusedFor('people.resetSecondStep', { personId: bo.id })).toBe('internal');
    expect(workspace.reports).toMatchObject([{ what: 'request failed', details: { error } }]);
  });
});
