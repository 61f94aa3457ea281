import { permit, permitTo } from '../access/permit';
import type { Decide } from '../conversations/append';
import { makeChange } from '../conversations/make-change';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { banned, unbanned } from './members';

/** Decides to put somebody out of a channel for good, or to keep out who is not in. `isKnown`: whether there is such a person. */
export const banning =
  (author: string, personId: string, isKnown: boolean): Decide =>
  (asOf) => {
    const { members, head } = asOf;
    permit('memberships.ban', asOf, author);
    if (author === personId) refuse('not_allowed', 'To go yourself, leave.');
    const was = members.get(personId);
    if (!was && !isKnown) refuse('person_not_found', 'There is no such person.');
    permitTo('memberships.ban', asOf, author, personId);
    if (was?.banned) refuse('nothing_to_change');
    return {
      change: { kind: 'member.banned', body: { personId } },
      projections: [{ write: 'member', member: banned(personId, was, head + 1), was }],
    };
  };

/** Decides to lift a ban. */
export const unbanning =
  (author: string, personId: string): Decide =>
  (asOf) => {
    permit('memberships.unban', asOf, author);
    const was = asOf.members.get(personId);
    if (!was?.banned) refuse('nothing_to_change');
    return {
      change: { kind: 'member.unbanned', body: { personId } },
      projections: [{ write: 'member', member: unbanned(was, asOf.head + 1), was }],
    };
  };

/** Who is put out by it is told so, and nothing after it. */
export const banMember: UseCase<'memberships.ban'> = async (context, caller, { personId, ...asked }) => {
  // Looked up first, decided on later: a retry whose first try won learns that, whoever is gone since (LOG-4).
  const isKnown = (await context.people.get([personId])).length > 0;
  return makeChange(context, caller, asked, 'member.banned', banning(caller.personId, personId, isKnown));
};

export const unbanMember: UseCase<'memberships.unban'> = (context, caller, { personId, ...asked }) =>
  makeChange(context, caller, asked, 'member.unbanned', unbanning(caller.personId, personId));
