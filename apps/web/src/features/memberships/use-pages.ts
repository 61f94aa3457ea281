import { useEffect, useState } from 'react';
import { useSelector } from 'react-redux';
import { selectStatus } from '../connection/connection-slice';
import { troubleText } from '../connection/trouble-text';
import { useLastChange } from './use-last-change';

/** A list that was read to its end, or why it was not. */
export type Pages<T> = { list?: T[]; trouble?: string; again(): void };

type Page<T> = { items: T[]; cursor?: string | undefined };

/**
 * Reads a list about a conversation's people, all pages of it, and again when an entry says that they changed. `read`
 * must stay the same for as long as it means the same; undefined: the list is not for me.
 */
export const usePages = <T>(
  conversationId: string,
  read: ((cursor: string | undefined) => Promise<Page<T>>) | undefined,
): Pages<T> => {
  const [found, setFound] = useState<{ list?: T[]; trouble?: string }>({});
  const [attempt, setAttempt] = useState(0);
  const lastChange = useLastChange(conversationId);

  // What failed without a network is asked for again when there is one.
  const isOffline = useSelector(selectStatus).state !== 'online';
  const isBlocked = isOffline && found.trouble !== undefined;

  useEffect(() => {
    if (!read || lastChange === undefined || isBlocked) return;
    let left = false;
    const readAll = async () => {
      const list: T[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await read(cursor);
        list.push(...page.items);
        cursor = page.cursor;
        if (!cursor) return list;
      }
    };
    readAll().then(
      (list) => !left && setFound({ list }),
      (error: unknown) => !left && setFound((held) => ({ ...held, trouble: troubleText(error) })),
    );
    return () => {
      left = true;
    };
  }, [read, lastChange, attempt, isBlocked]);

  return { ...found, again: () => setAttempt(attempt + 1) };
};
