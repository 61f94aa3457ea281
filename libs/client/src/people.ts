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

/** Profiles by id, each asked for once. */
export const createPeople = (parts: { ask: Ask; clock: Clock; retrying: Retrying; emit(event: ClientEvent): void }) => {
  const { ask, clock, retrying, emit } = parts;
  const asked = new Set<string>();
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
      const strangers = [...new Set(ids)].filter((id) => !asked.has(id) && PersonId.safeParse(id).success);
      if (strangers.length > 0 && wanted.length === 0) clock.after(gatherMs, gathered);
      for (const id of strangers) asked.add(id);
      wanted.push(...strangers);
    },
    /** These came in another answer. */
    learn: (people: readonly Person[]): void => {
      for (const { id } of people) asked.add(id);
    },
  };
};
