import type { MemoryTables } from '../testing/memory-tables';
import type { Blocks } from './blocks';

export const memoryBlocks = ({ blocked }: MemoryTables): Blocks => ({
  set: async (personId, other, isBlocked) => {
    const mine = new Set(blocked.get(personId));
    if (isBlocked) mine.add(other);
    else mine.delete(other);
    blocked.set(personId, mine);
  },
  of: async (personId, limit) => [...(blocked.get(personId) ?? [])].sort().slice(0, limit),
  has: async (personId, other) => blocked.get(personId)?.has(other) ?? false,
});
