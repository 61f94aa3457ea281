import { describe, expect, it } from 'vitest';
import { aClock } from '../testing/a-clock';
import { aMessage, beginning, conversationNumber, general, joining, leaving, type MakeStores } from '../testing/stores';
import { createCompanions } from './companions';

const minute = 60_000;
const everybody = ['ana', 'bo', 'cy', 'gus', 'nobody'];

/** Gus is with Ana and Bo in one conversation; Cy is in another. What is read is counted. */
const start = async (makeStores: MakeStores) => {
  const stores = await makeStores();
  const clock = aClock();
  const reads = { rows: 0, rosters: 0 };
  const companions = createCompanions({
    inbox: { ...stores.inbox, rows: async (...asked) => ((reads.rows += 1), stores.inbox.rows(...asked)) },
    memberships: {
      ...stores.memberships,
      roster: async (...asked) => ((reads.rosters += 1), stores.memberships.roster(...asked)),
    },
    clock,
  });
  const [shared, other] = [general.id, conversationNumber(2)];
  const claim = async (id: string, seq: number, ...projections: Parameters<typeof stores.log.claim>[2] & object) =>
    expect(await stores.log.claim(id, aMessage({ seq }), projections)).toEqual({ outcome: 'claimed' });
  const joined = ['ana', 'bo', 'gus'].map((id) => joining(id, 1));
  await claim(shared, 1, beginning(general), ...joined);
  await claim(other, 1, beginning({ ...general, id: other }), joining('cy', 1));
  const seen = async (...ids: string[]) =>
    (await companions('gus', ids.length > 0 ? ids : everybody)).toSorted((a, b) => (a < b ? -1 : 1));
  return { ...{ claim, clock, reads, seen, shared, other } };
};

/** Whom somebody is in a conversation with, whatever the stores are made of. */
export const companionsContract = (makeStores: MakeStores): void => {
  describe('companions', () => {
    it('[DEL-4] are who is in a conversation with somebody, and they themselves', async () => {
      const { seen } = await start(makeStores);
      expect(await seen()).toEqual(['ana', 'bo', 'gus']);
      expect(await seen('cy', 'bo', 'bo')).toEqual(['bo']);
    });

    it('[DEL-4] are so at once where somebody comes into a conversation, and no more where they leave it', async () => {
      const { claim, seen, shared, other } = await start(makeStores);
      await seen();
      await claim(other, 2, joining('gus', 2));
      expect(await seen()).toEqual(['ana', 'bo', 'cy', 'gus']);
      await claim(shared, 2, leaving('gus', 2));
      expect(await seen()).toEqual(['cy', 'gus']);
    });

    it('[DEL-4] are others who come and go within five minutes', async () => {
      const { claim, clock, seen, shared } = await start(makeStores);
      await seen();
      await claim(shared, 2, leaving('bo', 2), joining('cy', 2));
      await clock.pass(5 * minute + 1);
      expect(await seen()).toEqual(['ana', 'cy', 'gus']);
    });

    it('[DEL-4] cost a read of somebody’s own rows, and of each conversation once in five minutes, whoever is asked about', async () => {
      const { clock, reads, seen } = await start(makeStores);
      for (let nth = 0; nth < 5; nth += 1) {
        await seen('bo', `stranger-${nth}`);
        await clock.pass(minute);
      }
      expect(reads).toEqual({ rows: 5, rosters: 1 });
      await clock.pass(minute);
      await seen('bo');
      expect(reads).toEqual({ rows: 6, rosters: 2 });
      await seen('gus');
      expect(reads).toEqual({ rows: 6, rosters: 2 });
    });
  });
};
