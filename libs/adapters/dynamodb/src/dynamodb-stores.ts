import type { Ports } from '@parley/core';
import { accessStore } from './access-store';
import type { Connected } from './connected';
import { blocks } from './blocks';
import { buckets } from './buckets';
import { connectionRegistry } from './connection-registry';
import { conversationLog } from './conversation-log';
import { conversationStore } from './conversation-store';
import { workspaceStore } from './workspace-store';
import { directory } from './directory';
import { inboxStore } from './inbox-store';
import { invitationStore } from './invitation-store';
import { membershipStore } from './membership-store';
import { peopleStore } from './people-store';
import { receiptStore } from './receipt-store';
import { sessionStore } from './session-store';

type Stores = Pick<
  Ports,
  | 'log'
  | 'conversations'
  | 'memberships'
  | 'inbox'
  | 'people'
  | 'access'
  | 'sessions'
  | 'connections'
  | 'receipts'
  | 'buckets'
  | 'directory'
  | 'invitations'
  | 'blocks'
  | 'workspace'
>;

/** Every port that keeps something, on the two tables. */
export const dynamodbStores = (connected: Connected): Stores => ({
  log: conversationLog(connected),
  conversations: conversationStore(connected),
  memberships: membershipStore(connected),
  inbox: inboxStore(connected),
  people: peopleStore(connected),
  access: accessStore(connected),
  sessions: sessionStore(connected),
  connections: connectionRegistry(connected),
  receipts: receiptStore(connected),
  buckets: buckets(connected),
  directory: directory(connected),
  invitations: invitationStore(connected),
  blocks: blocks(connected),
  workspace: workspaceStore(connected),
});
