import type { Person } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { plainAccess } from '../access/access-store';
import { atOnce, type MakeStores, racers, type Stores } from '../testing/stores';
import type { Directory, Listed, ProfileChange } from './directory';

const ana = { id: 'ana', name: 'Ana Ünlü', email: 'ana@example.com' };
const bo = { id: 'bo', name: 'Bo', email: 'bo@example.com' };
const ids = (places: Listed[]) => places.map(({ personId }) => personId);
const all = { limit: 100 };

const of = async ({ people }: Stores, id: string): Promise<Person> => {
  const [person] = await people.get([id]);
  if (!person) throw new Error(`There is no ${id}.`);
  return person;
};
const changes = async (stores: Stores, id: string, to: ProfileChange) =>
  stores.directory.change(await of(stores, id), to);
const everywhere = async (directory: Directory) => [...(await directory.list(all)), ...(await directory.find('', all))];

/** What every directory does, whatever it is made of. */
export const directoryContract = (makeStores: MakeStores): void => {
  const start = async () => {
    const stores = await makeStores();
    await stores.people.create(ana);
    await stores.people.create(bo);
    return stores;
  };

  describe('a directory', () => {
    it('has everybody who was created, by name and by each word of it', async () => {
      const { directory } = await start();
      expect(await directory.list(all)).toEqual([
        { term: 'ana unlu', personId: 'ana' },
        { term: 'bo', personId: 'bo' },
      ]);
      expect(await directory.find('unl', all)).toEqual([{ term: 'unlu', personId: 'ana' }]);
      expect(await directory.find('ana u', all)).toEqual([{ term: 'ana unlu', personId: 'ana' }]);
      expect(await directory.find('nlu', all)).toEqual([]);
    });

    it('changes what is named and nothing else, and finds by what it is now', async () => {
      const stores = await start();
      const says = { text: 'On holiday', until: 1_767_225_600_000 };
      expect(await changes(stores, 'ana', { handle: 'annie', colour: 3, timeZone: 'Europe/Berlin', says })).toBe(
        'changed',
      );
      expect(await of(stores, 'ana')).toEqual({ ...ana, handle: 'annie', colour: 3, timeZone: 'Europe/Berlin', says });
      expect(ids(await stores.directory.find('anni', all))).toEqual(['ana']);
      expect(await changes(stores, 'ana', { name: 'Zoë', says: null })).toBe('changed');
      expect(await of(stores, 'ana')).toEqual({
        ...{ id: 'ana', name: 'Zoë', email: ana.email, handle: 'annie', colour: 3, timeZone: 'Europe/Berlin' },
      });
      expect(await stores.directory.find('an', all)).toEqual([{ term: 'annie', personId: 'ana' }]);
      expect(ids(await stores.directory.list(all))).toEqual(['bo', 'ana']);
      expect(await changes(stores, 'ana', {})).toBe('changed');
      expect(await changes(stores, 'ana', { handle: null })).toBe('changed');
      expect((await of(stores, 'ana')).handle).toBeUndefined();
      expect(await stores.directory.find('annie', all)).toEqual([]);
    });

    it('[PEOPLE-1] gives a handle to one person, with all that look like it, and takes it back', async () => {
      const stores = await start();
      expect(await changes(stores, 'ana', { handle: 'lo.lo' })).toBe('changed');
      for (const handle of ['lo.lo', 'lolo', 'l0_l0', 'io10'])
        expect([handle, await changes(stores, 'bo', { handle, colour: 7 })]).toEqual([handle, 'handle_taken']);
      expect(await of(stores, 'bo')).toEqual(bo);
      expect(await changes(stores, 'ana', { handle: 'l-o-lo' })).toBe('changed'); // it looks like her own
      expect(await changes(stores, 'bo', { handle: 'lolo' })).toBe('handle_taken');
      expect(await changes(stores, 'ana', { handle: 'annie' })).toBe('changed');
      expect(await changes(stores, 'bo', { handle: 'lolo' })).toBe('changed');
      expect(await changes(stores, 'bo', { handle: null })).toBe('changed');
      expect(await changes(stores, 'ana', { handle: 'lolo' })).toBe('changed');
    });

    it('[PEOPLE-1] gives it to one of however many want it at once', async () => {
      const stores = await start();
      await atOnce(racers, (nth) => stores.people.create({ ...bo, id: `p-${nth}`, email: `p-${nth}@example.com` }));
      const outcomes = await atOnce(racers, (nth) => changes(stores, `p-${nth}`, { handle: nth % 2 ? 'neo' : 'ne0' }));
      expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(1);
      expect(await stores.directory.find('ne', all)).toHaveLength(1);
    });

    it('changes nothing where name or handle have moved, or nobody is there', async () => {
      const stores = await start();
      const was = await of(stores, 'ana');
      await changes(stores, 'ana', { name: 'Anna' });
      expect(await stores.directory.change(was, { name: 'Another' })).toBe('moved');
      const renamed = await of(stores, 'ana');
      await changes(stores, 'ana', { handle: 'anna' });
      expect(await stores.directory.change(renamed, { handle: 'another', colour: 1 })).toBe('moved');
      expect(await of(stores, 'ana')).toEqual({ ...ana, name: 'Anna', handle: 'anna' });
      expect(await stores.directory.change({ ...ana, id: 'nobody' }, { name: 'X' })).toBe('moved');
    });

    it('[AUTH-6] changes nothing of who was removed, and gives them no handle', async () => {
      const stores = await start();
      const was = (await stores.access.of(['ana'])).get('ana') ?? plainAccess;
      const before = await of(stores, 'ana');
      expect(await stores.access.change('ana', { status: 'removed' }, was)).toBe('changed');
      const removed = await of(stores, 'ana');
      for (const to of [{ name: 'Back again' }, { handle: 'annie' }, { says: { text: 'Still here' } }])
        for (const as of [before, removed]) expect(await stores.directory.change(as, to)).toBe('moved');
      expect(await of(stores, 'ana')).toEqual(removed);
      expect(await stores.directory.find('back', all)).toEqual([]);
      expect(await changes(stores, 'bo', { handle: 'annie' })).toBe('changed');
    });

    it('is read in stretches, in the order of code points', async () => {
      const stores = await start();
      const names = ['b', 'a b', 'a', 'a#', 'a\u{1f600}', 'a\uff5e', 'aa'];
      await Promise.all(
        names.map((name, nth) => stores.people.create({ id: `p${nth}`, name, email: `p${nth}@example.com` })),
      );
      const inOne = await stores.directory.find('a', all);
      const inMany: Listed[] = [];
      for (let after: Listed | undefined; ;) {
        const places = await stores.directory.find('a', { after, limit: 2 });
        inMany.push(...places);
        after = places.at(-1);
        if (places.length < 2) break;
      }
      expect(inMany).toEqual(inOne);
      expect(inOne.map(({ term }) => term)).toEqual(
        ['a', 'a b', 'a#', 'aa', 'ana unlu', 'a~', 'a\u{1f600}'].toSorted(),
      );
      const listed = await stores.directory.list({ limit: 3 });
      expect(await stores.directory.list({ after: listed[1], limit: 1 })).toEqual([listed[2]]);
    });

    it('forgets who is taken out of it, and frees their handle', async () => {
      const stores = await start();
      await changes(stores, 'ana', { handle: 'annie' });
      const was = await of(stores, 'ana');
      await stores.directory.remove(was);
      await stores.directory.remove(was);
      expect(ids(await everywhere(stores.directory))).toEqual(['bo', 'bo']);
      expect(await of(stores, 'ana')).toEqual(ana);
      expect(await changes(stores, 'bo', { handle: 'annie' })).toBe('changed');
      await stores.directory.remove(was);
      expect((await of(stores, 'bo')).handle).toBe('annie');
    });
  });
};
