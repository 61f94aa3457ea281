import type { Person } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { plainAccess } from '../access/access-store';
import { atOnce, type MakeStores, racers } from '../testing/stores';
import { formerMember } from './people-store';

const ana = { id: 'ana', name: 'Ana Ünlü', email: 'ana@example.com' };
const bo = { id: 'bo', name: 'Bo', email: 'bo@example.com' };
const byId = (people: Person[]) => people.sort((a, b) => (a.id < b.id ? -1 : 1));

/** What every people store does, whatever it is made of. */
export const peopleStoreContract = (makeStores: MakeStores): void => {
  describe('a people store', () => {
    it('finds whom it stored, by id and by address', async () => {
      const { people } = await makeStores();
      expect(await people.create(ana)).toBe(true);
      expect(await people.create(bo)).toBe(true);
      expect(byId(await people.get(['bo', 'nobody', 'ana', 'bo']))).toEqual([ana, bo]);
      expect(await people.byEmail('bo@example.com')).toEqual(bo);
      expect(await people.byEmail('nobody@example.com')).toBeUndefined();
      expect(await people.get([])).toEqual([]);
    });

    it('keeps what people chose, beside who they are', async () => {
      const { people } = await makeStores();
      await people.create(ana);
      await people.create(bo);
      expect(await people.settings(['ana', 'bo', 'nobody'])).toEqual(
        new Map([
          ['ana', { readReceipts: true }],
          ['bo', { readReceipts: true }],
        ]),
      );
      expect(await people.choose('ana', { readReceipts: false })).toEqual({ readReceipts: false });
      expect(await people.choose('ana', {})).toEqual({ readReceipts: false });
      expect((await people.settings(['bo', 'ana'])).get('ana')).toEqual({ readReceipts: false });
      expect((await people.settings(['bo'])).get('bo')).toEqual({ readReceipts: true });
      expect(await people.get(['ana'])).toEqual([ana]);
      expect(await people.choose('ana', { readReceipts: true })).toEqual({ readReceipts: true });
    });

    it('makes nobody of what somebody chose who is not there, or not any more', async () => {
      const { people, access } = await makeStores();
      expect(await people.choose('nobody', { readReceipts: false })).toBeUndefined();
      expect(await people.choose('nobody', {})).toBeUndefined();
      await people.create(bo);
      await access.change('bo', { status: 'removed' }, plainAccess);
      for (const chosen of [{ readReceipts: false }, {}]) expect(await people.choose('bo', chosen)).toBeUndefined();
      expect((await people.settings(['bo'])).get('bo')).toEqual({ readReceipts: true });
      expect(await people.get(['nobody'])).toEqual([]);
      expect(await people.settings(['nobody'])).toEqual(new Map());
    });

    it('[AUTH-6] forgets what is personal of somebody, and frees their address, as often as it is told', async () => {
      const { people, access } = await makeStores();
      await people.create({ ...ana, colour: 3, timeZone: 'Europe/Berlin', says: { text: 'away' } });
      await people.create(bo);
      await people.choose('ana', { readReceipts: false });
      await access.note('ana', { username: 'Google_1', validFrom: 7 });
      await access.change('ana', { status: 'removed' }, { ...plainAccess, validFrom: 7 });
      await people.forget('ana');
      await people.forget('ana');
      expect(await people.get(['ana'])).toEqual([{ id: 'ana', ...formerMember, role: 'member', status: 'removed' }]);
      expect(await access.of(['ana'])).toEqual(new Map([['ana', { ...plainAccess, status: 'removed', validFrom: 7 }]]));
      expect((await people.settings(['ana'])).get('ana')).toEqual({ readReceipts: true });
      expect(await people.byEmail(ana.email)).toBeUndefined();
      expect(await people.get(['bo'])).toEqual([bo]);
      expect(await people.create({ ...ana, id: 'ana-again' })).toBe(true);
      await people.forget('ana');
      expect(await people.byEmail(ana.email)).toEqual({ ...ana, id: 'ana-again' });
      await people.forget('nobody');
      expect(await people.get(['nobody'])).toEqual([]);
    });

    it('[AUTH-7] finds somebody by their new address, and by the one before no more, which is free', async () => {
      const { people } = await makeStores();
      await people.create({ ...ana, handle: 'annie' });
      expect(await people.changeEmail(ana, 'ana@elsewhere.example')).toBe('changed');
      const moved = { ...ana, handle: 'annie', email: 'ana@elsewhere.example' };
      expect(await people.get(['ana'])).toEqual([moved]);
      expect(await people.byEmail('ana@elsewhere.example')).toEqual(moved);
      expect(await people.byEmail(ana.email)).toBeUndefined();
      expect(await people.create({ ...bo, email: ana.email })).toBe(true);
      expect(await people.byEmail(ana.email)).toEqual({ ...bo, email: ana.email });
    });

    it('[AUTH-7] gives nobody an address that another has, or that they were not known to leave', async () => {
      const { people } = await makeStores();
      await people.create(ana);
      await people.create(bo);
      expect(await people.changeEmail(ana, bo.email)).toBe('taken');
      expect(await people.changeEmail({ ...ana, email: 'old@example.com' }, 'new@example.com')).toBe('moved');
      expect(await people.changeEmail({ ...ana, id: 'nobody' }, 'new@example.com')).toBe('moved');
      expect(await people.changeEmail(ana, ana.email)).toBe('changed');
      expect(byId(await people.get(['ana', 'bo', 'nobody']))).toEqual([ana, bo]);
      expect(await people.byEmail(ana.email)).toEqual(ana);
      expect(await people.byEmail(bo.email)).toEqual(bo);
      expect(await people.byEmail('new@example.com')).toBeUndefined();
    });

    it('[AUTH-7] gives an address to one of however many come to it, who all keep their own until then', async () => {
      const { people } = await makeStores();
      const addressOf = (nth: number) => `p-${nth}@example.com`;
      await atOnce(racers, (nth) => people.create({ ...ana, id: `p-${nth}`, email: addressOf(nth) }));
      const outcomes = await atOnce(racers, (nth) =>
        people.changeEmail({ id: `p-${nth}`, email: addressOf(nth) }, 'ana@elsewhere.example'),
      );
      expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(1);
      const winner = outcomes.indexOf('changed') + 1;
      expect((await people.byEmail('ana@elsewhere.example'))?.id).toBe(`p-${winner}`);
      const found = await atOnce(racers, (nth) => people.byEmail(addressOf(nth)));
      expect(found.map((person) => person?.id)).toEqual(
        outcomes.map((_, index) => (index + 1 === winner ? undefined : `p-${index + 1}`)),
      );
    });

    it('[AUTH-6] [AUTH-7] gives no address to somebody who was removed, and forgets the one that they came to last', async () => {
      const { people, access } = await makeStores();
      await people.create(ana);
      await people.changeEmail(ana, 'ana@elsewhere.example');
      await access.change('ana', { status: 'removed' }, plainAccess);
      expect(await people.changeEmail({ ...ana, email: 'ana@elsewhere.example' }, ana.email)).toBe('moved');
      await people.forget('ana');
      expect(await people.byEmail('ana@elsewhere.example')).toBeUndefined();
      expect(await people.changeEmail({ id: 'ana', email: formerMember.email }, ana.email)).toBe('moved');
      expect(await people.byEmail(ana.email)).toBeUndefined();
    });

    it('gives more than a hundred at once', async () => {
      const { people } = await makeStores();
      const all = Array.from({ length: 130 }, (_, nth) => ({ ...bo, id: `p-${nth}`, email: `p-${nth}@example.com` }));
      await Promise.all(all.map((person) => people.create(person)));
      expect(byId(await people.get(all.map(({ id }) => id)))).toEqual(byId(all));
    });

    it('stores a person once, and changes nothing the second time', async () => {
      const { people } = await makeStores();
      await people.create(ana);
      expect(await people.create(ana)).toBe(false);
      expect(await people.create({ ...ana, name: 'Another', email: 'other@example.com' })).toBe(false);
      expect(await people.create({ ...bo, email: ana.email })).toBe(false);
      expect(await people.get(['ana', 'bo'])).toEqual([ana]);
      expect(await people.byEmail('other@example.com')).toBeUndefined();
      expect(await people.byEmail(ana.email)).toEqual(ana);
    });

    it('gives an address to one person, however many race for it, and stores nothing of the others', async () => {
      const { people } = await makeStores();
      const created = await atOnce(racers, (nth) => people.create({ ...ana, id: `p-${nth}` }));
      const winner = { ...ana, id: `p-${created.indexOf(true) + 1}` };
      expect(created.filter(Boolean)).toHaveLength(1);
      expect(await people.byEmail(ana.email)).toEqual(winner);
      expect(await people.get(created.map((_, index) => `p-${index + 1}`))).toEqual([winner]);
    });

    it('gives an id to one person, however many race for it, and keeps no address of the others', async () => {
      const { people } = await makeStores();
      const addressOf = (nth: number) => `ana-${nth}@example.com`;
      const created = await atOnce(racers, (nth) => people.create({ ...ana, email: addressOf(nth) }));
      const winner = { ...ana, email: addressOf(created.indexOf(true) + 1) };
      expect(created.filter(Boolean)).toHaveLength(1);
      expect(await people.get(['ana'])).toEqual([winner]);
      const found = await atOnce(racers, (nth) => people.byEmail(addressOf(nth)));
      expect(found.filter((person) => person !== undefined)).toEqual([winner]);
    });
  });
};
