import type { MemberRole } from '@parley/protocol';
import { permit, permitTo } from '../access/permit';
import type { Decide } from '../conversations/append';
import { makeChange } from '../conversations/make-change';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { inAt, isInAt, ranked } from './members';

/**
 * Decides to give a member of a channel another role, as far as somebody stays its owner. `isActive`: nobody looks after a
 * channel who may not come in.
 */
export const ranking =
  (author: string, personId: string, role: MemberRole, isActive = true): Decide =>
  (asOf) => {
    const { members, head } = asOf;
    permit('memberships.role', asOf, author);
    const was = members.get(personId);
    if (!was || !isInAt(was, head)) refuse('person_not_found', 'They are not in this channel.');
    permitTo('memberships.role', asOf, author, personId);
    if (was.role === role) refuse('nothing_to_change');
    if (role !== 'member' && !isActive)
      refuse('not_allowed', 'They are suspended, or gone. Choose somebody who is here.');
    const owners = inAt(members, head).filter((member) => member.role === 'owner');
    if (was.role === 'owner' && owners.length === 1) refuse('last_owner');
    return {
      change: { kind: 'member.role', body: { personId, role } },
      projections: [{ write: 'member', member: ranked(was, role, head + 1), was }],
    };
  };

export const changeMemberRole: UseCase<'memberships.role'> = async (context, caller, { personId, role, ...asked }) => {
  const [person] = await context.people.get([personId]);
  const isActive = (person?.status ?? 'active') === 'active';
  return makeChange(context, caller, asked, 'member.role', ranking(caller.personId, personId, role, isActive));
};
