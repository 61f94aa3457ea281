import type { RequestType } from '@parley/protocol';
import { checkConnection } from './connections/check-connection';
import { focusConversation } from './connections/focus-conversation';
import { openConnection } from './connections/open-connection';
import { renewConnection } from './connections/renew-connection';
import { getConversation } from './conversations/get-conversation';
import { listConversations } from './conversations/list-conversations';
import { openConversation } from './conversations/open-conversation';
import { renameConversation } from './conversations/rename-conversation';
import { acknowledge } from './delivery/acknowledge';
import { listReceipts } from './delivery/list-receipts';
import { markRead } from './delivery/mark-read';
import { markUnread } from './delivery/mark-unread';
import { showTyping } from './delivery/show-typing';
import { createInvitation } from './invitations/create-invitation';
import { listInvitations } from './invitations/list-invitations';
import { revokeInvitation } from './invitations/revoke-invitation';
import { addMembers } from './memberships/add-members';
import { banMember, unbanMember } from './memberships/ban-member';
import { changeMemberRole } from './memberships/change-member-role';
import { leaveConversation } from './memberships/leave-conversation';
import { listBans } from './memberships/list-bans';
import { listMembers } from './memberships/list-members';
import { removeMember } from './memberships/remove-member';
import { deleteMessage } from './messages/delete-message';
import { discardMessage } from './messages/discard-message';
import { editMessage } from './messages/edit-message';
import { react, unreact } from './messages/react';
import { readChanges } from './messages/read-changes';
import { readHistory } from './messages/read-history';
import { sendMessage } from './messages/send-message';
import { blockPerson, listBlocked, unblockPerson } from './people/block-person';
import { changeAddress } from './people/change-address';
import { changeProfile } from './people/change-profile';
import { searchPeople } from './people/search-people';
import { changeSettings } from './people/change-settings';
import { deleteAccount } from './people/delete-account';
import { findPeople } from './people/find-people';
import { followAddress } from './people/follow-address';
import { me } from './people/me';
import { resetSecondStep } from './people/reset-second-step';
import { changeRole, reinstatePerson, suspendPerson } from './people/rule-people';
import { seePresence } from './people/see-presence';
import { listSessions } from './sessions/list-sessions';
import { revokeAll } from './sessions/revoke-all';
import { revokeSession } from './sessions/revoke-session';
import { changeWorkspace } from './workspace/change-workspace';
import { getWorkspace } from './workspace/get-workspace';
import type { UseCase } from './use-case';

/** What each request does. A request without a row does not compile. */
export const useCases: { [T in RequestType]: UseCase<T> } = {
  'connections.hello': openConnection,
  'connections.ping': checkConnection,
  'connections.focus': focusConversation,
  'connections.renew': renewConnection,
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
  'delivery.typing': showTyping,
  'people.me': me,
  'people.find': findPeople,
  'people.presence': seePresence,
  'people.settings': changeSettings,
  'people.profile': changeProfile,
  'people.changeAddress': changeAddress,
  'people.address': followAddress,
  'people.search': searchPeople,
  'people.block': blockPerson,
  'people.unblock': unblockPerson,
  'people.blocked': listBlocked,
  'invitations.create': createInvitation,
  'invitations.list': listInvitations,
  'invitations.revoke': revokeInvitation,
  'workspace.get': getWorkspace,
  'workspace.change': changeWorkspace,
  'people.role': changeRole,
  'people.suspend': suspendPerson,
  'people.reinstate': reinstatePerson,
  'people.resetSecondStep': resetSecondStep,
  'people.delete': deleteAccount,
  'sessions.list': listSessions,
  'sessions.revoke': revokeSession,
  'sessions.revokeAll': revokeAll,
};
