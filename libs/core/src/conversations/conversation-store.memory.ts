import type { MemoryTables } from '../testing/memory-tables';
import type { ConversationStore } from './conversation-store';

export const memoryConversationStore = ({ conversations }: MemoryTables): ConversationStore => ({
  get: async (ids) => [...conversations.values()].filter(({ id }) => ids.includes(id)),
});
