import { describe, expect, it } from 'vitest';
import type { Delivery, DeliveryQueue } from './delivery-queue';

/** A queue that nobody else uses, and all that has come out of its other end once it is empty, in order. */
export type QueueWorld = { queue: DeliveryQueue; drained(): Promise<Delivery[]> };

const conversationId = `c-${'0'.repeat(31)}1`;
const seq = (nth: number, shard = 0): Delivery => ({ conversationId, from: nth, to: nth, shard, of: 4 });
const ofShard = (deliveries: readonly Delivery[], shard: number) => deliveries.filter((one) => one.shard === shard);

/** What every delivery queue does, whatever it is made of. */
export const deliveryQueueContract = (aWorld: () => Promise<QueueWorld>): void => {
  describe('a delivery queue', () => {
    it('[DEL-2] gives out what was added, as it was', async () => {
      const { queue, drained } = await aWorld();
      const delivery = { conversationId, from: 41, to: 57, shard: 2, of: 3 };
      await queue.add([delivery]);
      expect(await drained()).toEqual([delivery]);
    });

    it('takes none at all', async () => {
      const { queue, drained } = await aWorld();
      await queue.add([]);
      expect(await drained()).toEqual([]);
    });

    it('[DEL-2] takes more at once than one call to a service may carry, each shard in order', async () => {
      const { queue, drained } = await aWorld();
      const added = Array.from({ length: 25 }, (_, nth) => seq(nth + 1, nth % 4));
      await queue.add(added);
      const out = await drained();
      expect(out).toHaveLength(25);
      for (const shard of [0, 1, 2, 3]) expect(ofShard(out, shard)).toEqual(ofShard(added, shard));
    });

    it('[DEL-2] keeps the order of one shard over several calls', async () => {
      const { queue, drained } = await aWorld();
      for (const nth of [1, 2, 3]) await queue.add([seq(nth, 0), seq(nth, 1)]);
      const out = await drained();
      expect(ofShard(out, 0)).toEqual([seq(1, 0), seq(2, 0), seq(3, 0)]);
      expect(ofShard(out, 1)).toEqual([seq(1, 1), seq(2, 1), seq(3, 1)]);
    });

    it('[DEL-2] gives out each of two conversations’ deliveries, though they are alike in all else', async () => {
      const { queue, drained } = await aWorld();
      const other = { ...seq(1), conversationId: `c-${'0'.repeat(31)}2` };
      await queue.add([seq(1), other]);
      const out = await drained();
      expect(out).toHaveLength(2);
      expect(out).toEqual(expect.arrayContaining([seq(1), other]));
    });
  });
};
