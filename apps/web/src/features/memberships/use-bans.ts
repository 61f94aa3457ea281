import type { Person } from '@parley/protocol';
import { useCallback } from 'react';
import { useClient } from '../connection/client-context';
import { type Pages, usePages } from './use-pages';

/** Who is banned from a channel; asked for only where I may know it. */
export const useBans = (conversationId: string, mayKnow: boolean): Pages<Person> => {
  const client = useClient();
  const read = useCallback(
    async (cursor: string | undefined) => {
      const page = await client.ask('memberships.bans', { conversationId, ...(cursor && { cursor }) });
      return { items: page.people, cursor: page.cursor };
    },
    [client, conversationId],
  );
  return usePages(conversationId, mayKnow ? read : undefined);
};
