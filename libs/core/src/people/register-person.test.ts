import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const account = { username: 'ana', id: 'ana', email: 'Ana@Example.com', name: 'Ana' };

describe('registering a person', () => {
  it('makes the profile of a new account, its address in lower case', async () => {
    const { core, tables } = aWorkspace();
    await core().register(account);
    expect([...tables.people.values()]).toEqual([{ id: 'ana', name: 'Ana', email: 'ana@example.com' }]);
  });

  it('changes nothing the second time, and says nothing of it', async () => {
    const { core, tables, reports } = aWorkspace();
    await core().register(account);
    await core().register({ ...account, name: 'Someone else' });
    expect([...tables.people.values()]).toMatchObject([{ name: 'Ana' }]);
    expect(reports).toEqual([]);
  });

  it('says so to whoever runs this when the address belongs to somebody else', async () => {
    const { core, tables, reports } = aWorkspace();
    await core().register(account);
    await core().register({ ...account, id: 'impostor', username: 'impostor' });
    expect([...tables.people.keys()]).toEqual(['ana']);
    expect(reports).toEqual([{ what: 'address belongs to another profile', details: { personId: 'impostor' } }]);
  });

  it.each(['', ' ', 'two\nlines', 'x'.repeat(81), 'half \ud83d'])(
    'names somebody after their address where the account has no name like ours: %j',
    async (name) => {
      const { core, tables } = aWorkspace();
      await core().register({ ...account, name });
      expect(tables.people.get('ana')).toMatchObject({ name: 'Ana' });
    },
  );

  it('[AUTH-9] puts them into the group of what they came as, once: the founder among the owners', async () => {
    const { core, tables } = aWorkspace();
    const groups: string[] = [];
    const setGroup = async (role: string) => void groups.push(role);
    await core().register({ ...account, setGroup });
    await core().register({ ...account, setGroup });
    await core().register({ ...account, id: 'oli', username: 'oli', email: 'owner@example.com', setGroup });
    expect(groups).toEqual(['member', 'owner']);
    expect(tables.people.get('oli')).toMatchObject({ role: 'owner' });
  });

  it('[AUTH-9] lets somebody in although the pool cannot be told of their group, and tells whoever runs this', async () => {
    const { core, ports, reports } = aWorkspace();
    const error = new Error('the pool is away');
    await core().register({ ...account, setGroup: () => Promise.reject(error) });
    expect((await ports.access.of(['ana'])).get('ana')).toMatchObject({ username: 'ana' });
    expect(reports).toEqual([{ what: 'the user pool was not told', details: { personId: 'ana', error } }]);
  });
});
