import type { Change } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { memoryMembershipStore } from '../memberships/membership-store.memory';
import { afterChange } from '../messages/message';
import { refuse } from '../refuse';
import { memoryTables } from '../testing/memory-tables';
import { beginning, general, joining, keyNumber, leaving } from '../testing/stores';
import { type AsOf, createAppend, type Decision, entryAfter } from './append';
import type { ConversationLog } from './conversation-log';
import { memoryConversationLog } from './conversation-log.memory';

const { id } = general;
const says =
  (text: string, author = 'ana') =>
  (asOf: AsOf): Decision => {
    if (!asOf.includes(author)) refuse('not_a_member');
    return { change: { kind: 'message.posted', body: { text } } };
  };
const attempt = (key: number, after = 1, author = 'ana') => ({ author, key: keyNumber(key), after });

/** A channel of Ana and Bo. `spoil` stands between a process and the log; the clock is moved by hand. */
const aChannel = async () => {
  const tables = memoryTables();
  const real = memoryConversationLog(tables);
  const memberships = memoryMembershipStore(tables);
  const clock = { time: 1_000_000, now: () => clock.time, sleep: async () => {} };
  const change: Change = { kind: 'conversation.created', body: { kind: 'channel', people: ['ana', 'bo'] } };
  const created = entryAfter(undefined, attempt(0, 0), clock.time, change);
  await real.claim(id, created, [beginning(general), joining('ana', 1), joining('bo', 1)]);

  const aProcess = (spoil: (log: ConversationLog) => Partial<ConversationLog> = () => ({})) => {
    const calls: string[] = [];
    const log = { ...real, ...spoil(real) };
    const append = createAppend({
      log: {
        claim: (...args) => (calls.push(`claim ${args[1].seq}`), log.claim(...args)),
        from: (...args) => (calls.push(`from ${args[1]}`), log.from(...args)),
        last: (...args) => (calls.push('last'), log.last(...args)),
        message: (...args) => (calls.push(`message ${args[1]}`), log.message(...args)),
      },
      memberships: { roster: (...args) => (calls.push('roster'), memberships.roster(...args)) },
      clock,
      random: () => 0.5,
    });
    return { append, calls };
  };
  const texts = async () =>
    (await real.from(id, 2, 2_000)).map((entry) => (entry.body as { text?: string }).text ?? entry.kind);
  return { clock, aProcess, texts, log: real, tables };
};

describe('append', () => {
  it('[LOG-3] claims the slot after the head: one write and no read when the tail is known', async () => {
    const { aProcess } = await aChannel();
    const { append, calls } = aProcess();
    expect((await append(id, attempt(1), says('one'))).entry.seq).toBe(2);
    calls.length = 0;
    expect((await append(id, attempt(2, 2), says('two'))).entry.seq).toBe(3);
    expect(calls).toEqual(['claim 3']);
  });

  it('[LOG-3] takes in the entry that was quicker, decides again, and claims the next slot', async () => {
    const { aProcess, texts } = await aChannel();
    const [slow, quick] = [aProcess(), aProcess()];
    await slow.append(id, attempt(1), says('one'));
    await quick.append(id, attempt(2), says('two', 'bo'));
    await quick.append(id, attempt(3), says('three', 'bo'));
    slow.calls.length = 0;
    const heads: number[] = [];
    const { entry } = await slow.append(id, attempt(4, 2), (asOf) => (heads.push(asOf.head), says('four')(asOf)));
    expect(entry.seq).toBe(5);
    expect(heads).toEqual([2, 4]);
    expect(slow.calls).toEqual(['claim 3', 'from 4', 'claim 5']);
    expect(await texts()).toEqual(['one', 'two', 'three', 'four']);
  });

  it.each([
    ['the same process', false],
    ['another process', true],
  ])('[LOG-2] [LOG-3] answers a retry after a lost reply with the entry of the first try: %s', async (_, moves) => {
    const { aProcess, texts } = await aChannel();
    let isLost = true;
    const spoil = (log: ConversationLog): Partial<ConversationLog> => ({
      claim: async (...args) => {
        const claim = await log.claim(...args);
        if (isLost) throw new Error('lost');
        return claim;
      },
    });
    const first = aProcess(spoil);
    await expect(first.append(id, attempt(1), says('hi'))).rejects.toThrow('lost');
    isLost = false;
    const second = moves ? aProcess() : first;
    await aProcess().append(id, attempt(2), says('meanwhile', 'bo'));
    expect(await second.append(id, attempt(1), says('hi'))).toMatchObject({ claimed: false, entry: { seq: 2 } });
    expect(await texts()).toEqual(['hi', 'meanwhile']);
  });

  it('[LOG-4] looks with one read at what its tail does not reach back to', async () => {
    const { aProcess, texts } = await aChannel();
    const process = aProcess();
    await process.append(id, attempt(1), says('mine'));
    for (let nth = 2; nth < 300; nth += 1) await process.append(id, attempt(nth, nth), says('x', 'bo'));
    process.calls.length = 0;
    expect(await process.append(id, attempt(1), says('mine'))).toMatchObject({ claimed: false, entry: { seq: 2 } });
    expect(process.calls).toEqual(['from 1']);
    expect(await process.append(id, attempt(900), says('new'))).toMatchObject({ claimed: true });
    expect((await texts()).filter((text) => text === 'mine')).toHaveLength(1);
  });

  it('[LOG-4] looks for the key before it refuses: who left since learns that it was posted', async () => {
    const { aProcess } = await aChannel();
    const { append } = aProcess();
    const { entry } = await append(id, attempt(1, 1, 'bo'), says('hi', 'bo'));
    await append(id, attempt(2, 2, 'bo'), ({ head }) => ({
      change: { kind: 'member.left', body: {} },
      projections: [leaving('bo', head + 1)],
    }));
    for (const process of [append, aProcess().append]) {
      expect(await process(id, attempt(1, 1, 'bo'), says('hi', 'bo'))).toMatchObject({ claimed: false, entry });
      const another = process(id, attempt(3, 1, 'bo'), says('ho', 'bo'));
      await expect(another).rejects.toMatchObject({ refusal: { code: 'not_a_member' } });
    }
  });

  it('[LOG-5] refuses an `after` beyond the head, but only of a head that it has just read', async () => {
    const { aProcess } = await aChannel();
    const [process, another] = [aProcess(), aProcess()];
    await process.append(id, attempt(1), says('one'));
    await another.append(id, attempt(2), says('two', 'bo'));
    process.calls.length = 0;
    expect((await process.append(id, attempt(3, 3), says('three'))).entry.seq).toBe(4);
    expect(process.calls[0]).toBe('last');
    const ahead = process.append(id, attempt(4, 5), says('four'));
    await expect(ahead).rejects.toMatchObject({ refusal: { code: 'ahead_of_log' } });
    expect(process.calls.slice(-3)).toEqual(['claim 4', 'last', 'roster']);
  });

  it('[LOG-5] refuses an `after` more than 1,000 behind, warm or cold', async () => {
    const { aProcess } = await aChannel();
    const process = aProcess();
    for (let nth = 1; nth <= 1_000; nth += 1) await process.append(id, attempt(nth, nth), says('x'));
    for (const { append } of [process, aProcess()]) {
      const behind = append(id, attempt(2_000, 0), says('hi'));
      await expect(behind).rejects.toMatchObject({ refusal: { code: 'too_far_behind' } });
    }
    expect((await aProcess().append(id, attempt(2_000, 1), says('hi'))).entry.seq).toBe(1_002);
  });

  it('[LOG-6] reads and decides again when the state that it decided on has moved', async () => {
    const { aProcess, log, texts } = await aChannel();
    let isFirst = true;
    const { append, calls } = aProcess(() => ({
      claim: async (...args) => {
        if (!isFirst) return log.claim(...args);
        isFirst = false;
        return { outcome: 'moved' };
      },
    }));
    expect((await append(id, attempt(1), says('hi'))).entry.seq).toBe(2);
    expect(calls).toEqual(['last', 'roster', 'claim 2', 'last', 'roster', 'claim 2']);
    expect(await texts()).toEqual(['hi']);
  });

  const editing = (text: string) => async (asOf: AsOf) => {
    const message = (await asOf.message(2))!;
    const change: Change = { kind: 'message.edited', body: { target: 2, text } };
    const after = afterChange(message, { seq: asOf.head + 1, at: asOf.at, author: 'ana', ...change });
    return { change, projections: [{ write: 'changed' as const, message: after, was: message.entry.body.rev }] };
  };

  it('[LOG-6] decides on a message with the changes of the log applied over it, since what is stored may lag', async () => {
    const { aProcess, log } = await aChannel();
    const { append } = aProcess();
    await append(id, attempt(1), says('hi'));
    const early = await log.message(id, 2);
    await append(id, attempt(2, 2), editing('ho'));
    const lagging = aProcess(() => ({ message: async () => early }));
    const seen: unknown[] = [];
    await lagging.append(id, attempt(3, 1), async (asOf) => {
      seen.push(await asOf.message(2), await asOf.message(4));
      return says('x')(asOf);
    });
    expect(seen).toEqual([await log.message(id, 2), undefined]);
  });

  it('[LOG-6] reads a message again and decides again where it moved, though its tail did not', async () => {
    const { aProcess, texts, log } = await aChannel();
    const { append } = aProcess();
    await append(id, attempt(1), says('hi'));
    for (let nth = 2; nth < 150; nth += 1) await append(id, attempt(nth, nth), says('x', 'bo'));
    const early = await log.message(id, 2);
    await append(id, attempt(900, 150), editing('ho'));
    for (let nth = 150; nth < 300; nth += 1) await append(id, attempt(nth, nth), says('x', 'bo'));
    // The change is further back than the tail that a cold process reads, and the first read misses it.
    let isLagging = true;
    const { append: other, calls } = aProcess((real) => ({
      message: async (...args) => {
        const stored = await real.message(...args);
        const first = isLagging ? early : stored;
        isLagging = false;
        return first;
      },
    }));
    const { entry } = await other(id, attempt(901, 300), editing('hey'));
    expect(calls.filter((call) => /^(message|claim)/.test(call))).toEqual([
      ...['message 2', `claim ${entry.seq}`, 'message 2', `claim ${entry.seq}`],
    ]);
    expect((await texts())[0]).toBe('hey');
    expect((await log.message(id, 2))?.edits).toHaveLength(2);
  });

  it('[LOG-6] takes in what stands behind its tail when a message has changed beyond it, and claims nothing before', async () => {
    const { aProcess, log } = await aChannel();
    const [process, another] = [aProcess(), aProcess()];
    await process.append(id, attempt(1), says('hi'));
    await another.append(id, attempt(2, 2), editing('ho'));
    process.calls.length = 0;
    const heads: number[] = [];
    await process.append(id, attempt(3, 2), (asOf) => (heads.push(asOf.head), editing('hey')(asOf)));
    expect(heads).toEqual([2, 3]);
    expect(process.calls).toEqual(['message 2', 'from 3', 'message 2', 'claim 4']);
    expect(await log.message(id, 2)).toMatchObject({ entry: { body: { text: 'hey', rev: 4 } }, edits: [3, 4] });
  });

  it('[LOG-2] answers a retry with the entry as it is now, from a tail that shows it as it was', async () => {
    const { aProcess } = await aChannel();
    const [process, another] = [aProcess(), aProcess()];
    await process.append(id, attempt(1), says('hi'));
    await another.append(id, attempt(2, 2), editing('ho'));
    process.calls.length = 0;
    const { entry, claimed } = await process.append(id, attempt(1), says('hi'));
    expect(claimed).toBe(false);
    expect(entry.body).toMatchObject({ text: 'ho', rev: 3 });
    expect(process.calls).toEqual(['from 2']);
  });

  it('[LOG-7] forgets a tail of more than 60 s before it claims', async () => {
    const { aProcess, clock } = await aChannel();
    const { append, calls } = aProcess();
    await append(id, attempt(1), says('one'));
    clock.time += 60_000;
    calls.length = 0;
    await append(id, attempt(2, 2), says('two'));
    expect(calls).toEqual(['claim 3']);
    clock.time += 60_001;
    await append(id, attempt(3, 3), says('three'));
    expect(calls).toEqual(['claim 3', 'last', 'roster', 'claim 4']);
  });

  it('[LOG-7] looks at the clock right before each claim, after whatever took long', async () => {
    const { aProcess, clock } = await aChannel();
    const { append, calls } = aProcess();
    let takesLong = true;
    await append(id, attempt(1), (asOf) => {
      if (takesLong) clock.time += 61_000;
      takesLong = false;
      return says('hi')(asOf);
    });
    expect(calls).toEqual(['last', 'roster', 'last', 'roster', 'claim 2']);
  });

  it('[LOG-7] counts a tail from before it was read: a read that took more than 60 s is done again', async () => {
    const { aProcess, clock } = await aChannel();
    let takesLong = true;
    const { append, calls } = aProcess((real) => ({
      last: async (...args) => {
        if (takesLong) clock.time += 61_000;
        takesLong = false;
        return real.last(...args);
      },
    }));
    await append(id, attempt(1), says('hi'));
    expect(calls.filter((call) => call === 'roster')).toHaveLength(2);
    expect(calls.at(-1)).toBe('claim 2');
  });

  it('[LOG-8] carries how many messages stand, and where the last membership entry is', async () => {
    const { aProcess, log } = await aChannel();
    const { append } = aProcess();
    await append(id, attempt(1), says('one'));
    await append(id, attempt(2, 2), says('two', 'bo'));
    await append(id, attempt(3, 3, 'bo'), ({ head }) => ({
      change: { kind: 'member.left', body: {} },
      projections: [leaving('bo', head + 1)],
    }));
    await append(id, attempt(4, 4), says('three'));
    const entries = await log.from(id, 1, 10);
    expect(entries.map(({ n }) => n)).toEqual([0, 1, 2, 2, 3]);
    expect(entries.map(({ m }) => m)).toEqual([0, 1, 1, 1, 4]);
  });

  it('[LOG-8] computes them again for the slot that it gets in the end', async () => {
    const { aProcess } = await aChannel();
    const [slow, quick] = [aProcess(), aProcess()];
    await slow.append(id, attempt(1), says('one'));
    await quick.append(id, attempt(2, 2), says('two', 'bo'));
    expect((await slow.append(id, attempt(3, 2), says('three'))).entry).toMatchObject({ seq: 4, n: 3, m: 1 });
  });

  it('refuses an entry of more than 24 KB as JSON, and claims nothing', async () => {
    const { aProcess } = await aChannel();
    const { append, calls } = aProcess();
    const fits = JSON.stringify((await append(id, attempt(1), says('x'.repeat(24_000)))).entry).length;
    calls.length = 0;
    const rest = 24 * 1024 - fits;
    const large = append(id, attempt(2, 2), says('x'.repeat(24_000 + rest + 1)));
    await expect(large).rejects.toMatchObject({ refusal: { code: 'too_large' } });
    expect(calls).toEqual([]);
    expect((await append(id, attempt(2, 2), says('x'.repeat(24_000 + rest)))).entry.seq).toBe(3);
  });

  it('says that it is busy after 40 slots lost to others, and leaves nothing behind', async () => {
    const { aProcess, log } = await aChannel();
    let rivals = 0;
    const { append, calls } = aProcess((real) => ({
      claim: async (conversationId, entry, projections) => {
        const rival = { ...entry, author: 'bo', key: keyNumber(1_000 + (rivals += 1)) };
        await real.claim(conversationId, rival);
        return real.claim(conversationId, entry, projections);
      },
    }));
    await expect(append(id, attempt(1), says('hi'))).rejects.toMatchObject({ refusal: { code: 'busy' } });
    expect(calls.filter((call) => call.startsWith('claim'))).toHaveLength(40);
    expect((await log.from(id, 2, 100)).map(({ author }) => author)).toEqual(Array.from({ length: 40 }, () => 'bo'));
  });

  it('refuses where there is no such conversation', async () => {
    const { aProcess } = await aChannel();
    const nowhere = aProcess().append(`c-${'f'.repeat(32)}`, attempt(1, 0), says('hi'));
    await expect(nowhere).rejects.toMatchObject({ refusal: { code: 'not_a_member' } });
  });

  it('says loudly when a log has a hole, and fills none', async () => {
    const { aProcess, tables } = await aChannel();
    const { append } = aProcess();
    await append(id, attempt(1), says('one'));
    await append(id, attempt(2, 2), says('two'));
    tables.logs.get(id)?.delete(2);
    await expect(aProcess().append(id, attempt(3), says('three'))).rejects.toThrow('hole');
    expect(tables.logs.get(id)?.has(2)).toBe(false);
  });

  it.each([2, 500, 100_000])(
    '[LOG-5] tells a stranger nothing about the log: after %i is as if it were not there',
    async (after) => {
      const { aProcess } = await aChannel();
      const { append } = aProcess();
      const stranger = append(id, attempt(1, after, 'zoe'), says('hi', 'zoe'));
      await expect(stranger).rejects.toMatchObject({ refusal: { code: 'not_a_member' } });
    },
  );
});
