import { type Person, PersonId } from '@parley/protocol';
import type { Retrying } from './backoff';
import type { ClientEvent } from './client';
import type { Clock } from './clock';
import { isPassing, Refused } from './failures';
import type { Ask } from './http';

/** Names that a screen needs at once are asked for at once. */
const gatherMs = 20;
/** The most that `people.find` takes. */
const mostIds = 100;

/** So long a profile counts as it was read; who is met after that is asked for again (PEOPLE-3). */
export const freshMs = 10 * 60_000;

/** Profiles by id, each asked for when its person is met, and again where that was long ago: nothing is pushed of them. */
export const createPeople = (parts: { ask: Ask; clock: Clock; retrying: Retrying; emit(event: ClientEvent): void }) => {
  const { ask, clock, retrying, emit } = parts;
  /** When they were asked for, ms since 1970. */
  const asked = new Map<string, number>();
  const ageOf = (id: string) => clock.now() - (asked.get(id) ?? -Infinity);
  let wanted: string[] = [];

  const find = async (ids: string[]): Promise<void> => {
    try {
      const { people } = await retrying(() => ask('people.find', { ids }));
      if (people.length > 0) emit({ type: 'people', people });
    } catch (error) {
      for (const id of ids) asked.delete(id); // whoever meets them again asks again
      if (!(error instanceof Refused) && !isPassing(error)) throw error;
    }
  };
  const gathered = () => {
    const ids = wanted;
    wanted = [];
    for (let from = 0; from < ids.length; from += mostIds) void find(ids.slice(from, from + mostIds));
  };

  return {
    meet: (ids: readonly string[]): void => {
      const isDue = ids.some((id) => ageOf(id) >= freshMs);
      // Who will be due soon comes along: one request for a screen instead of one for each.
      const strangers = isDue
        ? [...new Set(ids)].filter((id) => ageOf(id) >= freshMs / 2 && PersonId.safeParse(id).success)
        : [];
      if (strangers.length > 0 && wanted.length === 0) clock.after(gatherMs, gathered);
      for (const id of strangers) asked.set(id, clock.now());
      wanted.push(...strangers);
    },
    /** These came in another answer. */
    learn: (people: readonly Person[]): void => {
      for (const { id } of people) asked.set(id, clock.now());
    },
  };
};
