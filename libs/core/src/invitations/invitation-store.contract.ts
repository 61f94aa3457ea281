import type { Invitation } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import type { Admission, InvitationStore } from './invitation-store';
import { atOnce, conversationNumber, type MakeStores, racers } from '../testing/stores';

const now = 1_767_225_600_000;
const hour = 3_600_000;
const aLink = (fields: Partial<Invitation> & { nth?: number } = {}): Invitation => {
  const { nth = 1, ...given } = fields;
  return {
    ...{ id: nth.toString(16).padStart(16, '0'), role: 'guest', conversations: [conversationNumber(1)], uses: 0 },
    ...{ mostUses: 3, createdBy: 'ana', createdAt: now + nth, expiresAt: now + hour },
    ...given,
  };
};
const byMail = (fields: Partial<Invitation> & { nth?: number } = {}) =>
  aLink({ email: 'cy@example.com', mostUses: 1, ...fields });
/** Takes a use for an address that has just said that it comes by the link. */
const comesBy = async (
  invitations: InvitationStore,
  link: Invitation,
  email: string,
  ...[at, until, replaced]: [number, number, Admission?]
) => {
  await invitations.wish(email, link.id, at + hour);
  return invitations.reserve(link, email, at, until, replaced);
};
const all = { since: 0, limit: 100 };

/** What every store of invitations does, whatever it is made of. */
export const invitationStoreContract = (makeStores: MakeStores): void => {
  describe('invitations', () => {
    it('are stored once, and found by id and by any of their tokens', async () => {
      const { invitations } = await makeStores();
      expect(await invitations.create(aLink())).toBe('created');
      expect(await invitations.create({ ...aLink(), role: 'admin' })).toBe('known');
      await invitations.setToken(aLink().id, 'a');
      expect(await invitations.get([aLink().id, aLink({ nth: 9 }).id])).toEqual([aLink()]);
      expect(await invitations.byToken('a')).toEqual(aLink());
      expect(await invitations.byToken('c')).toBeUndefined();
    });

    it('[INVITE-2] have one token, the last that was made, however many are made at once', async () => {
      const { invitations } = await makeStores();
      await invitations.create(aLink());
      await invitations.create(aLink({ nth: 2 }));
      await invitations.setToken(aLink({ nth: 2 }).id, 'other');
      for (const token of ['a', 'b', 'b']) await invitations.setToken(aLink().id, token);
      expect(await invitations.byToken('a')).toBeUndefined();
      expect(await invitations.byToken('b')).toEqual(aLink());
      const tokens = Array.from({ length: 4 }, (_, nth) => `t-${nth}`);
      await Promise.all(tokens.map((token) => invitations.setToken(aLink().id, token)));
      const found = await Promise.all([...tokens, 'b'].map((token) => invitations.byToken(token)));
      expect(found.filter(Boolean)).toEqual([aLink()]);
      expect(await invitations.byToken('other')).toEqual(aLink({ nth: 2 }));
    });

    it('are listed, the latest first, mine or everybody’s, in stretches', async () => {
      const { invitations } = await makeStores();
      for (let nth = 1; nth <= 5; nth += 1) await invitations.create(aLink({ nth, createdBy: nth % 2 ? 'ana' : 'bo' }));
      const ids = (...nths: number[]) => nths.map((nth) => aLink({ nth }).id);
      const first = await invitations.list(undefined, { ...all, limit: 2 });
      expect(first.map(({ id }) => id)).toEqual(ids(5, 4));
      const rest = await invitations.list(undefined, { ...all, before: first[1]?.place });
      expect(rest.map(({ id }) => id)).toEqual(ids(3, 2, 1));
      expect((await invitations.list('ana', all)).map(({ id }) => id)).toEqual(ids(5, 3, 1));
      expect((await invitations.list('ana', { ...all, since: now + 3 })).map(({ id }) => id)).toEqual(ids(5, 3));
      expect(await invitations.list('cy', all)).toEqual([]);
    });

    it('[INVITE-4] are wished for by addresses, which lets nobody in and takes no use', async () => {
      const { invitations } = await makeStores();
      await invitations.create(aLink());
      await invitations.wish('cy@example.com', aLink().id, now + 20);
      await invitations.wish('cy@example.com', aLink({ nth: 2 }).id, now + 30);
      await invitations.wish('cy@example.com', aLink({ nth: 3 }).id, now + 10);
      const ids = (...nths: number[]) => nths.map((nth) => aLink({ nth }).id);
      expect(await invitations.wishes('cy@example.com', now)).toEqual(ids(2, 1, 3));
      expect(await invitations.wishes('cy@example.com', now + 10)).toEqual(ids(2, 1));
      await invitations.wish('cy@example.com', aLink().id, now + 40);
      await invitations.wish('cy@example.com', aLink().id, now + 5);
      expect(await invitations.wishes('cy@example.com', now)).toEqual(ids(1, 2, 3));
      expect(await invitations.wishes('di@example.com', now)).toEqual([]);
      expect(await invitations.admission('cy@example.com')).toBeUndefined();
      expect(await invitations.get([aLink().id])).toEqual([aLink()]);
    });

    it('[INVITE-4] take a use for a wish alone, and for each one once', async () => {
      const { invitations } = await makeStores();
      await invitations.create(aLink());
      const takes = () => invitations.reserve(aLink(), 'cy@example.com', now, now + hour);
      expect(await takes()).toBe('spent');
      await invitations.wish('cy@example.com', aLink().id, now + hour);
      expect(await takes()).toBe('reserved');
      const admission = await invitations.admission('cy@example.com');
      if (!admission) throw new Error('It is not let in.');
      await invitations.settle('cy@example.com', admission);
      // A second trigger for the same account, which began before the first was done.
      expect(await takes()).toBe('spent');
      expect(await invitations.get([aLink().id])).toMatchObject([{ uses: 1 }]);
    });

    it('[INVITE-4] take the place of what let an address in and does so no more, of that alone', async () => {
      const { invitations } = await makeStores();
      await invitations.create(byMail({ nth: 2 }));
      await invitations.create(aLink());
      const before = await invitations.admission('cy@example.com');
      const takes = (replaced?: Admission) =>
        comesBy(invitations, aLink(), 'cy@example.com', now, now + 2 * hour, replaced);
      expect(await takes()).toBe('reserved');
      expect(await invitations.admission('cy@example.com')).toEqual(before);
      expect(await invitations.get([aLink().id])).toMatchObject([{ uses: 0 }]);
      expect(await takes(before)).toBe('reserved');
      expect(await invitations.admission('cy@example.com')).toMatchObject({ invitationId: aLink().id });
      expect(await invitations.get([aLink().id])).toMatchObject([{ uses: 1 }]);
    });

    it('[INVITE-1] take one use for an address, however often it asks', async () => {
      const { invitations } = await makeStores();
      await invitations.create(aLink({ mostUses: 1 }));
      const asks = (email: string) => comesBy(invitations, aLink(), email, now, now + hour);
      expect(await asks('cy@example.com')).toBe('reserved');
      expect(await asks('cy@example.com')).toBe('reserved');
      expect(await asks('di@example.com')).toBe('spent');
      expect(await invitations.admission('di@example.com')).toBeUndefined();
      expect(await invitations.admission('cy@example.com')).toEqual({
        ...{ invitationId: aLink().id, invitedBy: 'ana', role: 'guest', conversations: [conversationNumber(1)] },
        expiresAt: now + hour,
      });
      expect(await invitations.get([aLink().id])).toMatchObject([{ uses: 1 }]);
    });

    it('[INVITE-1] let in no more than they may, however many come at once', async () => {
      const { invitations } = await makeStores();
      await invitations.create(aLink());
      const outcomes = await atOnce(racers, (nth) =>
        comesBy(invitations, aLink(), `p-${nth}@example.com`, now, now + hour),
      );
      expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(3);
      expect(await invitations.get([aLink().id])).toMatchObject([{ uses: 3 }]);
    });

    it('let nobody in once they ended', async () => {
      const { invitations } = await makeStores();
      await invitations.create(aLink());
      expect(await comesBy(invitations, aLink(), 'cy@example.com', now + hour, now + 2 * hour)).toBe('spent');
      expect(await invitations.revoke(aLink().id, now + 5)).toEqual({ ...aLink(), revokedAt: now + 5 });
      expect(await invitations.revoke(aLink().id, now + 9)).toEqual({ ...aLink(), revokedAt: now + 5 });
      expect(await comesBy(invitations, aLink(), 'cy@example.com', now, now + hour)).toBe('spent');
      expect(await invitations.revoke(aLink({ nth: 2 }).id, now)).toBeUndefined();
      expect(await invitations.get([aLink({ nth: 2 }).id])).toEqual([]);
    });

    it('[INVITE-3] for an address are one, however many make them at once', async () => {
      const { invitations } = await makeStores();
      const outcomes = await atOnce(racers, (nth) => invitations.create(byMail({ nth })));
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'let_in')).toHaveLength(racers - 1);
      const { id } = byMail({ nth: outcomes.indexOf('created') + 1 });
      expect(await invitations.admission('cy@example.com')).toMatchObject({ invitationId: id });
      expect((await invitations.list(undefined, all)).map((one) => one.id)).toEqual([id]);
    });

    it('[INVITE-3] for an address take the place of what let it in before, of that alone and once', async () => {
      const { invitations } = await makeStores();
      await invitations.create(aLink());
      await comesBy(invitations, aLink(), 'cy@example.com', now, now + 10);
      const before = await invitations.admission('cy@example.com');
      expect(await invitations.create(byMail({ nth: 2 }))).toBe('let_in');
      expect(await invitations.get([byMail({ nth: 2 }).id])).toEqual([]);
      expect(await invitations.create(byMail({ nth: 2 }), before)).toBe('created');
      expect(await invitations.create(byMail({ nth: 3 }), before)).toBe('let_in');
      expect(await invitations.admission('cy@example.com')).toMatchObject({ invitationId: byMail({ nth: 2 }).id });
    });

    it('for an address let it in at once, until they are revoked', async () => {
      const { invitations } = await makeStores();
      await invitations.create(byMail());
      const first = await invitations.admission('cy@example.com');
      expect(first).toMatchObject({ role: 'guest', expiresAt: now + hour });
      await invitations.create(byMail({ nth: 2, role: 'member' }), first);
      expect(await invitations.admission('cy@example.com')).toMatchObject({ role: 'member' });
      await invitations.revoke(byMail().id, now);
      expect(await invitations.admission('cy@example.com')).toMatchObject({ role: 'member' });
      await invitations.revoke(byMail({ nth: 2 }).id, now);
      expect(await invitations.admission('cy@example.com')).toBeUndefined();
    });

    it('are settled once by whoever comes, and by e-mail count their use then', async () => {
      const { invitations } = await makeStores();
      await invitations.create(byMail());
      const admission = await invitations.admission('cy@example.com');
      if (!admission) throw new Error('It is not let in.');
      await invitations.settle('cy@example.com', admission);
      await invitations.settle('cy@example.com', admission);
      expect(await invitations.admission('cy@example.com')).toBeUndefined();
      expect(await invitations.get([byMail().id])).toMatchObject([{ uses: 1 }]);

      await invitations.create(aLink({ nth: 2 }));
      await comesBy(invitations, aLink({ nth: 2 }), 'di@example.com', now, now + hour);
      const reserved = await invitations.admission('di@example.com');
      if (!reserved) throw new Error('It is not let in.');
      await invitations.settle('di@example.com', reserved);
      expect(await invitations.get([aLink({ nth: 2 }).id])).toMatchObject([{ uses: 1 }]);
    });

    it('take another use where what let an address in has expired', async () => {
      const { invitations } = await makeStores();
      await invitations.create(aLink());
      await comesBy(invitations, aLink(), 'cy@example.com', now, now + 10);
      expect(await comesBy(invitations, aLink(), 'cy@example.com', now + 10, now + hour)).toBe('reserved');
      expect(await invitations.get([aLink().id])).toMatchObject([{ uses: 2 }]);
      expect(await invitations.admission('cy@example.com')).toMatchObject({ expiresAt: now + hour });
    });
  });
};
