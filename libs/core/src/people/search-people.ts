import type { Person } from '@parley/protocol';
import { limitAct } from '../limits/slow-down';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import type { Listed } from './directory';
import { folded, listedAs, termLength, termsOf } from './directory-terms';

/** People in a page: what a list shows. */
const page = 20;
/** Places read at once: some are the second place of somebody. */
const readAtOnce = 40;
/** Reads of one request. Where most of what they bring is left out, the page is short and says how to go on. */
const reads = 5;

const cursorOf = ({ term, personId }: Listed): string => `${term}\t${personId}`;

/** The place that a cursor names; `invalid` where it is none of this search. */
const placeOf = (cursor: string, prefix: string): Listed => {
  const end = cursor.lastIndexOf('\t');
  const [term, personId] = [cursor.slice(0, end), cursor.slice(end + 1)];
  const isOurs = end >= 0 && cursor.isWellFormed() && term.startsWith(prefix) && [...term].length <= termLength;
  if (!isOurs || !/^[0-9A-Za-z_-]{1,64}$/.test(personId)) refuse('invalid', 'cursor: is none of this search');
  return { term, personId };
};

/** The one place at which somebody stands in a search: under the first of their terms that it finds, so that no page repeats them. */
const placeIn = (person: Person, prefix: string): string | undefined =>
  prefix === ''
    ? listedAs(person)
    : termsOf(person)
        .filter((term) => term.startsWith(prefix))
        .sort()[0];

/** Finds people by what they are called. The directory may lag or repeat; who is shown, and where, their profile says. */
export const searchPeople: UseCase<'people.search'> = async (context, { personId }, asked) => {
  await limitAct(context, 'searches', personId);
  const prefix = folded(asked.prefix.replace(/^@/, ''));
  let after = asked.cursor === undefined ? undefined : placeOf(asked.cursor, prefix);
  const found: Person[] = [];
  for (let nth = 0; nth < reads; nth += 1) {
    const stretch = { after, limit: readAtOnce };
    const places = await (prefix === '' ? context.directory.list(stretch) : context.directory.find(prefix, stretch));
    const people = await context.people.get([...new Set(places.map((place) => place.personId))]);
    const byId = new Map(people.map((person) => [person.id, person]));
    for (const place of places) {
      after = place;
      const person = byId.get(place.personId);
      if (!person || person.status === 'removed' || placeIn(person, prefix) !== place.term) continue;
      found.push(person);
      if (found.length === page) return { people: found, cursor: cursorOf(place) };
    }
    if (places.length < readAtOnce) return { people: found };
  }
  return { people: found, ...(after && { cursor: cursorOf(after) }) };
};
