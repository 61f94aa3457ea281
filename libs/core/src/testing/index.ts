export { accessStoreContract } from '../access/access-store.contract';
export { memoryAccessStore } from '../access/access-store.memory';
export { connectionRegistryContract } from '../connections/connection-registry.contract';
export { memoryConnectionRegistry } from '../connections/connection-registry.memory';
export { conversationLogContract } from '../conversations/conversation-log.contract';
export { memoryConversationLog } from '../conversations/conversation-log.memory';
export { conversationStoreContract } from '../conversations/conversation-store.contract';
export { memoryConversationStore } from '../conversations/conversation-store.memory';
export { inboxStoreContract } from '../conversations/inbox-store.contract';
export { memoryInboxStore } from '../conversations/inbox-store.memory';
export { deliveryQueueContract, type QueueWorld } from '../delivery/delivery-queue.contract';
export { memoryDeliveryQueue } from '../delivery/delivery-queue.memory';
export { receiptStoreContract } from '../delivery/receipt-store.contract';
export { memoryReceiptStore } from '../delivery/receipt-store.memory';
export { frameSenderContract, type SenderWorld } from '../delivery/frame-sender.contract';
export { memoryFrameSender } from '../delivery/frame-sender.memory';
export { bucketsContract } from '../limits/buckets.contract';
export { memoryBuckets } from '../limits/buckets.memory';
export { memoryIdentity } from '../identity/identity.memory';
export { identityContract, type IdentityWorld } from '../identity/identity.contract';
export { invitationStoreContract } from '../invitations/invitation-store.contract';
export { memoryInvitationStore } from '../invitations/invitation-store.memory';
export { membershipStoreContract } from '../memberships/membership-store.contract';
export { memoryMembershipStore } from '../memberships/membership-store.memory';
export { blocksContract } from '../people/blocks.contract';
export { companionsContract } from '../people/companions.contract';
export { memoryBlocks } from '../people/blocks.memory';
export { workspaceStoreContract } from '../workspace/workspace-store.contract';
export { memoryWorkspaceStore } from '../workspace/workspace-store.memory';
export { directoryContract } from '../people/directory.contract';
export { memoryDirectory } from '../people/directory.memory';
export { peopleStoreContract } from '../people/people-store.contract';
export { memoryPeopleStore } from '../people/people-store.memory';
export { sessionStoreContract } from '../sessions/session-store.contract';
export { memorySessionStore } from '../sessions/session-store.memory';
export { race, runRace, type Race, type RaceStores, type Recorded } from './racing-authors';
export { violations } from './race-violations';
export { memoryTables, type MemoryTables } from './memory-tables';
export {
  aMessage,
  anEntry,
  atOnce,
  beginning,
  changing,
  conversationNumber,
  general,
  joining,
  keyNumber,
  leaving,
  calling,
  mentioning,
  racers,
  renaming,
  type MakeStores,
  type Stores,
} from './stores';
export { accessRows, type AccessRow, expectedOutcome } from './access-cases';
export {
  type Door,
  doorNames,
  type Doors,
  hasDoor,
  type HttpRequest,
  kinds,
  type OnSocket,
  type Outcome,
  outcomeIn,
  type Place,
  type Rank,
  ranks,
  type Standing,
  standings,
} from './access-cells';
export { accessWalk } from './access-walk';
