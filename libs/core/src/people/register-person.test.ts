import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const ana = { username: 'ana', id: 'ana', email: 'Ana@Example.com', name: 'Ana' };

describe('registering a person', () => {
  it('makes the profile of a new account, its address in lower case', async () => {
    const { core, tables, identity } = aWorkspace();
    await core().register({ ...ana, pool: identity });
    expect([...tables.people.values()]).toEqual([{ id: 'ana', name: 'Ana', email: 'ana@example.com' }]);
  });

  it('changes nothing the second time, and says nothing of it', async () => {
    const { core, tables, reports, identity } = aWorkspace();
    await core().register({ ...ana, pool: identity });
    await core().register({ ...ana, pool: identity, name: 'Someone else' });
    expect([...tables.people.values()]).toMatchObject([{ name: 'Ana' }]);
    expect(reports).toEqual([]);
  });

  it('[AUTH-12] refuses an address that belongs to somebody else, and says so to whoever runs this', async () => {
    const { core, tables, reports, identity } = aWorkspace();
    identity.add('ana', ana.email);
    await core().register({ ...ana, pool: identity });
    const impostor = { ...ana, id: 'impostor', username: 'impostor', pool: identity };
    await expect(core().register(impostor)).rejects.toMatchObject({ refusal: { code: 'already_here' } });
    expect([...tables.people.keys()]).toEqual(['ana']);
    expect(reports).toEqual([{ what: 'address belongs to another profile', details: { personId: 'impostor' } }]);
  });

  it.each(['', ' ', 'two\nlines', 'x'.repeat(81), 'half \ud83d'])(
    'names somebody after their address where the account has no name like ours: %j',
    async (name) => {
      const { core, tables, identity } = aWorkspace();
      await core().register({ ...ana, name, pool: identity });
      expect(tables.people.get('ana')).toMatchObject({ name: 'Ana' });
    },
  );

  it('[AUTH-9] puts them into the group of what they came as, once: the founder among the owners', async () => {
    const { core, tables, identity } = aWorkspace();
    const groups: string[] = [];
    const pool = {
      ...identity,
      setGroup: async (username: string, role: string) => void groups.push(`${username} ${role}`),
    };
    await core().register({ ...ana, pool });
    await core().register({ ...ana, pool });
    await core().register({ ...ana, id: 'oli', username: 'oli', email: 'owner@example.com', pool });
    expect(groups).toEqual(['ana member', 'oli owner']);
    expect(tables.people.get('oli')).toMatchObject({ role: 'owner' });
  });

  it('[AUTH-9] lets somebody in although the pool cannot be told of their group, and tells whoever runs this', async () => {
    const { core, ports, reports, identity } = aWorkspace();
    const error = new Error('the pool is away');
    await core().register({ ...ana, pool: { ...identity, setGroup: () => Promise.reject(error) } });
    expect((await ports.access.of(['ana'])).get('ana')).toMatchObject({ username: 'ana' });
    expect(reports).toEqual([{ what: 'the user pool was not told', details: { personId: 'ana', error } }]);
  });
});
