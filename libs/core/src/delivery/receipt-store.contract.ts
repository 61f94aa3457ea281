import { describe, expect, it } from 'vitest';
import { atOnce, conversationNumber, type MakeStores, racers } from '../testing/stores';

const here = conversationNumber(1);
const elsewhere = conversationNumber(2);

/** What every receipt store does, whatever it is made of. */
export const receiptStoreContract = (makeStores: MakeStores): void => {
  describe('a receipt store', () => {
    it('keeps how far each conversation has come to each of its people', async () => {
      const { receipts } = await makeStores();
      expect(await receipts.of(here)).toEqual(new Map());
      expect(await receipts.climb(here, 'ana', 'received', 7)).toEqual({ received: 7, read: 0 });
      expect(await receipts.climb(here, 'ana', 'read', 5)).toEqual({ received: 7, read: 5 });
      await receipts.climb(here, 'bo', 'received', 3);
      await receipts.climb(elsewhere, 'ana', 'read', 90);
      expect(await receipts.of(here)).toEqual(
        new Map([
          ['ana', { received: 7, read: 5 }],
          ['bo', { received: 3, read: 0 }],
        ]),
      );
    });

    it('[SYNC-5] only climbs, and says so where somebody had come that far already', async () => {
      const { receipts } = await makeStores();
      await receipts.climb(here, 'ana', 'read', 5);
      for (const seq of [1, 4, 5]) expect(await receipts.climb(here, 'ana', 'read', seq)).toBeUndefined();
      expect(await receipts.of(here)).toEqual(new Map([['ana', { received: 5, read: 5 }]]));
    });

    it('[SYNC-5] takes what was read for received, whichever is told first', async () => {
      const { receipts } = await makeStores();
      await receipts.climb(here, 'ana', 'read', 5);
      expect(await receipts.climb(here, 'ana', 'received', 5)).toBeUndefined();
      expect(await receipts.climb(here, 'ana', 'received', 6)).toEqual({ received: 6, read: 5 });
      await receipts.climb(here, 'bo', 'received', 3);
      expect(await receipts.climb(here, 'bo', 'read', 9)).toEqual({ received: 9, read: 9 });
      expect((await receipts.of(here)).get('bo')).toEqual({ received: 9, read: 9 });
    });

    it('[SYNC-5] stands at the highest of each, in whatever order reports race', async () => {
      const { receipts } = await makeStores();
      await atOnce(racers, (nth) => receipts.climb(here, 'ana', nth % 2 === 0 ? 'read' : 'received', (nth * 7) % 20));
      // 7n mod 20 for n of 1 to 20: even n reach 18 at the most, odd ones 19.
      expect(await receipts.of(here)).toEqual(new Map([['ana', { received: 19, read: 18 }]]));
    });
  });
};
