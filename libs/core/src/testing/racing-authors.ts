import { type Entry, isKnown } from '@parley/protocol';
import fc from 'fast-check';
import { type Append, createAppend, type Decision, entryAfter } from '../conversations/append';
import type { ConversationLog } from '../conversations/conversation-log';
import { afterEntry, isInAt, type Members } from '../memberships/members';
import type { MembershipStore } from '../memberships/membership-store';
import { refuse, Refused } from '../refuse';

/** What becomes of one call: it is answered, its effect happens but the answer is lost, or it never arrives. */
type Fate = 'answered' | 'reply lost' | 'call lost';

type Act = {
  what: 'say' | 'leave' | 'add';
  /** Which of the author's calls to the log fail, in the order in which they are made. */
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
  what: fc.constantFrom('say', 'say', 'say', 'say', 'leave', 'add'),
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
  answers: { author: string; key: string; entry: Entry }[];
  refusals: { author: string; from: number; to: number }[];
};

/**
 * Plays a race over the given stores. Every call to a store waits for the scheduler before and after it takes effect,
 * so the order of all steps is the scheduler's; with real stores their own timing is mixed in.
 */
export const runRace = async (
  stores: { log: ConversationLog; memberships: MembershipStore },
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
  const recorded: Recorded = { entries: [], answers: [], refusals: [] };
  const attempt = async (author: string, key: string, after: number, { what }: Act, process: number): Promise<void> => {
    const appended = await appends[process]?.(conversationId, { author, key, after }, (asOf): Decision => {
      if (!asOf.includes(author)) refuse('not_a_member');
      const seq = asOf.head + 1;
      if (what === 'say') return { change: { kind: 'message.posted', body: { text: key } } };
      if (what === 'leave')
        return { change: { kind: 'member.left', body: {} }, projections: [{ write: 'left', personId: author, seq }] };
      const added = people.filter((id) => !isInAt(asOf.members.get(id), asOf.head));
      if (added.length === 0) refuse('nothing_to_change');
      return {
        change: { kind: 'members.added', body: { people: added } },
        projections: added.map((personId) => ({
          ...{ write: 'joined', personId, role: 'member', seq, readN: asOf.n, was: asOf.members.get(personId) },
        })),
      };
    });
    if (appended) recorded.answers.push({ author, key, entry: appended.entry });
  };
  // A client repeats key and `after` until it has an answer, of whichever kind.
  const settled = async (author: string, key: string, after: number, act: Act): Promise<void> => {
    for (const process of act.processes) {
      const from = await head();
      try {
        return await attempt(author, key, after, act, process);
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
      const key = `01KB3W9M6Q4X7V2T8Y5Z1N${i}${j}00`;
      await Promise.all(Array.from({ length: act.racing }, () => settled(author, key, held, act)));
    }
  });
  await scheduler.waitFor(Promise.all(plays));
  recorded.entries = await stores.log.from(conversationId, 1, 1_000);
  return recorded;
};

const create = async (log: ConversationLog, conversationId: string, people: string[]): Promise<void> => {
  const attempt = { author: 'ana', key: '01KB3W9M6Q4X7V2T8Y5Z1NZZZZ', after: 0 };
  const change = { kind: 'conversation.created', body: { kind: 'channel', people } } as const;
  const entry = entryAfter(undefined, attempt, 1_000_000, change);
  const conversation = { id: conversationId, kind: 'channel', name: 'race', createdBy: 'ana', createdAt: 0 } as const;
  await log.claim(conversationId, entry, [
    { write: 'conversation', conversation },
    ...people.map((personId) => ({
      ...{ write: 'joined' as const, personId, role: 'member' as const, seq: 1, readN: 0, was: undefined },
    })),
  ]);
};

/** What is wrong with a record, one sentence a violation; nothing where every rule held. */
export const violations = ({ entries, answers, refusals }: Recorded): string[] => {
  const wrong: string[] = [];
  const keys = new Set<string>();
  let [n, m] = [0, 0];
  let members: Members = new Map();
  const membersAt: Members[] = [members];
  for (const [i, entry] of entries.entries()) {
    const id = `${entry.author} ${entry.key}`;
    if (entry.seq !== i + 1) wrong.push(`[LOG-1] slot ${i + 1} holds entry ${entry.seq}`);
    if (keys.has(id)) wrong.push(`[LOG-2] ${id} stands twice, again at ${entry.seq}`);
    keys.add(id);
    if (i > 0 && !isInAt(members.get(entry.author), i)) wrong.push(`[DEL-1] ${id} is at ${entry.seq}, not a member`);
    if (isKnown(entry) && entry.kind === 'message.posted') n += 1;
    if (entry.n !== n || entry.m !== m)
      wrong.push(`[LOG-8] ${entry.seq} says n ${entry.n}, m ${entry.m}; it is ${n}, ${m}`);
    if (entry.kind !== 'message.posted') m = entry.seq;
    members = afterEntry(members, entry);
    membersAt.push(members);
  }
  for (const { author, from, to } of refusals)
    if (membersAt.slice(from, to + 1).every((then, i) => isInAt(then.get(author), from + i)))
      wrong.push(`[DEL-1] ${author} was refused as no member, but was one from ${from} to ${to}`);
  for (const { author, key, entry } of answers) {
    const stored = entries[entry.seq - 1];
    if (stored?.author !== author || stored.key !== key || stored.kind !== entry.kind)
      wrong.push(
        `[LOG-3] ${author} ${key} was answered with ${entry.seq}, which holds ${stored?.author} ${stored?.key}`,
      );
  }
  return wrong;
};
