import { describe, expect, it } from 'vitest';
import { aMessage, atOnce, beginning, conversationNumber, general, type MakeStores } from '../testing/stores';

/** What every conversation store does, whatever it is made of. */
export const conversationStoreContract = (makeStores: MakeStores): void => {
  describe('a conversation store', () => {
    it('gives the conversations that exist, as they were written', async () => {
      const { log, conversations } = await makeStores();
      const { name: _, ...nameless } = general;
      const direct = { ...nameless, id: `d-${'0'.repeat(32)}`, kind: 'direct' as const, people: ['ana', 'bo'] };
      await log.claim(general.id, aMessage(), [beginning(general)]);
      await log.claim(direct.id, aMessage(), [beginning(direct)]);
      const found = await conversations.get([direct.id, conversationNumber(404), general.id]);
      expect(found.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([general, direct]);
    });

    it('gives more than a hundred at once, and each once, however often it is asked for', async () => {
      const { log, conversations } = await makeStores();
      const ids = Array.from({ length: 130 }, (_, nth) => conversationNumber(nth + 1));
      await atOnce(130, (nth) => {
        const id = conversationNumber(nth);
        return log.claim(id, aMessage(), [beginning({ ...general, id })]);
      });
      const found = await conversations.get([...ids, ...ids]);
      expect(found.map(({ id }) => id).sort()).toEqual(ids);
    });

    it('gives nothing when nothing is asked for', async () => {
      const { conversations } = await makeStores();
      expect(await conversations.get([])).toEqual([]);
    });
  });
};
