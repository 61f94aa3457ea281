import { accessStoreContract } from './access/access-store.contract';
import { memoryAccessStore } from './access/access-store.memory';
import { connectionRegistryContract } from './connections/connection-registry.contract';
import { deliveryQueueContract } from './delivery/delivery-queue.contract';
import { memoryDeliveryQueue } from './delivery/delivery-queue.memory';
import type { Sent } from './delivery/frame-sender';
import { frameSenderContract } from './delivery/frame-sender.contract';
import { memoryFrameSender } from './delivery/frame-sender.memory';
import { memoryConnectionRegistry } from './connections/connection-registry.memory';
import { conversationLogContract } from './conversations/conversation-log.contract';
import { memoryConversationLog } from './conversations/conversation-log.memory';
import { conversationStoreContract } from './conversations/conversation-store.contract';
import { memoryConversationStore } from './conversations/conversation-store.memory';
import { inboxStoreContract } from './conversations/inbox-store.contract';
import { bucketsContract } from './limits/buckets.contract';
import { memoryBuckets } from './limits/buckets.memory';
import { receiptStoreContract } from './delivery/receipt-store.contract';
import { memoryReceiptStore } from './delivery/receipt-store.memory';
import { memoryInboxStore } from './conversations/inbox-store.memory';
import { invitationStoreContract } from './invitations/invitation-store.contract';
import { memoryInvitationStore } from './invitations/invitation-store.memory';
import { membershipStoreContract } from './memberships/membership-store.contract';
import { memoryMembershipStore } from './memberships/membership-store.memory';
import { blocksContract } from './people/blocks.contract';
import { companionsContract } from './people/companions.contract';
import { memoryBlocks } from './people/blocks.memory';
import { directoryContract } from './people/directory.contract';
import { memoryDirectory } from './people/directory.memory';
import { peopleStoreContract } from './people/people-store.contract';
import { memoryPeopleStore } from './people/people-store.memory';
import { identityContract } from './identity/identity.contract';
import { memoryIdentity } from './identity/identity.memory';
import { sessionStoreContract } from './sessions/session-store.contract';
import { memorySessionStore } from './sessions/session-store.memory';
import { workspaceStoreContract } from './workspace/workspace-store.contract';
import { memoryWorkspaceStore } from './workspace/workspace-store.memory';
import { memoryTables } from './testing/memory-tables';
import type { MakeStores } from './testing/stores';

const inMemory: MakeStores = async () => {
  const tables = memoryTables();
  return {
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
  };
};

conversationLogContract(inMemory);
conversationStoreContract(inMemory);
membershipStoreContract(inMemory);
inboxStoreContract(inMemory);
peopleStoreContract(inMemory);
accessStoreContract(inMemory);
sessionStoreContract(inMemory);
connectionRegistryContract(inMemory);
receiptStoreContract(inMemory);
bucketsContract(inMemory);
directoryContract(inMemory);
invitationStoreContract(inMemory);
blocksContract(inMemory);
companionsContract(inMemory);
workspaceStoreContract(inMemory);
frameSenderContract(async () => {
  const sender = memoryFrameSender();
  let connections = 0;
  const connection = (outcome: Sent) => {
    const id = `connection-${(connections += 1)}`;
    sender.answers.set(id, async () => outcome);
    return id;
  };
  return { sender, connection, received: (id) => sender.sent.get(id) ?? [], isClosed: (id) => sender.closed.has(id) };
});
deliveryQueueContract(async () => {
  const queue = memoryDeliveryQueue();
  return { queue, drained: async () => queue.take() };
});
identityContract(async () => {
  const identity = memoryIdentity();
  return {
    identity,
    account: async (email) => (identity.add(`u-${email}`, email), `u-${email}`),
    signsUp: async (email) => (identity.add(`u-${email}`, email, { isUnconfirmed: true }), `u-${email}`),
    lookUp: async (username) => {
      const account = identity.accounts.get(username);
      return account && { isEnabled: account.isEnabled, groups: account.group ? [account.group] : [] };
    },
    setUpSecondStep: async (username) => {
      const account = identity.accounts.get(username);
      if (account) identity.accounts.set(username, { ...account, hasSecondStep: true });
    },
    hasSecondStep: async (username) => identity.accounts.get(username)?.hasSecondStep ?? false,
    isSignedIn: async (username) => identity.accounts.get(username)?.signOuts === 0,
    comes: async (email) => identity.comes(email),
    entersCode: async (username) => identity.entersCode(username),
    mailed: async () => identity.mailed,
  };
});
