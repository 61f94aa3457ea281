import { limits, utf8Bytes, type KnownEntry } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aMessage, atOnce, conversationNumber, keyNumber, type MakeStores, racers } from '../testing/stores';
import type { ConversationLog } from './conversation-log';
import { messageProjectionsContract } from './message-projections.contract';
import { conversationLogProjectionsContract } from './projections.contract';

const here = conversationNumber(1);
const elsewhere = conversationNumber(2);
const claimed = { outcome: 'claimed' };

/** What every conversation log does, whatever it is made of. */
export const conversationLogContract = (makeStores: MakeStores): void => {
  const logOf = async (...seqs: number[]): Promise<ConversationLog> => {
    const { log } = await makeStores();
    for (const seq of seqs) expect(await log.claim(here, aMessage({ seq }))).toEqual(claimed);
    return log;
  };
  const seqsOf = async (reading: ReturnType<ConversationLog['from']>) => (await reading).map(({ seq }) => seq);

  describe('a conversation log', () => {
    it('[LOG-1] fills a slot once, however many race for it, and keeps what was put there', async () => {
      const log = await logOf();
      const rivals = Array.from({ length: racers }, (_, nth) => aMessage({ key: keyNumber(nth), text: `${nth}` }));
      const claims = await Promise.all(rivals.map((rival) => log.claim(here, rival)));
      const [winner] = rivals.filter((_, nth) => claims[nth]?.outcome === 'claimed');
      expect(claims.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ outcome }) => outcome === 'taken')).toEqual(
        Array.from({ length: racers - 1 }, () => ({ outcome: 'taken', by: winner })),
      );
      expect(await log.from(here, 1, 10)).toEqual([winner]);
    });

    it('[LOG-3] answers a claim of a taken slot with the entry that stands there', async () => {
      const log = await logOf();
      const mine = aMessage({ author: 'ana', key: keyNumber(7), text: 'mine' });
      await log.claim(here, mine);
      expect(await log.claim(here, aMessage({ author: 'bo', text: 'yours' }))).toEqual({ outcome: 'taken', by: mine });
      expect(await log.claim(here, mine)).toEqual({ outcome: 'taken', by: mine });
    });

    it('keeps logs apart', async () => {
      const log = await logOf(1, 2);
      expect(await log.claim(elsewhere, aMessage({ text: 'elsewhere' }))).toEqual(claimed);
      expect(await seqsOf(log.from(here, 1, 10))).toEqual([1, 2]);
      expect(await seqsOf(log.from(elsewhere, 1, 10))).toEqual([1]);
    });

    it('reads from a seq on, ascending by number, so many at most', async () => {
      const log = await logOf(8, 9, 10, 11, 99, 100, 1_000);
      expect(await seqsOf(log.from(here, 9, 10))).toEqual([9, 10, 11, 99, 100, 1_000]);
      expect(await seqsOf(log.from(here, 9, 3))).toEqual([9, 10, 11]);
      expect(await seqsOf(log.from(here, 12, 1))).toEqual([99]);
      expect(await log.from(here, 1_001, 10)).toEqual([]);
      expect(await log.from(here, 1, 0)).toEqual([]);
      expect(await log.from(elsewhere, 1, 10)).toEqual([]);
    });

    it('reads the last ones, or the last below a seq, ascending', async () => {
      const log = await logOf(8, 9, 10, 11, 99, 100);
      expect(await seqsOf(log.last(here, 2))).toEqual([99, 100]);
      expect(await seqsOf(log.last(here, 10))).toEqual([8, 9, 10, 11, 99, 100]);
      expect(await seqsOf(log.last(here, 2, 11))).toEqual([9, 10]);
      expect(await log.last(here, 2, 8)).toEqual([]);
      expect(await log.last(here, 2, 1)).toEqual([]);
      expect(await log.last(here, 2, 0)).toEqual([]);
      expect(await log.last(here, 0)).toEqual([]);
      expect(await log.last(elsewhere, 2)).toEqual([]);
    });

    it('reads an entry as soon as it is claimed', async () => {
      const log = await logOf();
      for (let seq = 1; seq <= 20; seq++) {
        await log.claim(here, aMessage({ seq }));
        expect(await seqsOf(log.last(here, 1))).toEqual([seq]);
      }
    });

    it('holds an entry of 24 KB, whatever letters it is written with', async () => {
      const log = await logOf();
      const text = `é🙂 "\\\u0007\u2028${'"'.repeat(7_800)}`.padEnd(16_000, 'x');
      const large = aMessage({ text });
      expect(utf8Bytes(JSON.stringify(large))).toBeGreaterThan(23 * 1024);
      expect(utf8Bytes(JSON.stringify(large))).toBeLessThanOrEqual(limits.entryBytes);
      expect(await log.claim(here, large)).toEqual(claimed);
      expect(await log.from(here, 1, 1)).toEqual([large]);
      expect(await log.claim(here, aMessage())).toEqual({ outcome: 'taken', by: large });
    });

    it('reads over a megabyte of entries in one go, in both directions', async () => {
      const { log } = await makeStores();
      const large = 'x'.repeat(limits.textBytes);
      const count = 80;
      await atOnce(count, (seq) => log.claim(here, aMessage({ seq, text: large })));
      const all = Array.from({ length: count }, (_, index) => index + 1);
      expect(await seqsOf(log.from(here, 1, 1_000))).toEqual(all);
      expect(await seqsOf(log.last(here, 1_000))).toEqual(all);
      expect(await seqsOf(log.from(here, 2, 75))).toEqual(all.slice(1, 76));
      expect(await seqsOf(log.last(here, 75, count))).toEqual(all.slice(4, 79));
      // A bound on bytes ends the reading early, behind a page of the store, and never before the first entry.
      const bounded = await seqsOf(log.from(here, 1, 1_000, 20 * 1024));
      expect(bounded.length).toBeGreaterThan(0);
      expect(bounded.length).toBeLessThan(count);
      expect(bounded).toEqual(all.slice(0, bounded.length));
    });

    it('reads entries of a kind that this build does not know as they are', async () => {
      const { log } = await makeStores();
      const body = { question: 'Where?', options: ['here', null, 1.5, true, {}, []], 'closes at': -1 };
      const fromANewerBuild = { ...aMessage(), kind: 'poll.opened', body };
      await log.claim(here, fromANewerBuild as unknown as KnownEntry);
      expect(await log.from(here, 1, 1)).toEqual([fromANewerBuild]);
      expect(await log.claim(here, aMessage())).toEqual({ outcome: 'taken', by: fromANewerBuild });
    });
  });

  conversationLogProjectionsContract(makeStores);
  messageProjectionsContract(makeStores);
};
