import {
  type Asked,
  type ConversationKind,
  limits,
  type MemberRole,
  type RequestType,
  type WorkspaceRole,
} from '@parley/protocol';
import type { AsOf } from '../conversations/append';
import { inAt, isInAt } from '../memberships/members';
import { refuse } from '../refuse';
import { access, type Rule } from './access';

// The table pairs each request with its own rule; that is beyond what an index can say.
const ruleOf = (type: RequestType): Rule<RequestType> => access[type] as Rule<RequestType>;

/** Whether somebody of this role in the workspace may make the request at all. */
export const mayAsk = (role: WorkspaceRole, { type, body }: Asked): boolean => {
  const { by } = ruleOf(type);
  return (typeof by === 'function' ? by(body) : by).includes(role);
};

/** Where somebody stands in a conversation; `wrote`: whether the message that it is about is theirs. */
export type Standing = { kind: ConversationKind; role: MemberRole; wrote?: boolean };

/** Whether a member of a conversation may make the request there. */
export const mayIn = (type: RequestType, { kind, role, wrote = true }: Standing): boolean => {
  const rule = ruleOf(type);
  const standings = (wrote ? undefined : rule.inOfOthers) ?? rule.in;
  return standings?.[kind].includes(role) ?? false;
};

/** Whether a member of this role may do it to one of that. */
export const mayTo = (type: RequestType, role: MemberRole, target: MemberRole): boolean =>
  ruleOf(type).to?.[role].includes(target) ?? false;

/** Whether somebody of these roles may call everyone by it where more than ten are in. */
export const mayCallMany = (type: RequestType, rank: WorkspaceRole, role: MemberRole): boolean =>
  ruleOf(type).callingMany?.[rank].includes(role) ?? false;

/** Whether somebody of this role in the workspace may do it to one of that, or give it. */
export const mayToPeople = (type: RequestType, role: WorkspaceRole, target: WorkspaceRole): boolean =>
  ruleOf(type).toPeople?.[role].includes(target) ?? false;

/** Whether somebody of this role in the workspace is answered about people whom they share no conversation with. */
export const mayAskAboutStrangers = (type: RequestType, role: WorkspaceRole): boolean =>
  ruleOf(type).aboutStrangers?.includes(role) ?? true;

/**
 * Refuses unless the author may make the request in this conversation, as of the head that it is decided on (DEL-1):
 * `not_a_member` to who is not in, `direct_is_fixed` for what no direct conversation has, `not_allowed` to another role.
 */
export const permit = (
  type: RequestType,
  { conversation: { kind }, members, head }: Pick<AsOf, 'conversation' | 'members' | 'head'>,
  author: string,
): void => {
  const member = members.get(author);
  if (!member || !isInAt(member, head)) refuse('not_a_member');
  if (mayIn(type, { kind, role: member.role })) return;
  refuse(kind === 'direct' ? 'direct_is_fixed' : 'not_allowed');
};

/** Refuses with `not_yours` unless the author may do it to a message of `writer`. They are in, and may do it to their own. */
export const permitMessage = (
  type: RequestType,
  { conversation: { kind }, members }: AsOf,
  author: string,
  writer: string,
): void => {
  const role = members.get(author)?.role;
  if (!role || !mayIn(type, { kind, role, wrote: author === writer })) refuse('not_yours');
};

/** Refuses with `not_allowed` unless the author may do it to this person, who is or was a member, or never was one. */
export const permitTo = (type: RequestType, { members, head }: AsOf, author: string, personId: string): void => {
  const target = members.get(personId);
  // Whoever is out is a member to nobody's harm: what they were before they left protects them no more.
  const targetRole = target && isInAt(target, head) ? target.role : 'member';
  const role = members.get(author)?.role;
  if (!role || !mayTo(type, role, targetRole)) refuse('not_allowed');
};

/** What somebody is in the workspace now; a strong read. */
export type RankOf = (personId: string) => Promise<WorkspaceRole>;

/**
 * Refuses with `not_allowed` unless the author may call everyone (ROLE-6): where at most ten are in, any member may, and
 * nothing is read for it.
 */
export const permitCall = async (
  type: RequestType,
  { members, head }: Pick<AsOf, 'members' | 'head'>,
  author: string,
  rankOf: RankOf,
): Promise<void> => {
  if (inAt(members, head).length <= limits.calledFreely) return;
  const role = members.get(author)?.role;
  if (!role || !mayCallMany(type, await rankOf(author), role))
    refuse(
      'not_allowed',
      'More than ten people are in here, so only its owners and moderators may notify everyone. Take @everyone out, or ask one of them.',
    );
};
