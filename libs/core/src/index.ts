export {
  afterChange,
  ownersGained,
  plainAccess,
  type Access,
  type AccessChange,
  type AccessStore,
  type Held,
} from './access/access-store';
export { systemClock, type Clock } from './clock';
export type { ConnectionRegistry, Lease } from './connections/connection-registry';
export type { Claim, ConversationLog, Projection } from './conversations/conversation-log';
export type { ConversationStore } from './conversations/conversation-store';
export type { InboxStore } from './conversations/inbox-store';
export type { Delivery, DeliveryQueue } from './delivery/delivery-queue';
export type { Closed, FrameSender, Sent } from './delivery/frame-sender';
export { climbed, nowhere, type Reached, type Rung } from './delivery/ladder';
export type { ReceiptStore } from './delivery/receipt-store';
export type { AccountPool, Identity, TokenIdentity, VerifyToken } from './identity/identity';
export type { TokenRequest, TokenTerms } from './identity/issue-token';
export type { Buckets } from './limits/buckets';
export type { Rate } from './limits/rate';
export { rates, unlimited, type Rates } from './limits/rates';
export { admissionBy, type Admission, type InvitationStore, placeOf } from './invitations/invitation-store';
export type { Member, MembershipStore, Roster } from './memberships/membership-store';
export type { Blocks } from './people/blocks';
export type { Founding, SomeSettings, WorkspaceStore } from './workspace/workspace-store';
export { afterProfile, type Directory, type Listed, type ProfileChange } from './people/directory';
export { listedAs, termsOf } from './people/directory-terms';
export { defaultSettings, formerMember, type Chosen, type PeopleStore } from './people/people-store';
export type { Message } from './messages/message';
export type { Measure, Ports, Report } from './ports';
export { refuse, Refused } from './refuse';
export type { SessionStore, StoredSession } from './sessions/session-store';
export { createCore, type Answer, type Core, type LookAnswer } from './core';
export type { SignUp } from './invitations/admit-sign-up';
export type { Account } from './people/register-person';
export type { Caller } from './use-case';
