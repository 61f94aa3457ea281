import type { Clock } from '../clock';
import type { InboxStore } from '../conversations/inbox-store';
import { inParallel } from '../delivery/in-parallel';
import type { MembershipStore } from '../memberships/membership-store';

/** Those of `ids` who are in a conversation that this person is in too, and the person: what a guest was brought into. */
export type Companions = (personId: string, ids: readonly string[]) => Promise<string[]>;

/** Others who come into a conversation, or leave it, are companions, or no more, within this long. */
const knownMs = 5 * 60_000;
/** Places in conversations that a process remembers. */
const remembered = 100_000;

/**
 * Costs a read of the person's own rows, some 25 in a unit, each time: so what they themselves leave shows them nobody
 * from then on. Who is in each conversation is read for all its guests once in five minutes, some 40 people in a unit,
 * and whatever is asked reads no more than that.
 */
export const createCompanions = ({
  inbox,
  memberships,
  clock,
}: {
  inbox: InboxStore;
  memberships: MembershipStore;
  clock: Clock;
}): Companions => {
  const known = new Map<string, { people: ReadonlySet<string>; readAt: number }>();
  let places = 0;

  const forget = (conversationId: string): void => {
    places -= known.get(conversationId)?.people.size ?? 0;
    known.delete(conversationId);
  };
  const peopleIn = async (conversationId: string): Promise<ReadonlySet<string>> => {
    const held = known.get(conversationId);
    const readAt = clock.now();
    if (held && readAt - held.readAt <= knownMs) return held.people;
    const { members = [] } = (await memberships.roster(conversationId)) ?? {};
    const people = new Set(members.flatMap(({ personId, left }) => (left === undefined ? [personId] : [])));
    forget(conversationId);
    if (places + people.size > remembered) for (const id of [...known.keys()]) forget(id);
    known.set(conversationId, { people, readAt });
    places += people.size;
    return people;
  };

  return async (personId, ids) => {
    const missing = new Set(ids);
    missing.delete(personId);
    const mine = missing.size === 0 ? [] : (await inbox.rows(personId)).filter(({ left }) => left === undefined);
    const looks = mine.map(({ conversationId }) => async () => {
      const people = await peopleIn(conversationId);
      for (const id of missing) if (people.has(id)) missing.delete(id);
    });
    await inParallel(looks, () => missing.size === 0);
    return [...new Set(ids)].filter((id) => !missing.has(id));
  };
};
