import type { AccessStore } from './access/access-store';
import type { Clock } from './clock';
import type { ConnectionRegistry } from './connections/connection-registry';
import type { ConversationLog } from './conversations/conversation-log';
import type { ConversationStore } from './conversations/conversation-store';
import type { InboxStore } from './conversations/inbox-store';
import type { DeliveryQueue } from './delivery/delivery-queue';
import type { FrameSender } from './delivery/frame-sender';
import type { ReceiptStore } from './delivery/receipt-store';
import type { Identity, VerifyToken } from './identity/identity';
import type { Buckets } from './limits/buckets';
import type { Rates } from './limits/rates';
import type { InvitationStore } from './invitations/invitation-store';
import type { MembershipStore } from './memberships/membership-store';
import type { Blocks } from './people/blocks';
import type { Directory } from './people/directory';
import type { PeopleStore } from './people/people-store';
import type { SessionStore } from './sessions/session-store';
import type { Founding, WorkspaceStore } from './workspace/workspace-store';

/** Something that went wrong on our side, told to whoever runs this. */
export type Report = (what: string, details: Record<string, unknown>) => void;

/**
 * What happens in numbers, told to whoever watches. `messageAccepted`: messages that were stored, a retry not counted
 * again. `deliveryMs`: milliseconds from an entry's place in the log until every connection of one hand-over was tried,
 * or is the queue's to try, which tells its own. `key` is the entry's, which its author's device made up: by it one message
 * can be followed from there to every hand-over.
 */
export type Measure = (what: 'messageAccepted' | 'deliveryMs', value: number, key: string) => void;

/** Everything the core needs from outside. */
export type Ports = {
  log: ConversationLog;
  conversations: ConversationStore;
  memberships: MembershipStore;
  inbox: InboxStore;
  people: PeopleStore;
  access: AccessStore;
  sessions: SessionStore;
  connections: ConnectionRegistry;
  receipts: ReceiptStore;
  buckets: Buckets;
  directory: Directory;
  invitations: InvitationStore;
  blocks: Blocks;
  workspace: WorkspaceStore;
  frames: FrameSender;
  queue: DeliveryQueue;
  identity: Identity;
  verify: VerifyToken;
  clock: Clock;
  /** 0 ≤ x < 1, for jitter. */
  random: () => number;
  report: Report;
  /** Absent: nobody counts. */
  measure?: Measure;
  /** How often things may be done. Absent: as `rates` says. */
  rates?: Rates;
  /** How the workspace begins. Absent: nobody is its owner, and nobody gets in uninvited. */
  founding?: Founding;
  /** What this server speaks. Absent: as `protocolVersion` says. */
  protocol?: number;
  /** Changes when the data was restored from a backup: clients then drop what they hold. */
  epoch: string;
};
