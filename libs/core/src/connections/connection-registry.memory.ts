import { type MemoryTables, under } from '../testing/memory-tables';
import type { ConnectionRegistry } from './connection-registry';

export const memoryConnectionRegistry = ({ leases }: MemoryTables): ConnectionRegistry => ({
  open: async (personId, lease, now) => {
    const mine = under(leases, personId);
    for (const { connectionId, expires } of [...mine.values()]) if (expires < now) mine.delete(connectionId);
    mine.set(lease.connectionId, lease);
  },
  focus: async (personId, connectionId, conversationId) => {
    const lease = leases.get(personId)?.get(connectionId);
    if (!lease) return false;
    const { expires } = lease;
    const shown = { connectionId, expires, ...(conversationId !== undefined && { open: conversationId }) };
    under(leases, personId).set(connectionId, shown);
    return true;
  },
  close: async (personId, connectionId) => {
    leases.get(personId)?.delete(connectionId);
  },
  leases: async (personIds) => new Map(personIds.map((id) => [id, [...(leases.get(id)?.values() ?? [])]])),
});
