import type { Change, Entry } from '@parley/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold, nothingFolded, versionOf } from './messages';
import { check, project } from './testing/model-log';

/** A log as the server stores it; `said` are the entries as they were pushed. */
const aLog = () => {
  const stored: Entry[] = [];
  const said: Entry[] = [];
  const does = (author: string, change: Change, basedOn?: number) => {
    try {
      check(stored, author, change, basedOn);
    } catch {
      return; // refused
    }
    const seq = stored.length + 1;
    const entry: Entry = { seq, at: seq * 1_000, author, key: key(seq), n: 0, m: 0, ...change };
    stored.push(entry);
    said.push(entry);
    project(stored, entry);
  };
  return { stored, said, does };
};
const key = (seq: number) => `01KB3W9M6Q${String(seq).padStart(16, '0')}`;
const posted = (text: string): Change => ({ kind: 'message.posted', body: { text } });
const seen = (entries: readonly Entry[]) => fold(nothingFolded, entries).messages;

const target = fc.integer({ min: 1, max: 12 });
const person = fc.constantFrom('ana', 'bo');
const emoji = fc.constantFrom('👍', '🎉');
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 3 }).map(posted) },
  fc.record({
    kind: fc.constant('message.edited' as const),
    body: fc.record({ target, text: fc.string({ minLength: 1, maxLength: 3 }) }),
  }),
  fc.record({ kind: fc.constant('message.deleted' as const), body: fc.record({ target }) }),
  fc.record({ kind: fc.constant('reaction.added' as const), body: fc.record({ target, emoji }) }),
  fc.record({ kind: fc.constant('reaction.removed' as const), body: fc.record({ target, emoji }) }),
);

it('[SYNC-8] pages and pushes in any order, once or often, come to what the server stores', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(person, change, fc.nat({ max: 3 })), { minLength: 1, maxLength: 30 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (steps, dice) => {
        const roll = (below: number) => Math.floor((dice.next().value ?? 0) * below);
        const { stored, said, does } = aLog();
        const pages: Entry[][] = [];
        for (const [author, one, reads] of steps) {
          const { body } = stored[('target' in one.body ? one.body.target : 0) - 1] ?? {};
          const { edited } = (body ?? {}) as { edited?: { seq: number } };
          does(author, one, edited?.seq ?? ('target' in one.body ? one.body.target : undefined));
          // Whoever scrolls meanwhile reads a part of it as it is then.
          if (reads === 0) pages.push(stored.slice(roll(stored.length), 1 + roll(stored.length)));
        }
        const arrivals = [...said.map((entry) => [entry]), ...pages, ...pages.slice(0, 2)];
        for (let i = arrivals.length - 1; i > 0; i -= 1) {
          const j = roll(i + 1);
          [arrivals[i], arrivals[j]] = [arrivals[j] ?? [], arrivals[i] ?? []];
        }
        const folded = arrivals.reduce(fold, nothingFolded);
        expect([...folded.messages].sort(([a], [b]) => a - b)).toEqual([...seen(stored)]);
      },
    ),
    { numRuns: 2_000 },
  );
});

it('[SYNC-8] a change of a message that is not loaded waits for its page', () => {
  const { stored, said, does } = aLog();
  does('ana', posted('hi'));
  const page = [...stored];
  does('bo', { kind: 'reaction.added', body: { target: 1, emoji: '👍' } });
  does('ana', { kind: 'message.edited', body: { target: 1, text: 'hello' } }, 1);
  const before = fold(nothingFolded, said.slice(1));
  expect(before.messages.size).toBe(0);
  const message = fold(before, page).messages.get(1);
  expect(message).toMatchObject({ text: 'hello', reactions: { '👍': ['bo'] }, rev: 3, edited: { seq: 3, at: 3_000 } });
  expect(message && versionOf(message)).toBe(3);
});

it('[SYNC-8] a change that a page knows already is not made twice', () => {
  const { stored, said, does } = aLog();
  does('ana', posted('hi'));
  does('bo', { kind: 'reaction.added', body: { target: 1, emoji: '👍' } });
  does('bo', { kind: 'reaction.removed', body: { target: 1, emoji: '👍' } });
  const messages = fold(fold(nothingFolded, stored), said).messages;
  expect(messages.get(1)).toMatchObject({ reactions: {}, rev: 3 });
});

it('[SYNC-8] a change older than what a page knows changes nothing, though what came between is not held', () => {
  const { stored, said, does } = aLog();
  does('ana', posted('one'));
  does('ana', { kind: 'message.edited', body: { target: 1, text: 'two' } }, 1);
  does('ana', { kind: 'message.edited', body: { target: 1, text: 'three' } }, 2);
  const [page] = [stored.slice(0, 1)];
  const late = said.slice(1, 2);
  expect(fold(fold(nothingFolded, page), late).messages.get(1)).toMatchObject({ text: 'three', rev: 3 });
});

it('[SYNC-8] a page that was read earlier and comes later takes nothing back', () => {
  const { stored, does } = aLog();
  does('ana', posted('one'));
  const earlier = [...stored];
  does('ana', { kind: 'message.edited', body: { target: 1, text: 'two' } }, 1);
  const later = stored.slice(0, 1);
  expect(fold(fold(nothingFolded, later), earlier).messages.get(1)).toMatchObject({ text: 'two', rev: 2 });
});

it('messages that nothing happened to stay the same objects', () => {
  const { said, does } = aLog();
  does('ana', posted('one'));
  does('ana', posted('two'));
  const before = fold(nothingFolded, said);
  does('bo', { kind: 'reaction.added', body: { target: 2, emoji: '👍' } });
  const after = fold(before, said.slice(2));
  expect(after.messages.get(1)).toBe(before.messages.get(1));
  expect(after.messages.get(2)).not.toBe(before.messages.get(2));
  expect(fold(after, [])).toBe(after);
});

/** Names that every object has, and one that is its prototype. */
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

it.each(inherited)(
  'prototype pollution: %s is an emoji, an author and a key like any other, and changes nothing else',
  (name) => {
    const entry = (seq: number, change: Change): Entry => ({
      ...{ seq, at: seq * 1_000, author: name, key: name, n: 0, m: 0 },
      ...change,
    });
    // As JSON has it: there, too, it is a name of its own and not the prototype.
    const read = (entries: Entry[]) => JSON.parse(JSON.stringify(entries)) as Entry[];
    const body = { target: 1, emoji: name };
    const said = read([entry(1, posted('hi')), entry(2, { kind: 'reaction.added', body })]);
    const reactions = fold(nothingFolded, said).messages.get(1)?.reactions ?? {};
    expect(Object.entries(reactions)).toEqual([[name, [name]]]);
    const again = fold(nothingFolded, [...said, ...read([entry(3, { kind: 'reaction.added', body })])]).messages.get(1);
    expect(Object.entries(again?.reactions ?? {})).toEqual([[name, [name]]]);
    const gone = read([entry(3, { kind: 'reaction.removed', body }), entry(4, { kind: 'reaction.removed', body })]);
    expect(Object.entries(fold(nothingFolded, [...said, ...gone]).messages.get(1)?.reactions ?? {})).toEqual([]);
    const stored = read([entry(1, { kind: 'message.posted', body: { text: 'hi', reactions: { [name]: ['bo'] } } })]);
    expect(Object.entries(fold(nothingFolded, stored).messages.get(1)?.reactions ?? {})).toEqual([[name, ['bo']]]);
    expect(Object.getPrototypeOf(reactions)).toBe(Object.prototype);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);
