import type { WorkspaceRole } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { plainAccess } from '../access/access-store';
import { aWorkspace } from '../testing/a-workspace';

const roles = ['owner', 'admin', 'member', 'guest'] as const;

/** A workspace with somebody of each role, and another owner. */
const aHouse = () => {
  const workspace = aWorkspace();
  const [owner, admin, member, guest, other] = workspace.people('owner', 'admin', 'member', 'guest', 'other');
  const rank = (id: string, role: WorkspaceRole) =>
    workspace.tables.people.set(id, { ...workspace.tables.people.get(id)!, role });
  for (const role of roles) rank(role, role);
  rank('other', 'owner');
  const stands = (id: string) => {
    const { role = 'member', status = 'active' } = workspace.tables.people.get(id)!;
    return { role, status };
  };
  return { ...workspace, owner, admin, member, guest, other, rank, stands };
};

describe('ruling people', () => {
  it.each([
    ['owner', ['owner', 'admin', 'member', 'guest']],
    ['admin', ['member', 'guest']],
    ['member', []],
    ['guest', []],
  ] as const)('[ROLE-2] is what an %s may do to: %j', async (role, below) => {
    for (const target of roles) {
      const house = aHouse();
      const ruler = house[role];
      const [victim] = house.people('victim');
      house.rank('victim', target);
      const suspended = await ruler.asks('people.suspend', { personId: victim.id });
      expect([target, suspended.ok]).toEqual([target, (below as readonly string[]).includes(target)]);
      if (!suspended.ok) expect(suspended.refusal.code).toBe('not_allowed');
      else
        expect(await ruler.gets('people.reinstate', { personId: victim.id })).toMatchObject({
          person: { role: target },
        });
      for (const next of roles.filter((one) => one !== target)) {
        house.rank('victim', target);
        const given = await ruler.asks('people.role', { personId: victim.id, role: next });
        const may = [target, next].every((one) => (below as readonly string[]).includes(one));
        expect([target, next, given.ok]).toEqual([target, next, may]);
      }
    }
  });

  it('[ROLE-4] leaves the workspace an owner: the last one stays one', async () => {
    const { owner, other, stands } = aHouse();
    await owner.gets('people.role', { personId: 'other', role: 'member' });
    expect(await owner.refusedFor('people.role', { personId: 'owner', role: 'admin' })).toBe('last_owner');
    expect(stands('owner')).toEqual({ role: 'owner', status: 'active' });
    await owner.gets('people.role', { personId: 'other', role: 'owner' });
    expect(await owner.gets('people.role', { personId: 'owner', role: 'admin' })).toMatchObject({
      person: { id: 'owner', role: 'admin' },
    });
    expect(await other.refusedFor('people.role', { personId: 'other', role: 'guest' })).toBe('last_owner');
  });

  it('[ROLE-2] goes by what the caller is now, however lately their own role was taken', async () => {
    const { owner, admin } = aHouse();
    await admin.gets('people.me', {});
    await owner.gets('people.role', { personId: 'admin', role: 'member' });
    expect(await admin.refusedFor('people.suspend', { personId: 'guest' })).toBe('not_allowed');
  });

  it('tells the user pool, once it is so here', async () => {
    const { owner, ports, identity, stands } = aHouse();
    await ports.access.note('member', { username: 'Google_1' });
    identity.add('Google_1', 'member@example.com');
    await owner.gets('people.suspend', { personId: 'member' });
    expect(identity.accounts.get('Google_1')).toMatchObject({ isEnabled: false });
    await owner.gets('people.reinstate', { personId: 'member' });
    await owner.gets('people.role', { personId: 'member', role: 'admin' });
    expect(identity.accounts.get('Google_1')).toMatchObject({ isEnabled: true, group: 'admin' });
    expect(stands('member')).toEqual({ role: 'admin', status: 'active' });
  });

  it.each([
    ['people.suspend', 'disable', { status: 'suspended' }, { isEnabled: false }],
    ['people.reinstate', 'enable', { status: 'active' }, { isEnabled: true }],
  ] as const)(
    '[DEL-6] does %s here although the user pool cannot be told, says so, and tells it when asked again',
    async (type, verb, here, inPool) => {
      const error = new Error('the pool is away');
      let isThere = false;
      const workspace = aWorkspace(({ identity }) => ({
        identity: {
          ...identity,
          [verb]: (username: string) => (isThere ? identity[verb](username) : Promise.reject(error)),
        },
      }));
      const { tables, identity, ports } = workspace;
      const [owner] = workspace.people('owner', 'bo');
      tables.people.set('owner', { ...tables.people.get('owner')!, role: 'owner' });
      tables.people.set('bo', { ...tables.people.get('bo')!, status: verb === 'enable' ? 'suspended' : 'active' });
      identity.add('bo', 'bo@example.com');
      if (verb === 'enable') await identity.disable('bo');
      await ports.access.note('bo', { username: 'bo' });
      expect(await owner.refusedFor(type, { personId: 'bo' })).toBe('pool_behind');
      expect(tables.people.get('bo')).toMatchObject(here);
      expect(identity.accounts.get('bo')).not.toMatchObject(inPool);
      expect(workspace.reports).toEqual([{ what: 'the user pool was not told', details: { personId: 'bo', error } }]);
      isThere = true;
      const { validFrom } = (await ports.access.of(['bo'])).get('bo')!;
      expect(await owner.gets(type, { personId: 'bo' })).toMatchObject({ person: here });
      expect(identity.accounts.get('bo')).toMatchObject(inPool);
      expect((await ports.access.of(['bo'])).get('bo')).toMatchObject({ validFrom });
    },
  );

  it('[AUTH-9] gives a role although the user pool cannot be told: tokens go by our row', async () => {
    const error = new Error('the pool is away');
    const workspace = aWorkspace(({ identity }) => ({
      identity: { ...identity, setGroup: () => Promise.reject(error) },
    }));
    const [owner] = workspace.people('owner', 'bo');
    workspace.tables.people.set('owner', { ...workspace.tables.people.get('owner')!, role: 'owner' });
    await workspace.ports.access.note('bo', { username: 'bo' });
    expect(await owner.gets('people.role', { personId: 'bo', role: 'guest' })).toMatchObject({
      person: { role: 'guest' },
    });
    expect(workspace.reports).toEqual([{ what: 'the user pool was not told', details: { personId: 'bo', error } }]);
  });

  it('refuses a role that somebody has, oneself, and people who are not there or not any more', async () => {
    const { owner, tables } = aHouse();
    expect(await owner.refusedFor('people.suspend', { personId: 'owner' })).toBe('not_allowed');
    expect(await owner.refusedFor('people.suspend', { personId: 'nobody' })).toBe('person_not_found');
    expect(await owner.refusedFor('people.role', { personId: 'member', role: 'member' })).toBe('nothing_to_change');
    tables.people.set('member', { ...tables.people.get('member')!, status: 'removed' });
    expect(await owner.refusedFor('people.reinstate', { personId: 'member' })).toBe('person_not_found');
  });

  it('decides again where two decide on one person at once', async () => {
    let meanwhile = async () => {};
    const { owner, other, stands } = await (async () => {
      const workspace = aWorkspace(({ access }) => ({
        access: {
          ...access,
          change: async (...args) => {
            await meanwhile();
            return access.change(...args);
          },
        },
      }));
      const [owner, other, bo] = workspace.people('owner', 'other', 'bo');
      for (const { id } of [owner, other])
        workspace.tables.people.set(id, { ...workspace.tables.people.get(id)!, role: 'owner' });
      return { owner, other, bo, stands: () => workspace.tables.people.get('bo') };
    })();
    meanwhile = async () => {
      meanwhile = async () => {};
      await other.gets('people.role', { personId: 'bo', role: 'guest' });
    };
    await owner.gets('people.suspend', { personId: 'bo' });
    expect(stands()).toMatchObject({ role: 'guest', status: 'suspended' });
  });
});

describe('somebody who is suspended', () => {
  it('[DEL-6] is refused at either door 30 s later at the most, and says hello nowhere', async () => {
    const { owner, member, clock } = aHouse();
    const socket = await member.connects();
    await member.gets('conversations.list', {});
    await owner.gets('people.suspend', { personId: 'member' });
    await clock.pass(30_001);
    expect(await member.refusedFor('conversations.list', {})).toBe('suspended');
    expect(await socket.refusedFor('conversations.list', {})).toBe('suspended');
    const another = member.opensSocket();
    expect(await another.refusedFor('connections.hello', { positions: [], build: 'test' })).toBe('suspended');
  });

  it('[DEL-6] is refused by a hello at once, which leaves no lease', async () => {
    const { owner, member, tables } = aHouse();
    await member.gets('conversations.list', {});
    await owner.gets('people.suspend', { personId: 'member' });
    const socket = member.opensSocket();
    expect(await socket.refusedFor('connections.hello', { positions: [], build: 'test' })).toBe('suspended');
    expect(tables.leases.get('member')?.size ?? 0).toBe(0);
  });

  it('[DEL-6] signs in again once reinstated: what was signed in before counts no more', async () => {
    const { owner, member, clock, signsIn, restarts, tables } = aHouse();
    await owner.gets('people.suspend', { personId: 'member' });
    await clock.pass(5_000);
    await owner.gets('people.reinstate', { personId: 'member' });
    restarts();
    expect(await member.refusedFor('people.me', {})).toBe('not_signed_in');
    expect(await signsIn(member).gets('people.me', {})).toMatchObject({ person: { id: 'member', status: 'active' } });
    expect(tables.access.get('member')?.validFrom).toBeGreaterThan(plainAccess.validFrom);
  });

  it('[DEL-6] is let in once reinstated, whatever a process remembers', async () => {
    const { owner, member, clock, signsIn } = aHouse();
    await owner.gets('people.suspend', { personId: 'member' });
    expect(await member.refusedFor('people.me', {})).toBe('suspended');
    await clock.pass(5_000);
    await owner.gets('people.reinstate', { personId: 'member' });
    expect(await signsIn(member).gets('people.me', {})).toMatchObject({ person: { id: 'member' } });
  });

  it('[ROLE-4] counts as no owner while suspended', async () => {
    const { owner, other } = aHouse();
    await owner.gets('people.suspend', { personId: 'other' });
    expect(await owner.refusedFor('people.role', { personId: 'owner', role: 'member' })).toBe('last_owner');
    expect(other.id).toBe('other');
  });
});
