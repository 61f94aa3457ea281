import type { Clock } from '../clock';
import type { MembershipStore } from '../memberships/membership-store';

/** Conversations of which a process remembers that they are large. */
const remembered = 10_000;
/** A conversation that was large is taken for large this long: reading 5,000 members costs 150 units, and tells nothing new. */
const largeMs = 30_000;

/** Who is in a conversation now, read strongly; undefined where there are more than `atMost`, or no such conversation. */
export type Audience = (conversationId: string, atMost: number) => Promise<string[] | undefined>;

/** Signals and receipts are for small conversations: the size of large ones is remembered, so that they cost nothing. */
export const createAudience = ({ memberships, clock }: { memberships: MembershipStore; clock: Clock }): Audience => {
  const large = new Map<string, { members: number; seenAt: number }>();
  return async (conversationId, atMost) => {
    const now = clock.now();
    const known = large.get(conversationId);
    if (known && known.members > atMost && now - known.seenAt <= largeMs) return undefined;
    const roster = await memberships.roster(conversationId);
    const present = (roster?.members ?? []).flatMap(({ personId, left }) => (left === undefined ? [personId] : []));
    if (roster && present.length <= atMost) return present;
    if (large.size >= remembered) large.clear();
    large.set(conversationId, { members: present.length, seenAt: now });
    return undefined;
  };
};
