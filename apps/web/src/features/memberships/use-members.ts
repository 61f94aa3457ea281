import type { Reply } from '@parley/protocol';
import { useCallback, useMemo } from 'react';
import { useDispatch } from 'react-redux';
import { useClient } from '../connection/client-context';
import { peopleRead } from '../people/people-slice';
import { byStanding } from './member-standing';
import { type Pages, usePages } from './use-pages';

export type Member = Reply<'memberships.list'>['members'][number];
export type Members = Pages<Member>;

/** Who is in a conversation, by what they are there; read again when an entry says that it changed. */
export const useMembers = (conversationId: string): Members => {
  const client = useClient();
  const dispatch = useDispatch();
  const read = useCallback(
    async (cursor: string | undefined) => {
      const page = await client.ask('memberships.list', { conversationId, ...(cursor && { cursor }) });
      // Fresher than what was asked for when their names first occurred.
      dispatch(peopleRead(page.members.map(({ person }) => person)));
      return { items: page.members, cursor: page.cursor };
    },
    [client, dispatch, conversationId],
  );
  const { list, ...pages } = usePages(conversationId, read);
  const sorted = useMemo(() => list?.toSorted(byStanding), [list]);
  return { ...pages, ...(sorted && { list: sorted }) };
};
