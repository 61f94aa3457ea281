import { limits, type Refusal } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace, type Person } from '../testing/a-workspace';
import { rates, unlimited } from './rates';
import type { Rates } from './rates';

const limited = (some: Partial<Rates>) => aWorkspace(() => ({ rates: { ...unlimited, ...some } }));
const saying = (conversationId: string, key: string, after = 1) => ({ conversationId, key, after, text: 'hi' });
const refusalOf = async (asked: ReturnType<Person['asks']>): Promise<Refusal> => {
  const answer = await asked;
  if (answer.ok) throw new Error('It was not refused.');
  return answer.refusal;
};

describe('what one process takes from one person', () => {
  it('[LIMIT-3] is a burst and a rate; what is beyond it is told when to come again, and costs nobody else', async () => {
    const { people, clock } = limited({ asks: { burst: 3, everyMs: 1_000 } });
    const [ana, bo] = people('ana', 'bo');
    for (let nth = 0; nth < 3; nth += 1) await ana.gets('people.me', {});
    expect(await refusalOf(ana.asks('people.me', {}))).toMatchObject({ code: 'slow_down', retryAfterMs: 1_000 });
    await bo.gets('people.me', {});
    await clock.pass(1_000);
    await ana.gets('people.me', {});
    expect(await ana.refusedFor('people.me', {})).toBe('slow_down');
  });

  it('tells it in a frame as well', async () => {
    const { people } = limited({ asks: { burst: 2, everyMs: 1_000 } });
    const [ana] = people('ana');
    const desk = await ana.connects();
    await desk.gets('people.me', {});
    expect(await desk.asks('people.me', {})).toMatchObject({
      ...{ type: 'refusal', code: 'slow_down', retryAfterMs: 1_000 },
    });
  });
});

describe('how much an author says in one conversation', () => {
  const says = { most: 3, withinMs: 10_000 };

  it('[LIMIT-2] is read off the tail of its log, and a process that has just started reads it too', async () => {
    const { people, clock, restarts, nextKey } = limited({ says });
    const [ana, bo] = people('ana', 'bo');
    const { id } = (await ana.opensChannel('general', [bo])).conversation;
    await clock.pass(60_000);
    for (const text of ['1', '2', '3']) {
      await ana.says(id, text);
      await clock.pass(1_000);
    }
    restarts();
    expect(await refusalOf(ana.asks('messages.send', saying(id, nextKey())))).toMatchObject({
      ...{ code: 'slow_down', retryAfterMs: 7_000 },
    });
    await bo.says(id, 'Others may.');
    await clock.pass(7_000);
    await ana.says(id, '4');
    expect(await ana.reads(id)).toEqual(['1', '2', '3', 'Others may.', '4']);
  });

  it('[LOG-4] [LIMIT-2] answers a retry of what was said, however much that was', async () => {
    const { people, nextKey } = limited({ says });
    const [ana] = people('ana');
    const { id } = (await ana.opensChannel('general')).conversation;
    const keys = [nextKey(), nextKey()];
    for (const key of keys) await ana.gets('messages.send', saying(id, key));
    expect(await ana.refusedFor('messages.send', saying(id, nextKey()))).toBe('slow_down');
    for (const key of keys) expect((await ana.gets('messages.send', saying(id, key))).entry).toMatchObject({ key });
  });

  it('does not tell who is not in how busy a conversation is', async () => {
    const { people, nextKey } = limited({ says: { most: 1, withinMs: 10_000 } });
    const [ana, eve] = people('ana', 'eve');
    const { id } = (await ana.opensChannel('general')).conversation;
    expect(await eve.refusedFor('messages.send', saying(id, nextKey()))).toBe('not_a_member');
  });
});

describe('opening conversations', () => {
  it('[LIMIT-1] is limited for new ones alone, through whatever process', async () => {
    const { people, restarts, clock, nextKey } = limited({ opens: { burst: 2, everyMs: 20_000 } });
    const [ana, bo, cy] = people('ana', 'bo', 'cy');
    await ana.opensDirect(bo);
    restarts();
    await ana.opensChannel('general');
    restarts();
    const another = { kind: 'direct' as const, key: nextKey(), people: [cy.id] };
    expect(await refusalOf(ana.asks('conversations.open', another))).toMatchObject({
      ...{ code: 'slow_down', retryAfterMs: 20_000 },
    });
    await ana.opensDirect(bo);
    await cy.opensChannel('mine');
    await clock.pass(20_000);
    await ana.gets('conversations.open', another);
  });
});

describe('the limits of a workspace', () => {
  it('let a client begin: a page of everything it asks for', () => {
    expect(rates.asks?.burst).toBeGreaterThan(limits.helloPositions);
  });

  it('hold everything that a bucket is for', () => {
    expect(Object.entries(rates).filter(([, rate]) => rate === null)).toEqual([]);
  });
});
