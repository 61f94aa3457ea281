import { limits, type MemberRole, type WorkspaceRole } from '@parley/protocol';
import type { Member } from './use-members';

/** The roles of a channel, from the one above all down. */
const ranks: readonly MemberRole[] = ['owner', 'moderator', 'member'];

export const roleNames: Record<MemberRole, string> = { owner: 'Owner', moderator: 'Moderator', member: 'Member' };

/** "an owner", as a sentence has it. */
export const aRole: Record<MemberRole, string> = { owner: 'an owner', moderator: 'a moderator', member: 'a member' };

/** Whom somebody of a role may put out of a channel and ban (ROLE-3); the server has the last word. */
const moderated: Record<MemberRole, readonly MemberRole[]> = { owner: ranks, moderator: ['member'], member: [] };

/** Whether they may rename a channel, and see and lift its bans. */
export const moderates = (role: MemberRole | undefined): boolean => role === 'owner' || role === 'moderator';

/** Whether they may notify everyone of so many members (ROLE-6), themselves included; the server has the last word. */
export const mayCallEveryone = (
  members: number,
  mine: { role: MemberRole | undefined; rank: WorkspaceRole | undefined },
): boolean => {
  if (members <= limits.calledFreely) return true;
  return mine.rank !== 'guest' && (mine.rank === 'owner' || mine.rank === 'admin' || moderates(mine.role));
};

/** What it does to call everyone of so many members, or who may do that; nothing where that is not known yet. */
export const everyoneNote = (members: number | undefined, mine: Parameters<typeof mayCallEveryone>[1]): string => {
  if (members === undefined) return '';
  if (!mayCallEveryone(members, mine)) return 'only for owners and moderators';
  return `notifies ${members - 1} ${members === 2 ? 'person' : 'people'}`;
};

/** What somebody may do to a member of a channel, in the order in which it is offered. */
export type MemberAct = { act: 'role'; role: MemberRole } | { act: 'remove' } | { act: 'ban' };

/**
 * What a person of role `mine` may do to a member: owners give any other role, to themselves too; owners and moderators
 * put out who stands below, as the server's table has it. Nobody puts out themselves: they leave.
 */
export const memberActs = (
  mine: MemberRole | undefined,
  { role, isMe }: { role: MemberRole; isMe: boolean },
): MemberAct[] => {
  if (!mine) return [];
  const roles = mine === 'owner' ? ranks.filter((one) => one !== role) : [];
  const given = roles.map((one): MemberAct => ({ act: 'role', role: one }));
  const isBelow = !isMe && moderated[mine].includes(role);
  return isBelow ? [...given, { act: 'remove' }, { act: 'ban' }] : given;
};

/** Owners first, then moderators, then everybody else, each by name. */
export const byStanding = (one: Member, other: Member): number =>
  ranks.indexOf(one.role) - ranks.indexOf(other.role) || one.person.name.localeCompare(other.person.name);
