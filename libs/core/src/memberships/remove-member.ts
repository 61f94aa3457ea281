import type { Decide } from '../conversations/append';
import { makeChange } from '../conversations/make-change';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { isInAt } from './members';

/** Decides to put somebody out of a channel: its owner may. */
export const removing =
  (author: string, personId: string): Decide =>
  ({ conversation, members, head, includes }) => {
    if (!includes(author)) refuse('not_a_member');
    if (conversation.kind === 'direct') refuse('direct_is_fixed');
    if (members.get(author)?.role !== 'owner') refuse('not_allowed');
    if (!isInAt(members.get(personId), head)) refuse('nothing_to_change');
    return {
      change: { kind: 'member.removed', body: { personId } },
      projections: [{ write: 'left', personId, seq: head + 1 }],
    };
  };

/** Who is put out is told so, and nothing after it. */
export const removeMember: UseCase<'memberships.remove'> = (context, caller, { personId, ...asked }) =>
  makeChange(context, caller, asked, 'member.removed', removing(caller.personId, personId));
