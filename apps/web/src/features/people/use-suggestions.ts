import type { Person } from '@parley/protocol';
import { useEffect, useState } from 'react';
import { useSelector } from 'react-redux';
import { useClient } from '../connection/client-context';
import { matchingPeople } from '../messages/mention-text';
import { selectMyId, selectMyRole } from '../session/session-slice';
import { selectPeople } from './people-slice';

/** As many as are worth looking through. */
const most = 8;
/** Whoever types on is not done with the name yet. */
const restMs = 200;
/** A name that is being typed; what has an `@` in it is an address, and what is this long is neither. */
const isName = (typed: string): boolean => typed !== '' && typed.length <= 60 && !/.@|[,;]/.test(typed);

/**
 * Whom the beginning of a name or handle may mean: those whom one has met, and then those whom the directory finds. Guests
 * may not search it; that it cannot be asked is nothing to speak of, as an address does too.
 */
export const useSuggestions = (text: string, taken: readonly Person[]): Person[] => {
  const client = useClient();
  const myId = useSelector(selectMyId);
  const role = useSelector(selectMyRole);
  const met = useSelector(selectPeople);
  const typed = text.trim();
  const [found, setFound] = useState<{ typed: string; people: readonly Person[] }>();
  const asks = isName(typed) && role !== undefined && role !== 'guest';

  useEffect(() => {
    if (!asks) return;
    let left = false;
    const timer = setTimeout(() => {
      client.ask('people.search', { prefix: typed }).then(
        ({ people }) => left || setFound({ typed, people }),
        () => undefined,
      );
    }, restMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [client, typed, asks]);

  if (!isName(typed)) return [];
  const without = new Set([myId, ...taken.map(({ id }) => id)]);
  const all = [
    ...matchingPeople(Object.values(met), typed.replace(/^@/, '')),
    ...(found?.typed === typed ? found.people : []),
  ];
  return [...new Map(all.map((person) => [person.id, person])).values()]
    .filter(({ id, status }) => !without.has(id) && status === undefined)
    .slice(0, most);
};
