import { type Entry, isKnown } from '@parley/protocol';
import type { Member } from './membership-store';

/** Everybody who is or was in a conversation, by person, as of some seq. */
export type Members = ReadonlyMap<string, Member>;

/** Whether a member's time in the conversation includes the state right after `seq` (DEL-1). */
export const isInAt = (member: Member | undefined, seq: number): boolean =>
  member !== undefined && member.joined <= seq && (member.left === undefined || member.left > seq);

/** Whether the entry at `seq` is pushed to this member: who leaves by it is still told so (DEL-1). */
export const receives = (member: Member, seq: number): boolean =>
  member.joined <= seq && (member.left === undefined || seq <= member.left);

/** The seq of the last change of a member's row. */
export const changedAt = (member: Member | undefined): number => Math.max(member?.joined ?? 0, member?.left ?? 0);

/** Members after one more entry. For each person the later seq wins, so an entry may be applied over a newer row. */
export const afterEntry = (members: Members, entry: Entry): Members => {
  if (!isKnown(entry) || entry.kind === 'message.posted') return members;
  const next = new Map(members);
  if (entry.kind === 'member.left') {
    const member = next.get(entry.author);
    if (member && changedAt(member) < entry.seq) next.set(entry.author, { ...member, left: entry.seq });
    return next;
  }
  for (const personId of entry.body.people) {
    const isFounder = entry.kind === 'conversation.created' && personId === entry.author;
    if (changedAt(next.get(personId)) < entry.seq)
      next.set(personId, { personId, role: isFounder ? 'owner' : 'member', joined: entry.seq });
  }
  return next;
};

/** Whose membership an entry changes. */
export const peopleChangedBy = (entry: Entry): readonly string[] => {
  if (!isKnown(entry) || entry.kind === 'message.posted') return [];
  return entry.kind === 'member.left' ? [entry.author] : entry.body.people;
};

/** The people in as of `seq`. */
export const inAt = (members: Members, seq: number): Member[] => [...members.values()].filter((m) => isInAt(m, seq));
