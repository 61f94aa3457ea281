import { limits } from '@parley/protocol';
import { permit } from '../access/permit';
import type { Decide } from '../conversations/append';
import { makeChange } from '../conversations/make-change';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { stillHere } from '../people/people-store';
import { inAt, isInAt } from './members';
import { takeOutRemoved } from './take-out-removed';

/** Decides to bring people into a channel. `found`: those of them who are here. */
export const adding =
  (author: string, people: readonly string[], found: ReadonlySet<string>): Decide =>
  (asOf) => {
    const { members, head, n } = asOf;
    permit('memberships.add', asOf, author);
    if (!people.every((id) => found.has(id))) refuse('person_not_found');
    const added = people.filter((id) => !isInAt(members.get(id), head));
    if (added.length === 0) refuse('nothing_to_change');
    if (added.some((id) => members.get(id)?.banned)) refuse('banned');
    if (inAt(members, head).length + added.length > limits.members) refuse('conversation_full');
    return {
      change: { kind: 'members.added', body: { people: added } },
      projections: added.map((personId) => ({
        ...{ write: 'joined', personId, role: 'member', seq: head + 1, readN: n, was: members.get(personId) },
      })),
    };
  };

/** Every member of a channel may bring people in, unless they are a guest. They are members from the entry on, and see the whole log. */
export const addMembers: UseCase<'memberships.add'> = async (
  context,
  caller,
  { conversationId, people: named, ...attempt },
) => {
  const people = [...new Set(named)];
  // Looked up first, decided on later: a retry whose first try won must learn that, whoever is gone since (LOG-4).
  const found = new Set(stillHere(await context.people.get(people)).map(({ id }) => id));
  const made = await makeChange(
    context,
    caller,
    { conversationId, ...attempt },
    'members.added',
    adding(caller.personId, people, found),
  );
  await takeOutRemoved(context, people); // after each try: that of before may have died here
  return made;
};
