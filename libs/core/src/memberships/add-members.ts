import { isKnown, limits } from '@parley/protocol';
import type { Decision } from '../conversations/append';
import { handOver } from '../delivery/hand-over';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';
import { inAt, isInAt } from './members';

/** Every member of a channel may bring people in. They are members from the entry on, and see the whole log. */
export const addMembers: UseCase<'memberships.add'> = async (
  context,
  caller,
  { conversationId, people: named, ...attempt },
) => {
  const people = [...new Set(named)];
  // Looked up first, decided on later: a retry whose first try won must learn that, whoever is gone since (LOG-4).
  const found = new Set((await context.people.get(people)).map(({ id }) => id));
  const appended = await context.append(conversationId, { author: caller.personId, ...attempt }, (asOf): Decision => {
    if (!asOf.includes(caller.personId)) refuse('not_a_member');
    if (asOf.conversation.kind === 'direct') refuse('direct_is_fixed');
    if (!people.every((id) => found.has(id))) refuse('person_not_found');
    const added = people.filter((id) => !isInAt(asOf.members.get(id), asOf.head));
    if (added.length === 0) refuse('nothing_to_change');
    if (inAt(asOf.members, asOf.head).length + added.length > limits.members) refuse('conversation_full');
    return {
      change: { kind: 'members.added', body: { people: added } },
      projections: added.map((personId) => ({
        write: 'joined',
        personId,
        role: 'member',
        seq: asOf.head + 1,
        readN: asOf.n,
        was: asOf.members.get(personId),
      })),
    };
  });
  const { entry } = appended;
  if (!isKnown(entry) || entry.kind !== 'members.added') refuse('key_in_use');
  await handOver(context, conversationId, appended);
  return { entry };
};
