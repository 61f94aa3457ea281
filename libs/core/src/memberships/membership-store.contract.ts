import { describe, expect, it } from 'vitest';
import { aMessage, beginning, general, joining, leaving, type MakeStores } from '../testing/stores';

/** What every membership store does, whatever it is made of. */
export const membershipStoreContract = (makeStores: MakeStores): void => {
  describe('a membership store', () => {
    it('gives a conversation with everybody who is or was in it', async () => {
      const { log, memberships } = await makeStores();
      const owner = { write: 'joined', personId: 'ana', role: 'owner', seq: 1, readN: 0, was: undefined } as const;
      await log.claim(general.id, aMessage({ seq: 1 }), [beginning(general), owner, joining('bo', 1)]);
      await log.claim(general.id, aMessage({ seq: 2 }), [leaving('bo', 2)]);
      await log.claim(general.id, aMessage({ seq: 3 }), [joining('cy', 3)]);
      const roster = await memberships.roster(general.id);
      expect(roster?.conversation).toEqual(general);
      expect(roster?.members.sort((a, b) => a.joined - b.joined || (a.personId < b.personId ? -1 : 1))).toEqual([
        { personId: 'ana', role: 'owner', joined: 1 },
        { personId: 'bo', role: 'member', joined: 1, left: 2 },
        { personId: 'cy', role: 'member', joined: 3 },
      ]);
    });

    it('gives them a page at a time too, by their ids, from behind the last on, whether that one is a member or not', async () => {
      const { log, memberships } = await makeStores();
      const people = ['ana', 'bo', 'cy', 'di', 'eve'].map((personId) => joining(personId, 1));
      await log.claim(general.id, aMessage({ seq: 1 }), [beginning(general), ...people]);
      await log.claim(general.id, aMessage({ seq: 2 }), [leaving('bo', 2)]);
      const page = async (after: string, limit: number) =>
        (await memberships.page(general.id, { after, limit })).map(({ personId, left }) => [personId, left]);
      expect(await page('', 2)).toEqual([
        ['ana', undefined],
        ['bo', 2],
      ]);
      expect(await page('bo', 2)).toEqual([
        ['cy', undefined],
        ['di', undefined],
      ]);
      expect(await page('cyrus', 10)).toEqual([
        ['di', undefined],
        ['eve', undefined],
      ]);
      expect(await page('eve', 2)).toEqual([]);
    });

    it('knows nothing of a conversation that does not exist', async () => {
      const { memberships } = await makeStores();
      expect(await memberships.roster(general.id)).toBeUndefined();
      expect(await memberships.page(general.id, { after: '', limit: 1 })).toEqual([]);
    });
  });
};
