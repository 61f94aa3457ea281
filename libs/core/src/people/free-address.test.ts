import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { atOnce, racers } from '../testing/stores';

const email = 'ana@example.com';

/** Ana is registered; `gone`: her account was deleted in the pool, past us. */
const start = async () => {
  const workspace = aWorkspace();
  const { identity, core } = workspace;
  const comes = (id: string, username = id): Promise<string> => {
    identity.add(username, email, { id });
    return core()
      .register({ id, username, email, name: id, pool: identity })
      .then(
        () => 'registered',
        (error: { refusal?: { code: string } }) => error.refusal?.code ?? String(error),
      );
  };
  await comes('ana', 'google_1');
  return { ...workspace, comes, gone: () => void identity.accounts.delete('google_1') };
};

describe('an address whose account was deleted in the pool', () => {
  it('[AUTH-12] is free for another account of it, and its person is removed', async () => {
    const { comes, gone, tables, ports } = await start();
    gone();
    expect(await comes('ana-again')).toBe('registered');
    expect(tables.people.get('ana-again')).toMatchObject({ email, name: 'ana-again' });
    expect(tables.people.get('ana')).toMatchObject({ name: 'Former member', status: 'removed' });
    expect((await ports.access.of(['ana'])).get('ana')?.username).toBeUndefined();
  });

  it('[AUTH-12] is not, as long as the pool has the account', async () => {
    const { comes, tables } = await start();
    expect(await comes('impostor')).toBe('already_here');
    expect(tables.people.get('ana')).toMatchObject({ email });
  });

  it('[AUTH-6] [AUTH-12] is free also for who comes by Google again under the same name, whose account stays', async () => {
    const { comes, gone, core, identity, tables } = await start();
    gone();
    expect(await comes('ana-again', 'google_1')).toBe('registered');
    await core().removed('ana');
    expect(identity.accounts.get('google_1')).toMatchObject({ id: 'ana-again' });
    expect(tables.people.get('ana-again')).toMatchObject({ email });
  });

  it('[AUTH-12] is given to one of however many come for it at once', async () => {
    const { comes, gone, tables } = await start();
    gone();
    const outcomes = await atOnce(racers, (nth) => comes(`a-${nth}`));
    expect(outcomes.filter((outcome) => outcome === 'registered')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['registered', 'already_here']));
    expect([...tables.people.values()].filter((person) => person.email === email)).toHaveLength(1);
  });

  it('[AUTH-12] is no way out of a suspension', async () => {
    const { comes, gone, ports, tables } = await start();
    const was = (await ports.access.of(['ana'])).get('ana')!;
    await ports.access.change('ana', { status: 'suspended' }, was);
    gone();
    expect(await comes('ana-again')).toBe('already_here');
    expect(tables.people.get('ana')).toMatchObject({ email, status: 'suspended' });
  });

  it('[AUTH-12] is no way out of a suspension that comes as the pool is asked either', async () => {
    const { core, gone, identity, ports, tables } = await start();
    gone();
    identity.add('again', email, { id: 'again' });
    const isOf: typeof identity.isOf = async (...asked) => {
      const is = await identity.isOf(...asked);
      const was = (await ports.access.of(['ana'])).get('ana')!;
      expect(await ports.access.change('ana', { status: 'suspended' }, was)).toBe('changed');
      return is;
    };
    const comes = core().register({ id: 'again', username: 'again', email, name: 'x', pool: { ...identity, isOf } });
    await expect(comes).rejects.toMatchObject({ refusal: { code: 'already_here' } });
    expect(tables.people.get('ana')).toMatchObject({ email, status: 'suspended' });
    expect(tables.people.has('again')).toBe(false);
  });

  it('[AUTH-12] [ROLE-4] stays that of the last owner, and whoever runs this is told', async () => {
    const { comes, gone, ports, reports } = await start();
    const was = (await ports.access.of(['ana'])).get('ana')!;
    await ports.access.change('ana', { role: 'owner' }, was);
    gone();
    expect(await comes('ana-again')).toBe('already_here');
    expect(reports[0]).toEqual({ what: 'the last owner has no account any more', details: { personId: 'ana' } });
  });

  it('[AUTH-12] stays that of somebody whose name in the pool is not known yet', async () => {
    const { comes, gone, tables } = await start();
    tables.access.delete('ana');
    gone();
    expect(await comes('ana-again')).toBe('already_here');
  });

  it('[AUTH-12] is not taken for free where the pool does not answer', async () => {
    const { core, identity, tables } = await start();
    const pool = { ...identity, isOf: () => Promise.reject(new Error('throttled')) };
    await expect(core().register({ id: 'b', username: 'b', email, name: 'b', pool })).rejects.toThrow('throttled');
    expect([...tables.people.keys()]).toEqual(['ana']);
  });
});
