import { callsEveryone, everyoneToken, mentionsIn, type Person } from '@parley/protocol';

/** Everybody who is in, as one chooses them by an `@`: the id is nobody's, since no id has an exclamation mark. */
export const everyone: Person = { id: '!everyone', name: 'everyone', email: '' };

/** Names as they stand behind an `@` in the composer, each for one person's id, or for everyone's. */
export type Chosen = Readonly<Record<string, string>>;

/** The `@` before the caret that is being completed: where it stands, and what was typed behind it. */
export type MentionQuery = { from: number; query: string };

/** Nobody types more than this to find a name. */
const longestQuery = 40;
const wordBefore = /[\p{L}\p{N}_]$/u;
const wordAfter = /^[\p{L}\p{N}_]/u;

// The longest name first: "Ana Ruiz" is not "Ana".
const byLength = (chosen: Chosen): [string, string][] =>
  Object.entries(chosen).sort(([one], [other]) => other.length - one.length);

const tokenOf = (id: string): string => (id === everyone.id ? everyoneToken : `<@${id}>`);

/** What is sent and kept as a draft: every `@name` that was chosen as `<@id>` (UX-MENT-3), everyone as their token. */
export const toWire = (typed: string, chosen: Chosen): string => {
  const names = byLength(chosen);
  if (names.length === 0) return typed;
  let wire = '';
  for (let at = 0; at < typed.length;) {
    const found =
      typed[at] === '@'
        ? names.find(([name]) => typed.startsWith(name, at + 1) && !wordAfter.test(typed.slice(at + 1 + name.length)))
        : undefined;
    wire += found ? tokenOf(found[1]) : typed[at];
    at += found ? found[0].length + 1 : 1;
  }
  return wire;
};

/** The name under which somebody stands in the composer: with the address where another person has the same one. */
export const nameFor = (person: Person, chosen: Chosen): string => {
  const isAnothers = Object.hasOwn(chosen, person.name) && chosen[person.name] !== person.id;
  if (person.id === everyone.id) return isAnothers ? '*everyone' : person.name;
  return isAnothers ? `${person.name} (${person.email})` : person.name;
};

/** What the composer shows of a stored text. Whoever is not known yet stays as an id, and is sent as it is. */
export const toTyped = (wire: string, people: Record<string, Person>): { typed: string; chosen: Chosen } => {
  let chosen: Chosen = {};
  let typed = wire;
  const called = callsEveryone(wire) ? [everyone] : [];
  for (const person of [...called, ...mentionsIn(wire).map((id) => people[id])]) {
    if (!person) continue;
    const name = nameFor(person, chosen);
    chosen = { ...chosen, [name]: person.id };
    typed = typed.replaceAll(tokenOf(person.id), `@${name}`);
  }
  return { typed, chosen };
};

/** What is being completed at the caret; undefined where no name is, or a chosen one already stands. */
export const mentionAt = (typed: string, caret: number, chosen: Chosen): MentionQuery | undefined => {
  const from = typed.lastIndexOf('@', caret - 1);
  if (from < 0 || wordBefore.test(typed.slice(0, from))) return undefined;
  const query = typed.slice(from + 1, caret);
  if (query.length > longestQuery || /\n|^\s/.test(query)) return undefined;
  const isChosen = Object.keys(chosen).some(
    (name) => query.startsWith(name) && !wordAfter.test(typed.slice(from + 1 + name.length)),
  );
  return isChosen ? undefined : { from, query };
};

/** People whose name has a word that begins with each word typed, in the order given. */
export const matchingPeople = (people: readonly Person[], query: string): Person[] => {
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return people.filter(({ name, email }) => {
    const words = [...name.toLocaleLowerCase().split(/[\s-]+/), email.toLocaleLowerCase()];
    return wanted.every((word) => words.some((one) => one.startsWith(word)));
  });
};
