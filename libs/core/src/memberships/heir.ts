import type { Access, AccessStore } from '../access/access-store';
import { type Members, successors } from './members';
import type { Member } from './membership-store';

/** People asked about at once: the heir is mostly among the first. */
const atOnce = 100;

/**
 * Who becomes the owner when this person leaves, as of `seq` (ROLE-5): nobody while another owner is active in the
 * workspace, or when nobody active is left; else the first of the moderators, then of the members, who is no guest, and a
 * guest where there is nobody else. Who is suspended or gone can look after no channel.
 */
export const heirOf = async (
  access: Pick<AccessStore, 'of'>,
  members: Members,
  seq: number,
  leaver: string,
): Promise<Member | undefined> => {
  if (members.get(leaver)?.role !== 'owner') return undefined;
  const line = successors(members, seq, leaver);
  let guest: Member | undefined;
  for (let first = 0; first < line.length; first += atOnce) {
    const some = line.slice(first, first + atOnce);
    const found = await access.of(some.map(({ personId }) => personId));
    const active = some.filter(({ personId }) => found.get(personId)?.status === 'active');
    const isGuest = ({ personId }: Member) => found.get(personId)?.role === ('guest' satisfies Access['role']);
    // Who owns it already goes on doing so, as whatever they are here.
    const next = active.find((member) => member.role === 'owner' || !isGuest(member));
    if (next) return next.role === 'owner' ? undefined : next;
    guest ??= active[0];
  }
  return guest;
};
