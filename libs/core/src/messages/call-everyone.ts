import { callsEveryone, type RequestType } from '@parley/protocol';
import type { AccessStore } from '../access/access-store';
import { permitCall, type RankOf } from '../access/permit';
import type { AsOf } from '../conversations/append';
import type { Projection } from '../conversations/conversation-log';
import type { InboxStore } from '../conversations/inbox-store';
import { refuse } from '../refuse';
import { withCall } from './calls';

/** What a text is decided on besides the log: own rows, and what its author is in the workspace. */
export type Calling = { inbox: Pick<InboxStore, 'rowsOf'>; rankOf: RankOf };

export const callingBy = ({ inbox, access }: { inbox: InboxStore; access: AccessStore }): Calling => ({
  inbox,
  rankOf: async (personId) => (await access.of([personId])).get(personId)?.role ?? refuse('no_profile'),
});

/**
 * What is written with a text of the author's for the message at `target`: where it calls everyone, that it does so on
 * their own row, since nobody calls themselves. `was`: what the message said before; who may not call may still correct
 * what called already.
 */
export const callingEveryone = async (
  { inbox, rankOf }: Calling,
  type: RequestType,
  asOf: AsOf,
  author: string,
  { target, text, was = '' }: { target: number; text: string; was?: string },
): Promise<readonly Projection[]> => {
  if (!callsEveryone(text)) return [];
  if (!callsEveryone(was)) await permitCall(type, asOf, author, rankOf);
  const own = (await inbox.rowsOf(asOf.conversation.id, [author])).get(author)?.ownCalls;
  if (own?.includes(target)) return [];
  // Those alone that stand, so that what was taken back does not push out what was not.
  const standing = own?.filter((seq) => asOf.calls.includes(seq)) ?? [];
  return [{ write: 'called', personId: author, calls: withCall(standing, target), was: own }];
};
