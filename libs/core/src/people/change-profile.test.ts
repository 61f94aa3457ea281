import { describe, expect, it } from 'vitest';
import { unlimited } from '../limits/rates';
import { aWorkspace } from '../testing/a-workspace';

const profile = 'people.profile';

describe('changing a profile', () => {
  it('changes what is named, for everybody to see; null takes away', async () => {
    const { people } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const says = { text: 'On holiday', until: 1_800_000_000_000 };
    const asked = { name: 'Ana Ünlü', handle: ' ANA ', colour: 3, timeZone: 'Europe/Berlin', says };
    const { person } = await ana.gets(profile, asked);
    expect(person).toEqual({ id: 'ana', email: 'ana@example.com', ...asked, handle: 'ana' });
    expect((await bo.gets('people.find', { ids: ['ana'] })).people).toEqual([person]);
    const { person: later } = await ana.gets(profile, { says: null, handle: null });
    expect(later).toEqual({
      ...{ id: 'ana', email: 'ana@example.com', name: 'Ana Ünlü', colour: 3, timeZone: 'Europe/Berlin' },
    });
    expect((await ana.gets('people.me', {})).person).toEqual(later);
  });

  it('[PEOPLE-1] gives nobody a handle that looks like another’s, until that is given up', async () => {
    const { people } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    await ana.gets(profile, { handle: 'modern' });
    for (const handle of ['modern', 'MODERN', 'mod.ern', 'm0dern', 'rnodern', 'modem'])
      expect([handle, await bo.refusedFor(profile, { handle })]).toEqual([handle, 'handle_taken']);
    await ana.gets(profile, { handle: 'ana' });
    expect((await bo.gets(profile, { handle: 'modem' })).person.handle).toBe('modem');
  });

  it('[PEOPLE-1] gives nobody a handle that reads like a call of all', async () => {
    const [ana] = aWorkspace().people('ana');
    for (const handle of ['everyone', 'Every-One', 'here', 'channel', 'a1l'])
      expect([handle, await ana.refusedFor(profile, { handle })]).toEqual([handle, 'handle_taken']);
    expect((await ana.gets(profile, { handle: 'everton' })).person.handle).toBe('everton');
  });

  it('decides again where the profile has moved meanwhile, and gives up when it always does', async () => {
    let inTheMeantime = 1;
    const { people, tables } = aWorkspace(({ directory }) => ({
      directory: {
        ...directory,
        change: async (was, to) => {
          if (inTheMeantime-- > 0) tables.people.set('ana', { ...was, name: `${was.name}!` });
          return directory.change(was, to);
        },
      },
    }));
    const [ana] = people('ana');
    expect((await ana.gets(profile, { handle: 'ana' })).person).toMatchObject({ name: 'ana!', handle: 'ana' });
    inTheMeantime = Infinity;
    expect(await ana.refusedFor(profile, { handle: 'annie' })).toBe('busy');
  });

  it.each([{ handle: 'a' }, { name: ' ' }, { colour: 8 }, { timeZone: 'Mars/Olympus' }, { says: { text: '' } }])(
    'takes no profile like %j',
    async (asked) => {
      const { people } = aWorkspace();
      const [ana] = people('ana');
      expect(await ana.refusedFor(profile, asked)).toBe('invalid');
    },
  );

  it('[LIMIT-1] is not done all day', async () => {
    const { people } = aWorkspace(() => ({ rates: { ...unlimited, profiles: { burst: 1, everyMs: 1_000 } } }));
    const [ana] = people('ana');
    await ana.gets(profile, { colour: 1 });
    expect(await ana.refusedFor(profile, { colour: 2 })).toBe('slow_down');
  });
});
