import { limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import {
  aMessage,
  atOnce,
  beginning,
  calling,
  general,
  joining,
  keyNumber,
  leaving,
  mentioning,
  racers,
  renaming,
} from '../testing/stores';
import type { Member } from '../memberships/membership-store';
import type { MakeStores, Stores } from '../testing/stores';
import type { Projection } from './conversation-log';

const here = general.id;
const claimed = { outcome: 'claimed' };
const moved = { outcome: 'moved' };

const membersOf = async ({ memberships }: Stores) =>
  [...((await memberships.roster(here))?.members ?? [])].sort((a, b) => (a.personId < b.personId ? -1 : 1));

const rowing = (member: Member, was: Member | undefined): Projection => ({ write: 'member', member, was });

/** What a conversation log writes besides the slot. */
export const conversationLogProjectionsContract = (makeStores: MakeStores): void => {
  const withAnaAndBo = async () => {
    const stores = await makeStores();
    const projections = [beginning(general), joining('ana', 1), joining('bo', 1)];
    expect(await stores.log.claim(here, aMessage({ seq: 1 }), projections)).toEqual(claimed);
    return stores;
  };
  const bo = { personId: 'bo', role: 'member', joined: 1 } as const;

  describe('the projections of a claim', () => {
    it('[LOG-6] are written with the slot', async () => {
      const stores = await withAnaAndBo();
      expect(await stores.conversations.get([here])).toEqual([general]);
      expect(await stores.memberships.roster(here)).toMatchObject({ conversation: general });
      expect(await membersOf(stores)).toEqual([{ ...bo, personId: 'ana' }, bo]);
      expect(await stores.inbox.rows('bo')).toEqual([{ conversationId: here, rev: 1, joined: 1, read: 1, readN: 0 }]);
      expect(await stores.log.from(here, 1, 10)).toEqual([aMessage({ seq: 1 })]);
    });

    it('[LOG-6] are not written when the slot is taken', async () => {
      const stores = await withAnaAndBo();
      const taken = { outcome: 'taken', by: aMessage({ seq: 1 }) };
      const entry = aMessage({ seq: 1, key: keyNumber(9) });
      expect(await stores.log.claim(here, entry, [joining('cy', 1), leaving('bo', 1)])).toEqual(taken);
      expect(await membersOf(stores)).toEqual([{ ...bo, personId: 'ana' }, bo]);
      expect(await stores.inbox.rows('cy')).toEqual([]);
      expect(await stores.inbox.rows('bo')).toMatchObject([{ rev: 1 }]);
    });

    it.each([
      ['the conversation exists already', [beginning({ ...general, name: 'other' })]],
      ['somebody thought to be new is in', [joining('bo', 2)]],
      ['somebody thought to have left is in', [joining('bo', 2, { ...bo, left: 1 })]],
      ['somebody thought to be in since another seq', [joining('bo', 2, { ...bo, joined: 2 })]],
      ['somebody thought to have been in never was', [joining('cy', 2, { ...bo, personId: 'cy', left: 1 })]],
      ['somebody who leaves was never in', [leaving('cy', 2)]],
      ['the conversation has another name', [renaming('plans', 'other')]],
      ['somebody thought to be a member was never in', [rowing({ ...bo, personId: 'cy', role: 'owner' }, bo)]],
      ['somebody thought never to have been in is', [rowing({ ...bo, left: 2 }, undefined)]],
      ['somebody who is mentioned has no row', [mentioning('cy', 2)]],
      ['somebody thought to be mentioned was not', [mentioning('bo', 2, [1])]],
      ['somebody who calls everyone has no row', [calling('cy', 2)]],
      ['somebody thought to have called everyone has not', [calling('bo', 2, [1])]],
    ])('[LOG-6] leave everything as it is when %s', async (_, projections) => {
      const stores = await withAnaAndBo();
      expect(await stores.log.claim(here, aMessage({ seq: 2 }), [joining('dee', 2), ...projections])).toEqual(moved);
      expect(await stores.log.from(here, 2, 1)).toEqual([]);
      expect(await membersOf(stores)).toEqual([{ ...bo, personId: 'ana' }, bo]);
      expect(await stores.inbox.rows('dee')).toEqual([]);
      expect(await stores.inbox.rows('bo')).toMatchObject([{ rev: 1 }]);
      expect(await stores.conversations.get([here])).toEqual([general]);
    });

    it('[LOG-6] leave everything as it is when somebody who leaves has left', async () => {
      const stores = await withAnaAndBo();
      await stores.log.claim(here, aMessage({ seq: 2 }), [leaving('bo', 2)]);
      expect(await stores.log.claim(here, aMessage({ seq: 3 }), [leaving('bo', 3)])).toEqual(moved);
      expect(await stores.log.from(here, 3, 1)).toEqual([]);
      expect(await membersOf(stores)).toMatchObject([{ personId: 'ana' }, { ...bo, left: 2 }]);
    });

    it('[LOG-3] say taken, not moved, when both are so', async () => {
      const stores = await withAnaAndBo();
      const taken = { outcome: 'taken', by: aMessage({ seq: 1 }) };
      expect(await stores.log.claim(here, aMessage({ seq: 1, key: keyNumber(9) }), [leaving('cy', 1)])).toEqual(taken);
    });

    it('[LOG-1] fill the slot once too, however many race for it', async () => {
      const stores = await withAnaAndBo();
      const claims = await atOnce(racers, (nth) =>
        stores.log.claim(here, aMessage({ seq: 2, key: keyNumber(nth) }), [joining(`p-${nth}`, 2)]),
      );
      const winner = claims.findIndex(({ outcome }) => outcome === 'claimed') + 1;
      const by = aMessage({ seq: 2, key: keyNumber(winner) });
      expect(claims.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ outcome }) => outcome === 'taken')).toEqual(
        Array.from({ length: racers - 1 }, () => ({ outcome: 'taken', by })),
      );
      expect((await membersOf(stores)).map(({ personId }) => personId)).toEqual(['ana', 'bo', `p-${winner}`]);
      expect(await stores.log.from(here, 2, 10)).toEqual([by]);
    });

    it('[LOG-6] decided on the same state at different slots: one is written, the others see that it moved', async () => {
      const stores = await withAnaAndBo();
      const claims = await atOnce(racers, (nth) =>
        stores.log.claim(here, aMessage({ seq: nth + 1 }), [leaving('bo', nth + 1)]),
      );
      const winner = claims.findIndex(({ outcome }) => outcome === 'claimed') + 2;
      expect(claims.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ outcome }) => outcome === 'moved')).toHaveLength(racers - 1);
      expect(await stores.log.from(here, 2, racers + 1)).toEqual([aMessage({ seq: winner })]);
      expect(await membersOf(stores)).toMatchObject([{ personId: 'ana' }, { ...bo, left: winner }]);
      expect(await stores.inbox.rows('bo')).toMatchObject([{ rev: 2, left: winner }]);
    });

    it('let somebody who left come back, with the rows of somebody who is in', async () => {
      const stores = await withAnaAndBo();
      await stores.log.claim(here, aMessage({ seq: 2 }), [leaving('bo', 2)]);
      await stores.inbox.hide('bo', here, { seq: 2, n: 1 });
      const was = { ...bo, left: 2 };
      expect(await stores.log.claim(here, aMessage({ seq: 3 }), [joining('bo', 3, was, 2)])).toEqual(claimed);
      expect(await membersOf(stores)).toMatchObject([{ personId: 'ana' }, { personId: 'bo' }]);
      expect((await membersOf(stores))[1]).toEqual({ ...bo, joined: 3 });
      expect(await stores.inbox.rows('bo')).toEqual([{ conversationId: here, rev: 4, joined: 3, read: 3, readN: 2 }]);
    });

    it('[LOG-6] give a conversation another name, once for each that was decided on', async () => {
      const stores = await withAnaAndBo();
      expect(await stores.log.claim(here, aMessage({ seq: 2 }), [renaming('plans', 'general')])).toEqual(claimed);
      expect(await stores.conversations.get([here])).toEqual([{ ...general, name: 'plans' }]);
      expect(await stores.memberships.roster(here)).toMatchObject({ conversation: { name: 'plans' } });
      expect(await stores.log.claim(here, aMessage({ seq: 3 }), [renaming('ideas', 'general')])).toEqual(moved);
      expect(await stores.conversations.get([here])).toEqual([{ ...general, name: 'plans' }]);
    });

    it('[LOG-6] give somebody another role, once for each row that was decided on', async () => {
      const stores = await withAnaAndBo();
      const moderator: Member = { ...bo, role: 'moderator', changed: 2 };
      expect(await stores.log.claim(here, aMessage({ seq: 2 }), [rowing(moderator, bo)])).toEqual(claimed);
      expect(await membersOf(stores)).toEqual([{ ...bo, personId: 'ana' }, moderator]);
      expect(await stores.inbox.rows('bo')).toMatchObject([{ rev: 1 }]);
      expect(await stores.log.claim(here, aMessage({ seq: 3 }), [rowing({ ...bo, changed: 3 }, bo)])).toEqual(moved);
      expect(await stores.log.claim(here, aMessage({ seq: 3 }), [joining('bo', 3, bo)])).toEqual(moved);
      expect(await membersOf(stores)).toEqual([{ ...bo, personId: 'ana' }, moderator]);
    });

    it('[LOG-6] put somebody out with a ban, which their own row says too, and lift it again', async () => {
      const stores = await withAnaAndBo();
      const out: Member = { ...bo, left: 2, banned: true, changed: 2 };
      expect(await stores.log.claim(here, aMessage({ seq: 2 }), [rowing(out, bo)])).toEqual(claimed);
      expect(await membersOf(stores)).toEqual([{ ...bo, personId: 'ana' }, out]);
      const row = { conversationId: here, rev: 2, joined: 1, left: 2, read: 1, readN: 0 };
      expect(await stores.inbox.rows('bo')).toEqual([row]);
      const { banned: _, ...lifted } = { ...out, changed: 3 };
      expect(await stores.log.claim(here, aMessage({ seq: 3 }), [rowing(lifted, out)])).toEqual(claimed);
      expect(await membersOf(stores)).toEqual([{ ...bo, personId: 'ana' }, lifted]);
      expect(await stores.inbox.rows('bo')).toEqual([row]);
      expect(await stores.log.claim(here, aMessage({ seq: 4 }), [joining('bo', 4, lifted)])).toEqual(claimed);
      expect(await membersOf(stores)).toEqual([
        { ...bo, personId: 'ana' },
        { ...bo, joined: 4 },
      ]);
    });

    it('[LOG-6] ban somebody who never was in, and give them no row of their own', async () => {
      const stores = await withAnaAndBo();
      const never: Member = { personId: 'cy', role: 'member', joined: 0, left: 0, banned: true, changed: 2 };
      expect(await stores.log.claim(here, aMessage({ seq: 2 }), [rowing(never, undefined)])).toEqual(claimed);
      expect(await membersOf(stores)).toEqual([{ ...bo, personId: 'ana' }, bo, never]);
      expect(await stores.inbox.rows('cy')).toEqual([]);
      expect(await stores.log.claim(here, aMessage({ seq: 3 }), [rowing(never, undefined)])).toEqual(moved);
    });

    it('[SYNC-7] note mentions on the row of who is mentioned, and raise its rev, whoever reads at the time', async () => {
      const stores = await withAnaAndBo();
      expect(await stores.log.claim(here, aMessage({ seq: 2 }), [mentioning('bo', 2)])).toEqual(claimed);
      await stores.inbox.markRead('bo', here, { seq: 2, readN: 1 });
      expect(await stores.log.claim(here, aMessage({ seq: 3 }), [mentioning('bo', 3, [2])])).toEqual(claimed);
      const row = { conversationId: here, rev: 4, joined: 1, read: 2, readN: 1, mentions: [2, 3] };
      expect(await stores.inbox.rows('bo')).toEqual([row]);
      expect(await stores.log.claim(here, aMessage({ seq: 4 }), [mentioning('bo', 4)])).toEqual(moved);
      expect(await stores.log.claim(here, aMessage({ seq: 4 }), [mentioning('bo', 4, [2])])).toEqual(moved);
      expect(await stores.inbox.rows('bo')).toEqual([row]);
    });

    it('[SYNC-7] take a mention off a row, the last one too, and note another one then', async () => {
      const stores = await withAnaAndBo();
      const only = (mentions: number[], was: number[]) =>
        ({ write: 'mentioned', personId: 'bo', mentions, was }) as const;
      await stores.log.claim(here, aMessage({ seq: 2 }), [mentioning('bo', 2)]);
      await stores.log.claim(here, aMessage({ seq: 3 }), [mentioning('bo', 3, [2])]);
      expect(await stores.log.claim(here, aMessage({ seq: 4 }), [only([3], [2, 3])])).toEqual(claimed);
      expect(await stores.log.claim(here, aMessage({ seq: 5 }), [only([2], [2, 3])])).toEqual(moved);
      expect(await stores.log.claim(here, aMessage({ seq: 5 }), [only([], [3])])).toEqual(claimed);
      expect(await stores.inbox.rows('bo')).toMatchObject([{ rev: 5, mentions: [] }]);
      expect(await stores.log.claim(here, aMessage({ seq: 6 }), [mentioning('bo', 6, [])])).toEqual(claimed);
      expect(await stores.inbox.rows('bo')).toMatchObject([{ rev: 6, mentions: [6] }]);
    });

    it('[LOG-6] [SYNC-7] note that somebody calls everyone on their own row, beside their mentions, and raise its rev', async () => {
      const stores = await withAnaAndBo();
      const calls = aMessage({ seq: 2, author: 'bo', calls: [2] });
      expect(await stores.log.claim(here, calls, [calling('bo', 2)])).toEqual(claimed);
      expect(await stores.log.from(here, 2, 1)).toEqual([calls]);
      await stores.inbox.markRead('bo', here, { seq: 2, readN: 1 });
      await stores.log.claim(here, aMessage({ seq: 3 }), [mentioning('bo', 3)]);
      expect(await stores.log.claim(here, aMessage({ seq: 4 }), [calling('bo', 4, [2])])).toEqual(claimed);
      const row = { conversationId: here, rev: 5, joined: 1, read: 2, readN: 1, mentions: [3], ownCalls: [2, 4] };
      expect(await stores.inbox.rows('bo')).toEqual([row]);
      expect(await stores.log.claim(here, aMessage({ seq: 5 }), [calling('bo', 5)])).toEqual(moved);
      expect(await stores.log.claim(here, aMessage({ seq: 5 }), [calling('bo', 5, [2])])).toEqual(moved);
      expect(await stores.inbox.rows('bo')).toEqual([row]);
    });

    it('forget the mentions and the calls of somebody who comes back', async () => {
      const stores = await withAnaAndBo();
      await stores.log.claim(here, aMessage({ seq: 2 }), [mentioning('bo', 2)]);
      await stores.log.claim(here, aMessage({ seq: 3, author: 'bo' }), [calling('bo', 3)]);
      await stores.log.claim(here, aMessage({ seq: 4 }), [leaving('bo', 4)]);
      await stores.log.claim(here, aMessage({ seq: 5 }), [joining('bo', 5, { ...bo, left: 4 }, 4)]);
      expect(await stores.inbox.rows('bo')).toEqual([{ conversationId: here, rev: 5, joined: 5, read: 5, readN: 4 }]);
    });

    it('[LOG-6] hold a conversation that begins with 40 people', async () => {
      const stores = await makeStores();
      const people = Array.from({ length: limits.peoplePerEntry }, (_, nth) => `p-${nth}`);
      const projections = [beginning(general), ...people.map((personId) => joining(personId, 1))];
      expect(await stores.log.claim(here, aMessage({ seq: 1 }), projections)).toEqual(claimed);
      expect((await membersOf(stores)).map(({ personId }) => personId)).toEqual([...people].sort());
    });
  });
};
