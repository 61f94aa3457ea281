import { permit, permitTo } from '../access/permit';
import type { Decide } from '../conversations/append';
import { makeChange } from '../conversations/make-change';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { isInAt } from './members';

/** Decides to put somebody out of a channel. */
export const removing =
  (author: string, personId: string): Decide =>
  (asOf) => {
    const { members, head } = asOf;
    permit('memberships.remove', asOf, author);
    if (author === personId) refuse('not_allowed', 'To go yourself, leave.');
    if (!isInAt(members.get(personId), head)) refuse('nothing_to_change');
    permitTo('memberships.remove', asOf, author, personId);
    return {
      change: { kind: 'member.removed', body: { personId } },
      projections: [{ write: 'left', personId, seq: head + 1 }],
    };
  };

/** Who is put out is told so, and nothing after it. */
export const removeMember: UseCase<'memberships.remove'> = (context, caller, { personId, ...asked }) =>
  makeChange(context, caller, asked, 'member.removed', removing(caller.personId, personId));
