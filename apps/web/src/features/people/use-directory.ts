import type { Person } from '@parley/protocol';
import { useEffect, useRef, useState } from 'react';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';

type Found = { people?: Person[]; cursor?: string | undefined; trouble?: string };

/** People whose name or handle begins so, a page at a time; an answer to an older question is dropped. */
export const useDirectory = (prefix: string) => {
  const client = useClient();
  const [found, setFound] = useState<Found>({});
  const asked = useRef({ times: 0 });

  const read = async (cursor?: string) => {
    const mine = ++asked.current.times;
    try {
      const page = await client.ask('people.search', { prefix, ...(cursor && { cursor }) });
      if (mine !== asked.current.times) return;
      setFound((held) => ({
        people: cursor ? [...(held.people ?? []), ...page.people] : page.people,
        cursor: page.cursor,
      }));
    } catch (error) {
      if (mine === asked.current.times) setFound((held) => ({ ...held, trouble: troubleText(error) }));
    }
  };
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    const { current: questions } = asked;
    void latest.current();
    return () => void questions.times++;
  }, [client, prefix]);

  const { people, cursor, trouble } = found;
  return {
    people,
    trouble,
    more: cursor === undefined ? undefined : () => void read(cursor),
    replace: (changed: Person) =>
      setFound((held) => ({
        ...held,
        ...(held.people && { people: held.people.map((one) => (one.id === changed.id ? changed : one)) }),
      })),
  };
};
