import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const next = 'ana@elsewhere.example';

/** Ana, whom the user pool knows, and Bo, who looks for her. */
const workspaceOfTwo = (...replaced: Parameters<typeof aWorkspace>) => {
  const workspace = aWorkspace(...replaced);
  const [ana, bo] = workspace.people('ana', 'bo');
  workspace.identity.add('ana', 'ana@example.com');
  const account = { id: 'ana', username: 'ana', name: 'ana' };
  return {
    ...workspace,
    ana,
    bo,
    /** The user pool says that her address is another now; nobody told us yet. */
    changes: (email: string) => workspace.identity.add('ana', email),
    signsIn: (email: string) => workspace.core().register({ ...account, email, pool: workspace.identity }),
    findsBy: async (email: string) => (await bo.gets('people.find', { email })).people[0]?.id,
    missedBy: (email: string) => bo.refusedFor('people.find', { email }),
  };
};

describe('changing my address', () => {
  it('[AUTH-7] has colleagues find me by the new one at once, and by the old one no more', async () => {
    const { ana, changes, findsBy, missedBy } = workspaceOfTwo();
    changes('Ana@Elsewhere.example');
    expect((await ana.gets('people.address', {})).person).toMatchObject({ id: 'ana', email: next });
    expect(await findsBy(next)).toBe('ana');
    expect(await missedBy('ana@example.com')).toBe('person_not_found');
    expect((await ana.gets('people.me', {})).person.email).toBe(next);
  });

  it('[AUTH-7] goes by what the user pool says, however often I ask', async () => {
    const { ana, identity, findsBy } = workspaceOfTwo();
    expect((await ana.gets('people.address', {})).person.email).toBe('ana@example.com');
    identity.accounts.delete('ana');
    expect((await ana.gets('people.address', {})).person.email).toBe('ana@example.com');
    expect(await findsBy('ana@example.com')).toBe('ana');
  });

  it('[AUTH-7] is followed at the next sign-in where nobody told of it before', async () => {
    const { signsIn, findsBy, missedBy, reports } = workspaceOfTwo();
    await signsIn('ana@example.com');
    await signsIn('Ana@Elsewhere.example');
    await signsIn(next);
    expect(await findsBy(next)).toBe('ana');
    expect(await missedBy('ana@example.com')).toBe('person_not_found');
    expect(reports).toEqual([]);
  });

  it('[AUTH-7] gives me no address that somebody else has, and does not keep me from signing in', async () => {
    const { ana, changes, signsIn, findsBy, reports } = workspaceOfTwo();
    await signsIn('ana@example.com');
    changes('bo@example.com');
    expect(await ana.refusedFor('people.address', {})).toBe('already_here');
    await signsIn('bo@example.com');
    expect(await findsBy('bo@example.com')).toBe('bo');
    expect(await findsBy('ana@example.com')).toBe('ana');
    const report = { what: 'address belongs to another profile', details: { personId: 'ana' } };
    expect(reports).toEqual([report, report]);
  });

  it('[AUTH-7] leaves the old one free for somebody new', async () => {
    const { ana, changes, core, findsBy, identity } = workspaceOfTwo();
    changes(next);
    await ana.gets('people.address', {});
    await core().register({ id: 'ann', username: 'ann', name: 'Ann', email: 'ana@example.com', pool: identity });
    expect(await findsBy('ana@example.com')).toBe('ann');
    expect(await findsBy(next)).toBe('ana');
  });

  it('[AUTH-6] [AUTH-7] gives no address to somebody who was removed', async () => {
    const { ana, signsIn, tables, missedBy } = workspaceOfTwo(({ people }) => ({
      people: { ...people, forget: async () => undefined }, // what follows a removal is late
    }));
    await signsIn('ana@example.com');
    await ana.gets('people.delete', { email: 'ana@example.com' });
    await signsIn(next);
    expect(tables.people.get('ana')?.email).toBe('ana@example.com');
    expect(await missedBy(next)).toBe('person_not_found');
  });
});
