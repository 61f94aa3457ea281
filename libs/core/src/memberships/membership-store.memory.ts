import type { MemoryTables } from '../testing/memory-tables';
import type { MembershipStore } from './membership-store';

export const memoryMembershipStore = ({ conversations, members }: MemoryTables): MembershipStore => ({
  page: async (conversationId, { after, limit }) =>
    [...(members.get(conversationId)?.values() ?? [])]
      .filter(({ personId }) => personId > after)
      .sort((a, b) => (a.personId < b.personId ? -1 : 1))
      .slice(0, limit),
  roster: async (conversationId) => {
    const conversation = conversations.get(conversationId);
    return conversation && { conversation, members: [...(members.get(conversationId)?.values() ?? [])] };
  },
});
