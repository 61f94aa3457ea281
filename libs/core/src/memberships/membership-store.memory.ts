import type { MemoryTables } from '../testing/memory-tables';
import type { MembershipStore } from './membership-store';

export const memoryMembershipStore = ({ conversations, members }: MemoryTables): MembershipStore => ({
  roster: async (conversationId) => {
    const conversation = conversations.get(conversationId);
    return conversation && { conversation, members: [...(members.get(conversationId)?.values() ?? [])] };
  },
});
