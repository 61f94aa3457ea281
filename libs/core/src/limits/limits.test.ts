import { limits, type Refusal } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { leastTail } from '../conversations/append';
import { aWorkspace, type Person } from '../testing/a-workspace';
import { keyNumber } from '../testing/stores';
import { rates, unlimited } from './rates';
import type { Rates } from './rates';

const limited = (some: Partial<Rates>) => aWorkspace(() => ({ rates: { ...unlimited, ...some } }));
const saying = (conversationId: string, key: string, after = 1) => ({ conversationId, key, after, text: 'hi' });
const refusalOf = async (asked: Promise<{ ok: true } | { ok: false; refusal: Refusal }>): Promise<Refusal> => {
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

  it('[LIMIT-2] is what stands there, wherever a client says that it is, and however long the texts are', async () => {
    const { people, clock, restarts, nextKey } = limited({ says });
    const [ana] = people('ana');
    const { id } = (await ana.opensChannel('general')).conversation;
    await clock.pass(60_000);
    const long = 'x'.repeat(16_000);
    for (let nth = 1; nth <= 3; nth += 1) {
      restarts(); // each is said through a process that knows nothing, by a client that holds everything
      await ana.says(id, long);
    }
    for (const again of [restarts, () => {}]) {
      again();
      const after = await ana.holds(id);
      expect(await refusalOf(ana.asks('messages.send', saying(id, nextKey(), after)))).toMatchObject({
        ...{ code: 'slow_down', retryAfterMs: 10_000 },
      });
    }
    expect(await ana.reads(id)).toEqual([long, long, long]);
  });

  it('[LIMIT-2] holds long texts as it holds short ones, in a process that said them all', async () => {
    const { people, nextKey, clock } = limited({ says: { most: 9, withinMs: 10_000 } });
    const [ana] = people('ana');
    const { id } = (await ana.opensChannel('general')).conversation;
    await clock.pass(60_000);
    for (let nth = 1; nth <= 9; nth += 1) await ana.says(id, 'x'.repeat(16_000));
    expect(await ana.refusedFor('messages.send', saying(id, nextKey(), await ana.holds(id)))).toBe('slow_down');
  });

  it.each([
    ['messages.edit', { target: 2, basedOn: 2, text: 'hello' }],
    ['messages.delete', { target: 2 }],
    ['messages.react', { target: 2, emoji: '🎉' }],
    ['messages.unreact', { target: 2, emoji: '👍' }],
  ] as const)('[LIMIT-2] holds %s as well, and counts what was changed', async (type, about) => {
    const { people, clock, restarts } = limited({ says });
    const [ana, bo] = people('ana', 'bo');
    const { id } = (await ana.opensChannel('general', [bo])).conversation;
    await ana.says(id, 'hi');
    await ana.changes('messages.react', id, { target: 2, emoji: '👍' });
    await clock.pass(60_000);
    for (const change of ['messages.react', 'messages.unreact', 'messages.react'] as const)
      await ana.changes(change, id, { target: 2, emoji: '🚀' });
    restarts();
    expect(await ana.failsTo(type, id, about as never)).toBe('slow_down');
    await bo.says(id, 'Others may.');
    await clock.pass(10_000);
    await ana.changes(type, id, about as never);
  });

  it('[LIMIT-2] [LOG-10] holds what is given up, which is as good later', async () => {
    const { people, clock, nextKey } = limited({ says });
    const [ana] = people('ana');
    const { id } = (await ana.opensChannel('general')).conversation;
    await clock.pass(60_000);
    const discard = () => ({ conversationId: id, key: nextKey(), after: 1, deleteKey: nextKey() });
    for (let nth = 1; nth <= 3; nth += 1) await ana.gets('messages.discard', discard());
    const another = discard();
    expect(await ana.refusedFor('messages.discard', another)).toBe('slow_down');
    await clock.pass(10_000);
    expect((await ana.gets('messages.discard', another)).entry).toMatchObject({ kind: 'message.discarded' });
  });

  it('costs a flood that is refused no reads', async () => {
    let reads = 0;
    const { people, nextKey } = aWorkspace(({ log }) => ({
      rates: { ...unlimited, says },
      log: {
        ...log,
        last: (...at) => ((reads += 1), log.last(...at)),
        from: (...at) => ((reads += 1), log.from(...at)),
      },
    }));
    const [ana] = people('ana');
    const { id } = (await ana.opensChannel('general')).conversation;
    for (let nth = 1; nth <= 2; nth += 1) await ana.says(id, 'hi');
    reads = 0;
    for (let nth = 1; nth <= 5; nth += 1)
      expect(await ana.refusedFor('messages.send', saying(id, nextKey(), 1))).toBe('slow_down');
    expect(reads).toBe(0);
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

describe('acts that have a bucket', () => {
  const once = { burst: 1, everyMs: 20_000 };
  const openings = (nth: number) => ({
    kind: 'channel' as const,
    key: keyNumber(nth),
    name: `room ${nth}`,
    people: [],
  });
  type Answered = { ok: true } | { ok: false; refusal: Refusal };
  type Ask = (world: ReturnType<typeof limited>, who: Person, nth: number) => Promise<Answered>;
  const acts: [string, Partial<Rates>, Ask][] = [
    ['opening', { opens: once }, (_, who, nth) => who.asks('conversations.open', openings(nth))],
    ['inviting', { invites: once }, (_, who, nth) => who.asks('invitations.create', { key: keyNumber(nth) })],
    ['searching', { searches: once }, (_, who) => who.asks('people.search', { prefix: 'b' })],
    [
      'looking',
      { looks: once },
      // Nobody is signed in there: what counts is where somebody asks from.
      ({ core }, who) => core().lookAtInvitation({ source: who.id }, { token: 'x'.repeat(27) }),
    ],
  ];

  it.each(acts)('[LIMIT-1] beyond it, %s is refused with the time to come again', async (_, some, ask) => {
    const world = limited(some);
    const [ana, bo] = world.people('ana', 'bo');
    const isHeld = async (who: Person, nth: number) => {
      const answer = await ask(world, who, nth);
      return !answer.ok && answer.refusal.code === 'slow_down';
    };
    expect(await isHeld(ana, 1)).toBe(false);
    world.restarts();
    await world.clock.pass(5_000);
    expect(await refusalOf(ask(world, ana, 2))).toMatchObject({ code: 'slow_down', retryAfterMs: 15_000 });
    expect(await isHeld(bo, 3)).toBe(false);
    await world.clock.pass(15_000);
    expect(await isHeld(ana, 4)).toBe(false);
  });
});

describe('the limits of a workspace', () => {
  it('let a client begin: a page of everything it asks for', () => {
    expect(rates.asks?.burst).toBeGreaterThan(limits.helloPositions);
  });

  it('[LIMIT-2] count no more entries than a process that knows nothing reads', () => {
    expect(rates.says?.most).toBeLessThanOrEqual(leastTail);
  });

  it('hold everything that a bucket is for', () => {
    expect(Object.entries(rates).filter(([, rate]) => rate === null)).toEqual([]);
  });
});
