import type { DeliveryQueue } from '@parley/core';
import {
  memoryAccessStore,
  memoryBlocks,
  memoryBuckets,
  memoryConnectionRegistry,
  memoryConversationLog,
  memoryConversationStore,
  memoryDirectory,
  memoryIdentity,
  memoryInboxStore,
  memoryInvitationStore,
  memoryMembershipStore,
  memoryPeopleStore,
  memoryReceiptStore,
  memorySessionStore,
  memoryTables,
  type MemoryTables,
  memoryWorkspaceStore,
} from '@parley/core/testing';
import type { Stores } from './processes';

/** All that is kept, in memory, in tables that hold nothing yet. */
export const memoryStores = (queue: DeliveryQueue): { tables: MemoryTables; stores: Stores } => {
  const tables = memoryTables();
  const stores = {
    log: memoryConversationLog(tables),
    conversations: memoryConversationStore(tables),
    memberships: memoryMembershipStore(tables),
    inbox: memoryInboxStore(tables),
    people: memoryPeopleStore(tables),
    access: memoryAccessStore(tables),
    sessions: memorySessionStore(tables),
    connections: memoryConnectionRegistry(tables),
    receipts: memoryReceiptStore(tables),
    buckets: memoryBuckets(tables),
    directory: memoryDirectory(tables),
    invitations: memoryInvitationStore(tables),
    blocks: memoryBlocks(tables),
    workspace: memoryWorkspaceStore(tables),
    identity: memoryIdentity(),
    verify: async () => null,
    queue,
  };
  return { tables, stores };
};
