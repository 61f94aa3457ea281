export { memoryConnectionRegistry } from '../connections/connection-registry.memory';
export { memoryConversationLog } from '../conversations/conversation-log.memory';
export { memoryConversationStore } from '../conversations/conversation-store.memory';
export { memoryInboxStore } from '../conversations/inbox-store.memory';
export { memoryFrameSender } from '../delivery/frame-sender.memory';
export { memoryMembershipStore } from '../memberships/membership-store.memory';
export { memoryPeopleStore } from '../people/people-store.memory';
export { memoryTables, type MemoryTables } from './memory-tables';
