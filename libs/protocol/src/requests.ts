import type * as z from 'zod';
import { focus } from './connections/focus';
import { hello } from './connections/hello';
import { ping } from './connections/ping';
import { renew } from './connections/renew';
import { getConversation } from './conversations/get-conversation';
import { listConversations } from './conversations/list-conversations';
import { openConversation } from './conversations/open-conversation';
import { renameConversation } from './conversations/rename-conversation';
import { acknowledge } from './delivery/acknowledge';
import { listReceipts } from './delivery/list-receipts';
import { markRead } from './delivery/mark-read';
import { markUnread } from './delivery/mark-unread';
import { typing } from './delivery/typing';
import { createInvitation } from './invitations/create-invitation';
import { listInvitations } from './invitations/list-invitations';
import { revokeInvitation } from './invitations/revoke-invitation';
import { addMembers } from './memberships/add-members';
import { banMember } from './memberships/ban-member';
import { changeMemberRole } from './memberships/change-member-role';
import { leaveConversation } from './memberships/leave-conversation';
import { listBans } from './memberships/list-bans';
import { listMembers } from './memberships/list-members';
import { removeMember } from './memberships/remove-member';
import { unbanMember } from './memberships/unban-member';
import { deleteMessage } from './messages/delete-message';
import { discardMessage } from './messages/discard-message';
import { editMessage } from './messages/edit-message';
import { react } from './messages/react';
import { readChanges } from './messages/read-changes';
import { readHistory } from './messages/read-history';
import { sendMessage } from './messages/send-message';
import { unreact } from './messages/unreact';
import { blockPerson } from './people/block-person';
import { changeProfile } from './people/change-profile';
import { changeRole } from './people/change-role';
import { changeAddress } from './people/change-address';
import { deleteAccount } from './people/delete-account';
import { findPeople } from './people/find-people';
import { followAddress } from './people/follow-address';
import { listBlocked } from './people/list-blocked';
import { me } from './people/me';
import { presence } from './people/presence';
import { reinstatePerson } from './people/reinstate-person';
import { resetSecondStep } from './people/reset-second-step';
import { searchPeople } from './people/search-people';
import { changeSettings } from './people/settings';
import { suspendPerson } from './people/suspend-person';
import { unblockPerson } from './people/unblock-person';
import { changeWorkspace } from './workspace/change-workspace';
import { getWorkspace } from './workspace/get-workspace';
import { listSessions } from './sessions/list-sessions';
import { revokeAll } from './sessions/revoke-all';
import { revokeSession } from './sessions/revoke-session';

/** Everything that can be asked. Both doors, the validators and the documents are made from this table. */
export const requests = {
  'connections.hello': hello,
  'connections.ping': ping,
  'connections.focus': focus,
  'connections.renew': renew,
  'conversations.open': openConversation,
  'conversations.list': listConversations,
  'conversations.get': getConversation,
  'conversations.rename': renameConversation,
  'memberships.add': addMembers,
  'memberships.leave': leaveConversation,
  'memberships.remove': removeMember,
  'memberships.role': changeMemberRole,
  'memberships.ban': banMember,
  'memberships.unban': unbanMember,
  'memberships.bans': listBans,
  'memberships.list': listMembers,
  'messages.send': sendMessage,
  'messages.edit': editMessage,
  'messages.delete': deleteMessage,
  'messages.discard': discardMessage,
  'messages.react': react,
  'messages.unreact': unreact,
  'messages.history': readHistory,
  'messages.changes': readChanges,
  'delivery.read': markRead,
  'delivery.unread': markUnread,
  'delivery.received': acknowledge,
  'delivery.receipts': listReceipts,
  'delivery.typing': typing,
  'people.me': me,
  'people.find': findPeople,
  'people.presence': presence,
  'people.settings': changeSettings,
  'people.profile': changeProfile,
  'people.changeAddress': changeAddress,
  'people.address': followAddress,
  'people.search': searchPeople,
  'people.block': blockPerson,
  'people.unblock': unblockPerson,
  'people.blocked': listBlocked,
  'people.role': changeRole,
  'people.suspend': suspendPerson,
  'people.reinstate': reinstatePerson,
  'people.resetSecondStep': resetSecondStep,
  'people.delete': deleteAccount,
  'sessions.list': listSessions,
  'sessions.revoke': revokeSession,
  'sessions.revokeAll': revokeAll,
  'invitations.create': createInvitation,
  'invitations.list': listInvitations,
  'invitations.revoke': revokeInvitation,
  'workspace.get': getWorkspace,
  'workspace.change': changeWorkspace,
} as const;

export type RequestType = keyof typeof requests;
export type Body<T extends RequestType> = z.output<(typeof requests)[T]['body']>;
export type Input<T extends RequestType> = z.input<(typeof requests)[T]['body']>;
export type Reply<T extends RequestType> = z.output<(typeof requests)[T]['reply']>;

/** Whether `type` is a row of the catalogue (and not, say, `constructor`). */
export const isRequestType = (type: string): type is RequestType => Object.hasOwn(requests, type);
