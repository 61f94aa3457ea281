import { type Entry, type InboxRow, isKnown } from '@parley/protocol';
import fc from 'fast-check';
import { type Append, createAppend, entryAfter } from '../conversations/append';
import type { ConversationLog } from '../conversations/conversation-log';
import type { Calling } from '../messages/call-everyone';
import type { Roster } from '../memberships/membership-store';
import { Refused } from '../refuse';
import { doings, type Doing, perform, type Plan, says } from './racing-acts';
import type { Stores } from './stores';

/** What becomes of one call: it is answered, its effect happens but the answer is lost, or it never arrives. */
type Fate = 'answered' | 'reply lost' | 'call lost';

type Act = {
  what: Doing;
  /** Which message it is about, or which person, of those that there are. */
  which: number;
  /** Which of the author's calls to the stores fail, in the order in which they are made. */
  fates: Fate[];
  /** The process that serves each try. */
  processes: number[];
  /** Tries of this key that run at once from the start. */
  racing: number;
  /** Whether the client pulls what it missed before it writes; else its `after` stays where it was. */
  catchesUp: boolean;
  /** How much later it is, in seconds: beyond 60 a process forgets its tails. */
  seconds: number;
};

/** What some authors do, each one after the other, all at once. */
export type Race = { acts: Act[] }[];

const authors = ['ana', 'bo', 'cy', 'di'];
const processes = 3;
const tries = 4;

const act: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom<Doing>('say', 'say', 'say', ...doings),
  which: fc.nat(5),
  fates: fc.array(fc.constantFrom<Fate>('answered', 'answered', 'answered', 'reply lost', 'call lost'), {
    maxLength: 8,
  }),
  processes: fc.array(fc.nat(processes - 1), { minLength: tries, maxLength: tries }),
  racing: fc.constantFrom(1, 1, 2),
  catchesUp: fc.boolean(),
  seconds: fc.constantFrom(0, 0, 1, 61),
});

/** Two to four authors with up to four acts each. */
export const race: fc.Arbitrary<Race> = fc.array(fc.record({ acts: fc.array(act, { minLength: 1, maxLength: 4 }) }), {
  minLength: 2,
  maxLength: authors.length,
});

class Lost extends Error {}

/** What was seen from outside, to be held against the rules. */
export type Recorded = {
  entries: Entry[];
  /** Everything that was tried, whatever became of it. */
  plans: Plan[];
  answers: { plan: Plan; entry: Entry }[];
  refusals: { author: string; from: number; to: number }[];
  /** What stands beside the log in the end. */
  roster: Roster | undefined;
  rows: ReadonlyMap<string, InboxRow>;
};

/** The stores that a race is played over. */
export type RaceStores = Pick<Stores, 'log' | 'memberships' | 'inbox'>;

/**
 * Plays a race over the given stores. Every call to a store waits for the scheduler before and after it takes effect,
 * so the order of all steps is the scheduler's; with real stores their own timing is mixed in.
 */
export const runRace = async (
  stores: RaceStores,
  conversationId: string,
  race: Race,
  scheduler: fc.Scheduler,
): Promise<Recorded> => {
  let now = 1_000_000;
  const clock = { now: () => (now += 1), sleep: () => scheduler.schedule(Promise.resolve(), 'sleep') };
  const people = authors.slice(0, race.length);
  await create(stores.log, conversationId, people);

  const through = async <T>(label: string, fate: Fate, call: () => Promise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), label);
    if (fate === 'call lost') throw new Lost();
    const result = await call();
    await scheduler.schedule(Promise.resolve(), `${label} answers`);
    if (fate === 'reply lost') throw new Lost();
    return result;
  };
  // The fates of the act whose turn it is in a process; a process serves many.
  let fates: Fate[] = [];
  const fated = <T>(label: string, call: () => Promise<T>) => through(label, fates.shift() ?? 'answered', call);
  const calling: Calling = {
    inbox: { rowsOf: (...args) => fated('rows', () => stores.inbox.rowsOf(...args)) },
    rankOf: async () => 'member',
  };
  const appends: Append[] = Array.from({ length: processes }, () =>
    createAppend({
      log: {
        claim: (...args) => fated(`claim ${args[1].seq}`, () => stores.log.claim(...args)),
        from: (...args) => fated('from', () => stores.log.from(...args)),
        last: (...args) => fated('last', () => stores.log.last(...args)),
        message: (...args) => fated('message', () => stores.log.message(...args)),
      },
      memberships: { roster: (id) => fated('roster', () => stores.memberships.roster(id)) },
      clock,
      random: () => 0.5,
    }),
  );

  const head = async () => (await stores.log.last(conversationId, 1))[0]?.seq ?? 0;
  const all = () => stores.log.from(conversationId, 1, 1_000);
  const recorded: Recorded = {
    ...{ entries: [], plans: [], answers: [], refusals: [], roster: undefined, rows: new Map() },
  };
  const planned = async (author: string, key: string, after: number, { what, which }: Act): Promise<Plan> => {
    const messages = (await all()).filter(isKnown).filter((entry) => entry.kind === 'message.posted');
    const message = messages[which % Math.max(1, messages.length)];
    const whom = people[(people.indexOf(author) + 1 + (which % (people.length - 1))) % people.length] ?? author;
    const target = message?.seq ?? 1;
    return { what, author, key, after, whom, people, target, basedOn: message?.body.edited?.seq ?? target };
  };
  // A client repeats key and `after` until it has an answer, of whichever kind.
  const settled = async (plan: Plan, act: Act): Promise<void> => {
    const { author } = plan;
    for (const process of act.processes) {
      const from = await head();
      try {
        const append = appends[process];
        if (!append) throw new Error('There is no such process');
        const { entry } = await perform(append, calling, conversationId, plan);
        recorded.answers.push({ plan, entry });
        return;
      } catch (error) {
        if (error instanceof Lost) continue;
        if (!(error instanceof Refused)) throw error;
        if (error.refusal.code === 'not_a_member') recorded.refusals.push({ author, from, to: await head() });
        return;
      }
    }
  };
  const plays = race.map(async ({ acts }, i) => {
    const author = authors[i] ?? '';
    let held = 1;
    for (const [j, act] of acts.entries()) {
      await scheduler.schedule(Promise.resolve(), `${author} acts`);
      now += act.seconds * 1_000;
      if (act.catchesUp) held = await head();
      fates = act.fates.slice();
      const plan = await planned(author, `01KB3W9M6Q4X7V2T8Y5Z1N${i}${j}00`, held, act);
      // What is given up was tried, and may be on its way still.
      const same: Plan[] = plan.what === 'discard' ? [{ ...plan, what: 'say' }, plan] : [plan];
      recorded.plans.push(...same);
      const attempts = same.flatMap((one) => Array.from({ length: act.racing }, () => one));
      await Promise.all(attempts.map((one) => settled(one, act)));
    }
  });
  await scheduler.waitFor(Promise.all(plays));
  recorded.entries = await all();
  recorded.roster = await stores.memberships.roster(conversationId);
  recorded.rows = await stores.inbox.rowsOf(conversationId, people);
  return recorded;
};

/** What somebody said under a key, as it was said. */
export const saidBy = ({ plans }: Recorded, { author, key }: Entry): Plan | undefined =>
  plans.find((plan) => says(plan) && plan.author === author && plan.key === key);

const create = async (log: ConversationLog, conversationId: string, people: string[]): Promise<void> => {
  const attempt = { author: 'ana', key: '01KB3W9M6Q4X7V2T8Y5Z1NZZZZ', after: 0 };
  const change = { kind: 'conversation.created', body: { kind: 'channel', people } } as const;
  const entry = entryAfter(undefined, attempt, 1_000_000, change);
  const conversation = { id: conversationId, kind: 'channel', name: 'race', createdBy: 'ana', createdAt: 0 } as const;
  await log.claim(conversationId, entry, [
    { write: 'conversation', conversation },
    ...people.map((personId) => ({
      ...{ write: 'joined' as const, personId, seq: 1, readN: 0, was: undefined },
      role: personId === 'ana' ? ('owner' as const) : ('member' as const),
    })),
  ]);
};
