import { describe, expect, it } from 'vitest';
import { atOnce, type MakeStores, racers, type Stores } from '../testing/stores';
import { type Access, plainAccess } from './access-store';

const ana = { id: 'ana', name: 'Ana', email: 'ana@example.com' };
const bo = { id: 'bo', name: 'Bo', email: 'bo@example.com' };
const owner: Access = { ...plainAccess, role: 'owner' };

/** What every access store does, whatever it is made of. */
export const accessStoreContract = (makeStores: MakeStores): void => {
  const withPeople = async (...people: (typeof ana)[]): Promise<Stores> => {
    const stores = await makeStores();
    for (const person of people) await stores.people.create(person);
    return stores;
  };
  const accessOf = async ({ access }: Stores, id: string) => (await access.of([id])).get(id);

  describe('an access store', () => {
    it('takes everybody with a profile for an active member, and knows nobody else', async () => {
      const { access } = await withPeople(ana, bo);
      expect(await access.of(['bo', 'nobody', 'ana'])).toEqual(
        new Map([
          ['ana', plainAccess],
          ['bo', plainAccess],
        ]),
      );
      expect(await access.of([])).toEqual(new Map());
    });

    it('changes role, status and since when sign-ins count, each by itself, and shows the former two to all', async () => {
      const stores = await withPeople(ana, bo);
      const { access, people } = stores;
      expect(await access.change('bo', { role: 'admin' }, plainAccess)).toBe('changed');
      const admin: Access = { ...plainAccess, role: 'admin' };
      expect(await accessOf(stores, 'bo')).toEqual(admin);
      expect(await access.change('bo', { status: 'suspended', validFrom: 7 }, admin)).toBe('changed');
      expect(await accessOf(stores, 'bo')).toEqual({ role: 'admin', status: 'suspended', validFrom: 7 });
      expect(await accessOf(stores, 'ana')).toEqual(plainAccess);
      expect(await people.get(['bo'])).toEqual([{ ...bo, role: 'admin', status: 'suspended' }]);
      expect(await people.get(['ana'])).toEqual([ana]);
    });

    it('changes nothing that is not as it was decided on, nor anybody who is not there', async () => {
      const stores = await withPeople(ana);
      const { access } = stores;
      await access.change('ana', { role: 'guest' }, plainAccess);
      const guest: Access = { ...plainAccess, role: 'guest' };
      expect(await access.change('ana', { role: 'admin' }, plainAccess)).toBe('moved');
      expect(await access.change('ana', { role: 'admin' }, { ...guest, status: 'suspended' })).toBe('moved');
      expect(await access.change('nobody', { role: 'admin' }, plainAccess)).toBe('moved');
      expect(await access.of(['ana', 'nobody'])).toEqual(new Map([['ana', guest]]));
    });

    it('never moves back since when sign-ins count', async () => {
      const stores = await withPeople(ana);
      const { access } = stores;
      await access.note('ana', { validFrom: 7 });
      await access.note('ana', { validFrom: 3 });
      expect(await accessOf(stores, 'ana')).toEqual({ ...plainAccess, validFrom: 7 });
      expect(await access.change('ana', { status: 'suspended', validFrom: 8 }, plainAccess)).toBe('moved');
      const was = { ...plainAccess, validFrom: 7 };
      expect(await access.change('ana', { status: 'suspended', validFrom: 5 }, was)).toBe('changed');
      expect(await accessOf(stores, 'ana')).toMatchObject({ status: 'suspended', validFrom: 7 });
    });

    it('notes what somebody is called in the user pool, and makes nobody of it who is not there', async () => {
      const stores = await withPeople(ana);
      const { access } = stores;
      await access.note('ana', { username: 'Google_1' });
      await access.note('ana', { validFrom: 2 });
      await access.note('nobody', { username: 'x', validFrom: 2 });
      expect(await access.of(['ana', 'nobody'])).toEqual(
        new Map([['ana', { ...plainAccess, username: 'Google_1', validFrom: 2 }]]),
      );
    });

    it('[AUTH-11] notes who is held up, together with their name, and keeps it', async () => {
      const { people, access } = await makeStores();
      await people.create({ id: 'ana', name: 'Ana', email: 'ana@example.com' });
      const held = { until: 7_000, hash: 'a hash' };
      await access.note('ana', { username: 'u-1', held });
      await access.note('ana', { validFrom: 5 });
      const known = { ...plainAccess, validFrom: 5, username: 'u-1', held };
      expect((await access.of(['ana'])).get('ana')).toEqual(known);
      expect(await access.change('ana', { status: 'suspended' }, known)).toBe('changed');
      expect((await access.of(['ana'])).get('ana')).toEqual({ ...known, status: 'suspended' });
    });

    it('[AUTH-3] notes anew who is held up, without a name as well, and nothing of somebody who is not there', async () => {
      const { access } = await withPeople(ana);
      await access.note('ana', { username: 'u-1', held: { until: 7_000, hash: 'a hash' } });
      const held = { until: 9_000, hash: 'another' };
      await access.note('ana', { held });
      await access.note('nobody', { held });
      expect(await access.of(['ana', 'nobody'])).toEqual(new Map([['ana', { ...plainAccess, username: 'u-1', held }]]));
    });

    it('[ROLE-4] knows whether there is an active owner', async () => {
      const { access } = await withPeople(ana, bo);
      expect(await access.hasOwner()).toBe(false);
      await access.change('ana', { role: 'admin' }, plainAccess);
      expect(await access.hasOwner()).toBe(false);
      await access.change('bo', { role: 'owner' }, plainAccess);
      expect(await access.hasOwner()).toBe(true);
    });

    it.each([
      ['loses the role', { role: 'admin' }],
      ['is suspended', { status: 'suspended' }],
      ['is removed', { status: 'removed' }],
    ] as const)('[ROLE-4] has an active owner always: the last one never %s', async (_, to) => {
      const stores = await withPeople(ana, bo);
      const { access } = stores;
      expect(await access.change('ana', { role: 'owner' }, plainAccess)).toBe('changed');
      expect(await access.change('ana', to, owner)).toBe('last_owner');
      expect(await accessOf(stores, 'ana')).toEqual(owner);
      expect(await access.change('bo', { role: 'owner' }, plainAccess)).toBe('changed');
      expect(await access.change('ana', to, owner)).toBe('changed');
      expect(await access.change('bo', to, owner)).toBe('last_owner');
    });

    it('[ROLE-4] counts an owner who is suspended as none, and as one again when reinstated', async () => {
      const { access } = await withPeople(ana, bo);
      await access.change('ana', { role: 'owner' }, plainAccess);
      await access.change('bo', { role: 'owner' }, plainAccess);
      await access.change('bo', { status: 'suspended' }, owner);
      expect(await access.change('ana', { role: 'member' }, owner)).toBe('last_owner');
      const suspended: Access = { ...owner, status: 'suspended' };
      expect(await access.change('bo', { status: 'active' }, suspended)).toBe('changed');
      expect(await access.change('ana', { role: 'member' }, owner)).toBe('changed');
    });

    it('[ROLE-4] keeps one owner, however many step down at once', async () => {
      const all = Array.from({ length: racers }, (_, nth) => ({
        ...bo,
        id: `p-${nth + 1}`,
        email: `${nth}@example.com`,
      }));
      const { access } = await withPeople(...all);
      for (const { id } of all) await access.change(id, { role: 'owner' }, plainAccess);
      const outcomes = await atOnce(racers, (nth) => access.change(`p-${nth}`, { role: 'member' }, owner));
      expect(outcomes.filter((outcome) => outcome === 'last_owner')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(racers - 1);
      const roles = [...(await access.of(all.map(({ id }) => id))).values()].map(({ role }) => role);
      expect(roles.filter((role) => role === 'owner')).toHaveLength(1);
    });

    it('changes somebody once, however many decide on the same', async () => {
      const { access } = await withPeople(ana);
      const outcomes = await atOnce(racers, () => access.change('ana', { status: 'suspended' }, plainAccess));
      expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(1);
    });
  });
};
