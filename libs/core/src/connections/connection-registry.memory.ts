import { type MemoryTables, under } from '../testing/memory-tables';
import type { ConnectionRegistry } from './connection-registry';

export const memoryConnectionRegistry = ({ leases }: MemoryTables): ConnectionRegistry => ({
  open: async (personId, lease, now) => {
    const mine = under(leases, personId);
    for (const { connectionId, expires } of [...mine.values()]) if (expires < now) mine.delete(connectionId);
    const held = mine.get(lease.connectionId);
    if (held && held.expires > lease.expires) return held.expires;
    mine.set(lease.connectionId, lease);
    return lease.expires;
  },
  renew: async (personId, connectionId, expires, now) => {
    const held = leases.get(personId)?.get(connectionId);
    if (!held || held.expires <= now) return undefined;
    const until = Math.max(held.expires, expires);
    under(leases, personId).set(connectionId, { ...held, expires: until });
    return until;
  },
  end: async (personId, connectionId, now) => {
    const held = leases.get(personId)?.get(connectionId);
    if (held) under(leases, personId).set(connectionId, { ...held, expires: now });
  },
  focus: async (personId, connectionId, conversationId) => {
    const lease = leases.get(personId)?.get(connectionId);
    if (!lease) return false;
    const { open: _, ...held } = lease;
    const shown = { ...held, ...(conversationId !== undefined && { open: conversationId }) };
    under(leases, personId).set(connectionId, shown);
    return true;
  },
  close: async (personId, connectionId) => {
    leases.get(personId)?.delete(connectionId);
  },
  leases: async (personIds) => new Map(personIds.map((id) => [id, [...(leases.get(id)?.values() ?? [])]])),
});
