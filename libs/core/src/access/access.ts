import type { Body, ConversationKind, MemberRole, RequestType, WorkspaceRole } from '@parley/protocol';

/** Which roles of a conversation's members may, by its kind. Somebody who is not in never may. */
export type Standings = Readonly<Record<ConversationKind, readonly MemberRole[]>>;

/** Who may make a request. */
export type Rule<T extends RequestType> = {
  /** Which roles of the workspace may make it at all. */
  by: readonly WorkspaceRole[] | ((body: Body<T>) => readonly WorkspaceRole[]);
  /** For what happens in one conversation: who of its members may. Absent: it is about none, or passes over those that they are not in. */
  in?: Standings;
  /** For a message that somebody else wrote, instead. */
  inOfOthers?: Standings;
  /** Whom somebody of a role in the conversation may do it to, by their role; absent: it is done to nobody. */
  to?: Readonly<Record<MemberRole, readonly MemberRole[]>>;
  /** Where a text calls everyone of more than ten: by their role in the workspace, which roles in the conversation may. */
  callingMany?: Readonly<Record<WorkspaceRole, readonly MemberRole[]>>;
  /** The same for roles of the workspace: also which they may give. */
  toPeople?: Readonly<Record<WorkspaceRole, readonly WorkspaceRole[]>>;
  /** Who is answered about anybody, by their role in the workspace: others only about whom they share a conversation with. Absent: everybody. */
  aboutStrangers?: readonly WorkspaceRole[];
};

const everyone = ['owner', 'admin', 'member', 'guest'] as const;
/** Guests see what they were brought into, and no more. */
const staff = ['owner', 'admin', 'member'] as const;
const admins = ['owner', 'admin'] as const;
const below = ['member', 'guest'] as const;

const anyone = ['owner', 'moderator', 'member'] as const;
const moderators = ['owner', 'moderator'] as const;
const inAny: Standings = { direct: anyone, channel: anyone };
/** The people of a direct conversation are fixed and equal: there is nobody to put out and nothing to rule. */
const inChannel = (who: readonly MemberRole[]): Standings => ({ direct: [], channel: who });

const moderating = { owner: anyone, moderator: ['member'], member: [] } as const;
const owning = { owner: anyone, moderator: [], member: [] } as const;
/** Who may disturb more than ten at once (ROLE-6). Guests never: they were brought in to be spoken with. */
const calling = { owner: anyone, admin: anyone, member: moderators, guest: [] } as const;
/** Admins rule over those below them; owners over everybody. */
const ruling = { owner: everyone, admin: ['member', 'guest'], member: [], guest: [] } as const;
/** Members may bring in their like and guests; admins are made by owners, and owners by name alone. */
const inviting = { owner: ['admin', ...below], admin: below, member: below, guest: [] } as const;
/** Everybody ends their own invitations; admins and owners those of anybody. */
const rulingInvitations = { owner: everyone, admin: everyone, member: [], guest: [] } as const;

/**
 * Who may do what (ROLE-1). A request without a row does not compile, and a role that a row does not name may not.
 * Admission asks for the role in the workspace; each use case for that in the conversation, as of the seq that it
 * decides on. Being an admin gives nothing inside a conversation but to call everyone where one is a member.
 */
export const access: { [T in RequestType]: Rule<T> } = {
  'connections.hello': { by: everyone },
  'connections.ping': { by: everyone },
  'connections.focus': { by: everyone },
  'connections.renew': { by: everyone },
  'conversations.open': { by: staff },
  'conversations.list': { by: everyone },
  'conversations.get': { by: everyone, in: inAny },
  'conversations.rename': { by: everyone, in: inChannel(moderators) },
  'memberships.add': { by: staff, in: inChannel(anyone) },
  'memberships.leave': { by: everyone, in: inAny },
  'memberships.remove': { by: everyone, in: inChannel(moderators), to: moderating },
  'memberships.role': { by: everyone, in: inChannel(['owner']), to: owning },
  'memberships.ban': { by: everyone, in: inChannel(moderators), to: moderating },
  'memberships.unban': { by: everyone, in: inChannel(moderators) },
  'memberships.bans': { by: everyone, in: inChannel(moderators) },
  'memberships.list': { by: everyone, in: inAny },
  'messages.send': { by: everyone, in: inAny, callingMany: calling },
  'messages.edit': { by: everyone, in: inAny, inOfOthers: { direct: [], channel: [] }, callingMany: calling },
  'messages.delete': { by: everyone, in: inAny, inOfOthers: inChannel(moderators) },
  'messages.discard': { by: everyone, in: inAny },
  'messages.react': { by: everyone, in: inAny },
  'messages.unreact': { by: everyone, in: inAny },
  'messages.history': { by: everyone, in: inAny },
  'messages.changes': { by: everyone, in: inAny },
  'delivery.read': { by: everyone, in: inAny },
  'delivery.unread': { by: everyone, in: inAny },
  'delivery.received': { by: everyone },
  'delivery.receipts': { by: everyone, in: inAny },
  'delivery.typing': { by: everyone, in: inAny },
  'people.me': { by: everyone },
  'people.find': { by: (body) => ('ids' in body ? everyone : staff) },
  'people.presence': { by: everyone, aboutStrangers: staff },
  'people.settings': { by: everyone },
  'people.profile': { by: everyone },
  'people.changeAddress': { by: everyone },
  'people.address': { by: everyone },
  'people.search': { by: staff },
  'people.block': { by: everyone },
  'people.unblock': { by: everyone },
  'people.blocked': { by: everyone },
  'invitations.create': { by: staff, toPeople: inviting },
  'invitations.list': { by: staff },
  'invitations.revoke': { by: staff, toPeople: rulingInvitations },
  'workspace.get': { by: everyone },
  'workspace.change': { by: admins },
  'people.role': { by: admins, toPeople: ruling },
  'people.suspend': { by: admins, toPeople: ruling },
  'people.reinstate': { by: admins, toPeople: ruling },
  'people.resetSecondStep': { by: admins, toPeople: ruling },
  'people.delete': { by: everyone },
  'sessions.list': { by: everyone },
  'sessions.revoke': { by: everyone },
  'sessions.revokeAll': { by: everyone },
};
