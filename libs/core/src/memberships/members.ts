import { callsEveryone, type Entry, isKnown, mentionsIn } from '@parley/protocol';
import type { Member, MemberRole } from './membership-store';

/** Everybody who is or was in a conversation, by person, as of some seq. */
export type Members = ReadonlyMap<string, Member>;

/** Whether a member's time in the conversation includes the state right after `seq` (DEL-1). */
export const isInAt = (member: Member | undefined, seq: number): boolean =>
  member !== undefined && member.joined <= seq && (member.left === undefined || member.left > seq);

/** Whether the entry at `seq` is pushed to this member: who leaves by it is still told so (DEL-1). */
export const receives = (member: Member, seq: number): boolean =>
  member.joined <= seq && (member.left === undefined || seq <= member.left);

/** The seq of the last change of a member's row. */
export const changedAt = (member: Member | undefined): number =>
  Math.max(member?.joined ?? 0, member?.left ?? 0, member?.changed ?? 0);

/** Somebody as they are after getting another role at `seq`. */
export const ranked = (member: Member, role: MemberRole, seq: number): Member => ({ ...member, role, changed: seq });

/** Somebody as they are after a ban at `seq`, whether they were in, had been, or never were. */
export const banned = (personId: string, member: Member | undefined, seq: number): Member => ({
  ...(member ?? { personId, role: 'member', joined: 0, left: 0 }),
  ...(member && member.left === undefined && { left: seq }),
  banned: true,
  changed: seq,
});

/** Somebody as they are after the ban was lifted at `seq`: out still. */
export const unbanned = ({ banned: _, ...member }: Member, seq: number): Member => ({ ...member, changed: seq });

/** Who comes in by an entry, and who goes. */
const movedBy = (entry: Entry): { come?: readonly string[]; goes?: string } => {
  if (!isKnown(entry)) return {};
  if (entry.kind === 'conversation.created' || entry.kind === 'members.added') return { come: entry.body.people };
  if (entry.kind === 'member.left') return { goes: entry.author };
  if (entry.kind === 'member.removed' || entry.kind === 'member.banned') return { goes: entry.body.personId };
  return {};
};

/** Everybody whom an entry concerns, each as it leaves them. */
const leftBy = (members: Members, entry: Entry): (Member | undefined)[] => {
  if (!isKnown(entry)) return [];
  const { seq, author } = entry;
  const outOf = (member: Member | undefined) => member && { ...member, left: seq };
  switch (entry.kind) {
    case 'conversation.created':
      return entry.body.people.map((personId) => ({
        ...{ personId, role: personId === author ? 'owner' : 'member', joined: seq },
      }));
    case 'members.added':
      return entry.body.people.map((personId) => ({ personId, role: 'member', joined: seq }));
    case 'member.left': {
      const heir = members.get(entry.body.heir ?? '');
      return [outOf(members.get(author)), heir && ranked(heir, 'owner', seq)];
    }
    case 'member.removed':
      return [outOf(members.get(entry.body.personId))];
    case 'member.role': {
      const member = members.get(entry.body.personId);
      return [member && ranked(member, entry.body.role, seq)];
    }
    case 'member.banned':
      return [banned(entry.body.personId, members.get(entry.body.personId), seq)];
    case 'member.unbanned': {
      const member = members.get(entry.body.personId);
      return [member && unbanned(member, seq)];
    }
    default:
      return [];
  }
};

/** Members after one more entry. For each person the later seq wins, so an entry may be applied over a newer row. */
export const afterEntry = (members: Members, entry: Entry): Members => {
  const changed = leftBy(members, entry).filter((member) => member !== undefined);
  if (changed.length === 0) return members;
  const next = new Map(members);
  for (const member of changed)
    if (changedAt(members.get(member.personId)) < entry.seq) next.set(member.personId, member);
  return next;
};

/**
 * The people whose own rows an entry changes: those who come or go by it, those whom a text calls by name or does not any
 * more, and who calls everyone.
 */
export const peopleChangedBy = (entry: Entry): readonly string[] => {
  const { come, goes } = movedBy(entry);
  if (come) return come;
  if (goes) return [goes];
  if (!isKnown(entry)) return [];
  const unnamed = 'unnamed' in entry.body ? (entry.body.unnamed ?? []) : [];
  if (!('text' in entry.body)) return unnamed;
  const { text } = entry.body;
  const caller = callsEveryone(text) ? [entry.author] : [];
  return [...caller, ...mentionsIn(text).filter((personId) => personId !== entry.author), ...unnamed];
};

/** The people in as of `seq`. */
export const inAt = (members: Members, seq: number): Member[] => [...members.values()].filter((m) => isInAt(m, seq));

/** Who could own the channel when this person leaves, as of `seq`: its other owners, its moderators, then its members, each by their stay. */
export const successors = (members: Members, seq: number, leaver: string): Member[] => {
  const rank = ({ role }: Member) => ['owner', 'moderator', 'member'].indexOf(role);
  const byStay = (a: Member, b: Member) => a.joined - b.joined || (a.personId < b.personId ? -1 : 1);
  return inAt(members, seq)
    .filter(({ personId }) => personId !== leaver)
    .sort((a, b) => rank(a) - rank(b) || byStay(a, b));
};
