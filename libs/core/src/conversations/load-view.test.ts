import { describe, expect, it } from 'vitest';
import { isInAt } from '../memberships/members';
import type { MembershipStore } from '../memberships/membership-store';
import { memoryMembershipStore } from '../memberships/membership-store.memory';
import { memoryTables } from '../testing/memory-tables';
import { refuse } from '../refuse';
import { beginning, general, joining, keyNumber, leaving } from '../testing/stores';
import { createAppend, entryAfter } from './append';
import { memoryConversationLog } from './conversation-log.memory';
import { loadView } from './load-view';
import { headOf } from './log-view';

const { id } = general;
const clock = { now: () => 1_000, sleep: async () => {} };

/** A channel of Ana and Bo, and other processes through which they act. */
const aChannel = async () => {
  const tables = memoryTables();
  const stores = { log: memoryConversationLog(tables), memberships: memoryMembershipStore(tables), clock };
  const body = { kind: 'channel' as const, people: ['ana', 'bo'] };
  const change = { kind: 'conversation.created' as const, body };
  const created = entryAfter(undefined, { author: 'ana', key: keyNumber(0), after: 0 }, 1, change);
  await stores.log.claim(id, created, [beginning(general), joining('ana', 1), joining('bo', 1)]);
  const elsewhere = () => createAppend({ ...stores, random: () => 0 });
  const boLeaves = () =>
    elsewhere()(id, { author: 'bo', key: keyNumber(1), after: 1 }, ({ head }) => ({
      change: { kind: 'member.left', body: {} },
      projections: [leaving('bo', head + 1)],
    }));
  const anaAddsBo = () =>
    elsewhere()(id, { author: 'ana', key: keyNumber(2), after: 1 }, ({ head, members }) => ({
      change: { kind: 'members.added', body: { people: ['bo'] } },
      projections: [joining('bo', head + 1, members.get('bo'))],
    }));
  const boSays = (append = elsewhere()) =>
    append(id, { author: 'bo', key: keyNumber(3), after: 1 }, (asOf) => {
      if (!asOf.includes('bo')) refuse('not_a_member');
      return { change: { kind: 'message.posted', body: { text: 'hi' } } };
    });
  return { stores, elsewhere, boLeaves, anaAddsBo, boSays };
};

type Rosters = Pick<MembershipStore, 'roster'>;
/** Members are read after something else has happened. */
const lateMembers = (memberships: Rosters, meanwhile: () => Promise<unknown>): Rosters => ({
  roster: async (conversationId) => {
    await meanwhile();
    return memberships.roster(conversationId);
  },
});

it('[DEL-1] knows who left between the reads of the tail and of the members', async () => {
  const { stores, boLeaves } = await aChannel();
  const view = await loadView({ ...stores, memberships: lateMembers(stores.memberships, boLeaves) }, id, 1);
  expect(isInAt(view.members.get('bo'), headOf(view).seq)).toBe(false);
});

it('[DEL-1] keeps in who left and came back between those reads', async () => {
  const { stores, boLeaves, anaAddsBo } = await aChannel();
  const memberships = lateMembers(stores.memberships, async () => {
    await boLeaves();
    await anaAddsBo();
  });
  const view = await loadView({ ...stores, memberships }, id, 1);
  expect(headOf(view).seq).toBe(3);
  expect(isInAt(view.members.get('bo'), 3)).toBe(true);
});

it('[DEL-1] lets a person post whom another process has added a moment ago', async () => {
  const { elsewhere, boLeaves, anaAddsBo, boSays } = await aChannel();
  await boLeaves();
  const here = elsewhere();
  await expect(boSays(here)).rejects.toThrow('not_a_member'); // from now on this process holds a tail without Bo
  await anaAddsBo();
  await expect(boSays(here)).resolves.toMatchObject({ entry: { seq: 4, author: 'bo' } });
});

describe('the tail of a log that is read anew', () => {
  /** A channel in whose log 50 messages stand, and what is read of it. */
  const aLongChannel = async () => {
    const channel = await aChannel();
    const append = channel.elsewhere();
    for (let nth = 2; nth <= 51; nth += 1)
      await append(id, { author: 'ana', key: keyNumber(100 + nth), after: nth - 1 }, () => ({
        change: { kind: 'message.posted', body: { text: `${nth}` } },
      }));
    const { log } = channel.stores;
    const queries: string[] = [];
    const stores: typeof channel.stores = {
      ...channel.stores,
      log: {
        ...log,
        from: (...asked) => (queries.push(`from ${asked[1]}, ${asked[2]}`), log.from(...asked)),
        last: (...asked) => (queries.push(`last ${asked[1]}`), log.last(...asked)),
      },
    };
    const seqsFrom = async (after: number, tail: number) => {
      queries.length = 0;
      const { entries } = await loadView(stores, id, after, { tail });
      return { first: entries[0]?.seq, last: entries.at(-1)?.seq, count: entries.length, queries: [...queries] };
    };
    return { seqsFrom };
  };

  it('[LIMIT-2] goes back as far as is asked, however near to the head a client says that it is, with one query', async () => {
    const { seqsFrom } = await aLongChannel();
    expect(await seqsFrom(51, 30)).toMatchObject({ first: 22, last: 51, count: 30, queries: ['last 30', 'from 1, 1'] });
    expect(await seqsFrom(22, 30)).toMatchObject({ first: 22, last: 51, count: 30 });
    expect(await seqsFrom(51, 60)).toMatchObject({ first: 1, last: 51, count: 51, queries: ['last 60'] });
  });

  it('[LOG-4] goes back to where a client is that is further behind, without a hole', async () => {
    const { seqsFrom } = await aLongChannel();
    expect(await seqsFrom(5, 30)).toMatchObject({
      ...{ first: 5, last: 51, count: 47, queries: ['last 30', 'from 5, 17', 'from 1, 1'] },
    });
    expect(await seqsFrom(0, 30)).toMatchObject({ first: 1, last: 51, count: 51 });
  });

  it('[LOG-5] is refused beyond the head', async () => {
    const { seqsFrom } = await aLongChannel();
    await expect(seqsFrom(52, 30)).rejects.toMatchObject({ refusal: { code: 'ahead_of_log' } });
  });
});
