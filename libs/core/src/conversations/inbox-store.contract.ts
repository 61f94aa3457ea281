import { describe, expect, it } from 'vitest';
import { aMessage, atOnce, conversationNumber, joining, leaving, type MakeStores, racers } from '../testing/stores';

const here = conversationNumber(1);

/** What every inbox store does, whatever it is made of. */
export const inboxStoreContract = (makeStores: MakeStores): void => {
  const withAna = async (...conversations: number[]) => {
    const stores = await makeStores();
    for (const id of conversations.map(conversationNumber))
      await stores.log.claim(id, aMessage(), [joining('ana', 1), joining('bo', 1)]);
    return stores;
  };

  describe('an inbox store', () => {
    it("gives a person's rows by conversation id, a page at a time", async () => {
      const { inbox } = await withAna(3, 20, 1, 2);
      const ids = [1, 2, 3, 20].map(conversationNumber);
      const idsOf = async (page?: { after?: string; limit: number }) =>
        (await inbox.rows('ana', page)).map(({ conversationId }) => conversationId);
      expect(await idsOf()).toEqual(ids);
      expect(await idsOf({ limit: 2 })).toEqual(ids.slice(0, 2));
      expect(await idsOf({ after: ids[1]!, limit: 10 })).toEqual(ids.slice(2));
      expect(await idsOf({ after: conversationNumber(4), limit: 1 })).toEqual([ids[3]]);
      expect(await idsOf({ after: ids[3]!, limit: 1 })).toEqual([]);
      expect(await inbox.rows('nobody')).toEqual([]);
    });

    it('gives the rows that people have for one conversation, and leaves out those who have none', async () => {
      const { log, inbox } = await withAna(1, 2);
      const people = Array.from({ length: 130 }, (_, nth) => `p-${nth}`);
      for (const [nth, first] of [0, 40, 80, 120].entries()) {
        const some = people.slice(first, first + 40);
        await log.claim(
          here,
          aMessage({ seq: nth + 2 }),
          some.map((id) => joining(id, nth + 2)),
        );
      }
      const rows = await inbox.rowsOf(here, ['ana', 'nobody', ...people, 'ana']);
      expect([...rows.keys()].sort()).toEqual(['ana', ...people].sort());
      expect(rows.get('ana')).toEqual({ conversationId: here, rev: 1, joined: 1, read: 1, readN: 0 });
      expect(rows.get('p-129')).toMatchObject({ conversationId: here, joined: 5 });
      expect(await inbox.rowsOf(here, [])).toEqual(new Map());
    });

    it('[SYNC-7] moves the marker forward, never back, and answers with the row as it is', async () => {
      const { inbox } = await withAna(1, 2);
      const read = { conversationId: here, rev: 2, joined: 1, read: 5, readN: 4 };
      expect(await inbox.markRead('ana', here, { seq: 5, readN: 4 })).toEqual(read);
      expect(await inbox.markRead('ana', here, { seq: 3, readN: 2 })).toEqual(read);
      expect(await inbox.markRead('ana', here, { seq: 5, readN: 4 })).toEqual(read);
      expect(await inbox.rows('ana')).toMatchObject([read, { rev: 1, read: 1 }]);
      expect(await inbox.rows('bo')).toMatchObject([{ rev: 1, read: 1 }, { rev: 1 }]);
    });

    it('[SYNC-7] ends at the furthest marker when many race, and no rev stands for two rows', async () => {
      const { inbox } = await withAna(1);
      const seen = await atOnce(racers, (nth) => {
        const seq = 2 + ((nth * 7) % racers);
        return inbox.markRead('ana', here, { seq, readN: seq - 1 });
      });
      const [row] = await inbox.rows('ana');
      expect(row).toMatchObject({ read: racers + 1, readN: racers });
      const byRev = seen.map((at) => [at?.rev ?? 0, at?.read ?? 0] as const).sort(([a], [b]) => a - b);
      for (const [index, [rev, read]] of byRev.entries()) {
        const [revBefore, readBefore] = byRev[index - 1] ?? [1, 1];
        if (rev === revBefore) expect(read).toBe(readBefore);
        else expect(read).toBeGreaterThan(readBefore);
      }
      expect(byRev.at(-1)).toEqual([row?.rev, racers + 1]);
    });

    it('[LOG-8] moves the marker back where the row is as it was seen, once', async () => {
      const { inbox } = await withAna(1);
      await inbox.markRead('ana', here, { seq: 9, readN: 8 });
      const back = { conversationId: here, rev: 3, joined: 1, read: 4, readN: 3 };
      expect(await inbox.markUnread('ana', here, { seq: 4, readN: 3, rev: 2 })).toEqual(back);
      expect(await inbox.markUnread('ana', here, { seq: 2, readN: 1, rev: 2 })).toEqual(back);
      expect(await inbox.markUnread('ana', here, { seq: 7, readN: 6, rev: 3 })).toEqual(back);
      expect(await inbox.rows('ana')).toEqual([back]);
      expect(await inbox.rows('bo')).toMatchObject([{ rev: 1, read: 1 }]);
    });

    it('[LOG-8] moves the marker back for one of many that saw the same row', async () => {
      const { inbox } = await withAna(1);
      await inbox.markRead('ana', here, { seq: 50, readN: 49 });
      await atOnce(racers, (nth) => inbox.markUnread('ana', here, { seq: nth, readN: nth - 1, rev: 2 }));
      const [row] = await inbox.rows('ana');
      expect(row?.rev).toBe(3);
      expect(row?.readN).toBe(row!.read - 1);
    });

    it('[LOG-8] moves no marker forward for a reading that saw the row as it was before it was marked as unread', async () => {
      const { inbox } = await withAna(1);
      await inbox.markRead('ana', here, { seq: 9, readN: 8, rev: 1 });
      const back = await inbox.markUnread('ana', here, { seq: 4, readN: 3, rev: 2 });
      expect(back).toEqual({ conversationId: here, rev: 3, joined: 1, read: 4, readN: 3 });
      for (const rev of [1, 2]) expect(await inbox.markRead('ana', here, { seq: 9, readN: 8, rev })).toEqual(back);
      expect(await inbox.markRead('ana', here, { seq: 6, readN: 5, rev: 3 })).toMatchObject({ rev: 4, read: 6 });
      // Who read on saw the row after it, and so does who says nothing of what they saw.
      expect(await inbox.markRead('ana', here, { seq: 7, readN: 6, rev: 3 })).toMatchObject({ rev: 5, read: 7 });
      expect(await inbox.markRead('ana', here, { seq: 9, readN: 8 })).toMatchObject({ rev: 6, read: 9, readN: 8 });
    });

    it('hides a conversation, shows it again, and answers with the row as it is', async () => {
      const { inbox } = await withAna(1);
      const row = { conversationId: here, rev: 1, joined: 1, read: 1, readN: 0 };
      const hidden = { ...row, rev: 2, hiddenAt: 7, hiddenN: 5 };
      expect(await inbox.hide('ana', here, { seq: 7, n: 5 })).toEqual(hidden);
      expect(await inbox.rows('ana')).toEqual([hidden]);
      expect(await inbox.hide('ana', here, undefined)).toEqual({ ...row, rev: 3 });
      expect(await inbox.rows('ana')).toEqual([{ ...row, rev: 3 }]);
    });

    it('[SYNC-7] raises rev with each change', async () => {
      const { log, inbox } = await withAna(1);
      const revs = [
        (await inbox.rows('ana'))[0]?.rev,
        (await inbox.markRead('ana', here, { seq: 2, readN: 1 }))?.rev,
        (await inbox.hide('ana', here, { seq: 2, n: 1 }))?.rev,
      ];
      await log.claim(here, aMessage({ seq: 2 }), [leaving('ana', 2)]);
      revs.push((await inbox.rows('ana'))[0]?.rev);
      const was = { personId: 'ana', role: 'member', joined: 1, left: 2 } as const;
      await log.claim(here, aMessage({ seq: 3 }), [joining('ana', 3, was)]);
      revs.push((await inbox.rows('ana'))[0]?.rev);
      expect(revs).toEqual([1, 2, 3, 4, 5]);
    });

    it('makes no row for somebody who has none', async () => {
      const { inbox } = await withAna(1);
      expect(await inbox.markUnread('cy', here, { seq: 1, readN: 1, rev: 1 })).toBeUndefined();
      expect(await inbox.markRead('cy', here, { seq: 1, readN: 1 })).toBeUndefined();
      expect(await inbox.hide('cy', here, { seq: 1, n: 1 })).toBeUndefined();
      expect(await inbox.rows('cy')).toEqual([]);
    });
  });
};
