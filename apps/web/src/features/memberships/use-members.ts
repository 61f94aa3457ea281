import { type Reply, changesMembers } from '@parley/protocol';
import { useEffect, useState } from 'react';
import { useSelector } from 'react-redux';
import { useClient } from '../connection/client-context';
import { selectStatus } from '../connection/connection-slice';
import { troubleText } from '../connection/trouble-text';
import { selectLog } from '../messages/messages-slice';

export type Member = Reply<'memberships.list'>['members'][number];
export type Members = { list?: Member[]; trouble?: string; again(): void };

/** Who is in a conversation; read again when an entry says that it changed. */
export const useMembers = (conversationId: string): Members => {
  const client = useClient();
  const [found, setFound] = useState<{ list?: Member[]; trouble?: string }>({});
  const [attempt, setAttempt] = useState(0);
  // 0 where the part of the log that is held names no change, undefined before any of it is held.
  const lastChange = useSelector((state: Parameters<typeof selectLog>[0]) => {
    const entries = selectLog(state, conversationId)?.entries;
    return entries && (entries.findLast(({ kind }) => changesMembers(kind))?.seq ?? 0);
  });

  // What failed without a network is asked for again when there is one.
  const isOffline = useSelector(selectStatus).state !== 'online';
  const isBlocked = isOffline && found.trouble !== undefined;

  useEffect(() => {
    if (lastChange === undefined || isBlocked) return;
    let left = false;
    const read = async () => {
      const list: Member[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await client.ask('memberships.list', { conversationId, ...(cursor && { cursor }) });
        list.push(...page.members);
        cursor = page.cursor;
        if (!cursor) return list.sort((one, other) => one.person.name.localeCompare(other.person.name));
      }
    };
    read().then(
      (list) => !left && setFound({ list }),
      (error: unknown) => !left && setFound((held) => ({ ...held, trouble: troubleText(error) })),
    );
    return () => {
      left = true;
    };
  }, [client, conversationId, lastChange, attempt, isBlocked]);

  return { ...found, again: () => setAttempt(attempt + 1) };
};
