import { Refused } from '@parley/client';
import type { Person } from '@parley/protocol';
import { useState } from 'react';
import { useClient } from '../connection/client-context';

/** What counts here, and could not be told to the sign-in service. */
export type Untold = 'people.suspend' | 'people.reinstate';

/**
 * Suspends and reinstates, and remembers for as long as the page stands of whom the sign-in service could not be told:
 * the same request tells it again. `changed` hears how somebody is now, also where only that was left undone.
 */
export const useRuling = (changed: (person: Person) => void) => {
  const client = useClient();
  const [untold, setUntold] = useState<ReadonlyMap<string, Untold>>(new Map());
  const remember = (personId: string, what?: Untold) =>
    setUntold((held) => {
      const next = new Map(held);
      next.delete(personId);
      return what ? next.set(personId, what) : next;
    });

  /** As the server has them now; as it must have them by its answer, where they cannot be read. */
  const asTheyAre = async (person: Person, type: Untold): Promise<Person> => {
    const status = type === 'people.suspend' ? 'suspended' : 'active';
    const found = await client.ask('people.find', { ids: [person.id] }).catch(() => ({ people: [] as Person[] }));
    return found.people[0] ?? { ...person, status };
  };

  /** Resolves to whether the sign-in service was told, too. Rejects where nothing was done. */
  const rule = async (type: Untold, person: Person): Promise<boolean> => {
    try {
      changed((await client.ask(type, { personId: person.id })).person);
      remember(person.id);
      return true;
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.code !== 'pool_behind') throw error;
      remember(person.id, type);
      changed(await asTheyAre(person, type));
      return false;
    }
  };
  return { rule, untoldOf: (personId: string) => untold.get(personId) };
};
