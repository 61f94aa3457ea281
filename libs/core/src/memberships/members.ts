import { type Entry, isKnown, mentionsIn } from '@parley/protocol';
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

/** Who comes in by an entry, and who goes. */
const movedBy = (entry: Entry): { come?: readonly string[]; goes?: string } => {
  if (!isKnown(entry)) return {};
  if (entry.kind === 'conversation.created' || entry.kind === 'members.added') return { come: entry.body.people };
  if (entry.kind === 'member.left') return { goes: entry.author };
  if (entry.kind === 'member.removed') return { goes: entry.body.personId };
  return {};
};

/** Members after one more entry. For each person the later seq wins, so an entry may be applied over a newer row. */
export const afterEntry = (members: Members, entry: Entry): Members => {
  const { come, goes } = movedBy(entry);
  if (!come && !goes) return members;
  const next = new Map(members);
  const gone = goes === undefined ? undefined : next.get(goes);
  if (gone && changedAt(gone) < entry.seq) next.set(gone.personId, { ...gone, left: entry.seq });
  for (const personId of come ?? []) {
    const isFounder = entry.kind === 'conversation.created' && personId === entry.author;
    if (changedAt(next.get(personId)) < entry.seq)
      next.set(personId, { personId, role: isFounder ? 'owner' : 'member', joined: entry.seq });
  }
  return next;
};

/** The people whose own rows an entry changes: those who come or go by it, and those whom a message calls by name. */
export const peopleChangedBy = (entry: Entry): readonly string[] => {
  const { come, goes } = movedBy(entry);
  if (come) return come;
  if (goes) return [goes];
  if (!isKnown(entry) || entry.kind !== 'message.posted') return [];
  return mentionsIn(entry.body.text).filter((personId) => personId !== entry.author);
};

/** The people in as of `seq`. */
export const inAt = (members: Members, seq: number): Member[] => [...members.values()].filter((m) => isInAt(m, seq));
