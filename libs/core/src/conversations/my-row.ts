import type { InboxRow } from '@parley/protocol';
import { refuse } from '../refuse';
import type { Caller, Context } from '../use-case';

/** The caller's row of a conversation that they are in, read strongly; `not_a_member` otherwise, as for one that is not there. */
export const myRow = async ({ inbox }: Context, { personId }: Caller, conversationId: string): Promise<InboxRow> => {
  const row = (await inbox.rowsOf(conversationId, [personId])).get(personId);
  if (!row || row.left !== undefined) refuse('not_a_member');
  return row;
};
