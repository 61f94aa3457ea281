import type { Ports } from '@parley/core';
import type { Connected } from './connected';
import { connectionRegistry } from './connection-registry';
import { conversationLog } from './conversation-log';
import { conversationStore } from './conversation-store';
import { inboxStore } from './inbox-store';
import { membershipStore } from './membership-store';
import { peopleStore } from './people-store';
import { receiptStore } from './receipt-store';

type Stores = Pick<Ports, 'log' | 'conversations' | 'memberships' | 'inbox' | 'people' | 'connections' | 'receipts'>;

/** Every port that keeps something, on the two tables. */
export const dynamodbStores = (connected: Connected): Stores => ({
  log: conversationLog(connected),
  conversations: conversationStore(connected),
  memberships: membershipStore(connected),
  inbox: inboxStore(connected),
  people: peopleStore(connected),
  connections: connectionRegistry(connected),
  receipts: receiptStore(connected),
});
