import { looksOf, type Person } from '@parley/protocol';
import type { MemoryTables } from '../testing/memory-tables';
import { afterProfile, type Directory, type Listed, type Stretch } from './directory';
import { listedAs, termsOf } from './directory-terms';

// The order of a database is that of code points; JavaScript compares halves of surrogate pairs.
const compare = (a: string, b: string): number => {
  const [left, right] = [[...a], [...b]];
  for (const [at, char] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    if (char !== other) return (char.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
  }
  return left.length - right.length;
};
// No term has a tab, and nothing in one stands before it: so places stand by term, then by person.
const keyOf = ({ term, personId }: Listed): string => `${term}\t${personId}`;
const stretchOf = (places: Listed[], { after, limit }: Stretch): Listed[] =>
  places
    .filter((place) => !after || compare(keyOf(place), keyOf(after)) > 0)
    .sort((a, b) => compare(keyOf(a), keyOf(b)))
    .slice(0, limit);

export const memoryDirectory = ({ people, unlisted }: MemoryTables): Directory => {
  const listed = (): Person[] => [...people.values()].filter(({ id }) => !unlisted.has(id));
  const isTaken = (handle: string, by: string): boolean =>
    [...people.values()].some((other) => other.id !== by && other.handle && looksOf(other.handle) === looksOf(handle));
  return {
    change: async (was, to) => {
      const person = people.get(was.id);
      if (person?.name !== was.name || person.handle !== was.handle || person.status === 'removed') return 'moved';
      if (to.handle && isTaken(to.handle, was.id)) return 'handle_taken';
      people.set(was.id, afterProfile(person, to));
      return 'changed';
    },
    find: async (prefix, stretch) => {
      const places = listed().flatMap((person) => termsOf(person).map((term) => ({ term, personId: person.id })));
      return stretchOf(
        places.filter(({ term }) => term.startsWith(prefix)),
        stretch,
      );
    },
    list: async (stretch) =>
      stretchOf(
        listed().map((person) => ({ term: listedAs(person), personId: person.id })),
        stretch,
      ),
    remove: async ({ id }) => {
      unlisted.add(id);
      const person = people.get(id);
      if (person) people.set(id, afterProfile(person, { handle: null }));
    },
  };
};
