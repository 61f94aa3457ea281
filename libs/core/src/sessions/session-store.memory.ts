import { type MemoryTables, under } from '../testing/memory-tables';
import type { SessionStore } from './session-store';

export const memorySessionStore = ({ sessions }: MemoryTables): SessionStore => ({
  get: async (personId, ids) => new Map([...(sessions.get(personId) ?? [])].filter(([id]) => ids.includes(id))),
  note: async (personId, session) => {
    const mine = under(sessions, personId);
    const held = mine.get(session.id);
    if (held?.revokedAt !== undefined) return false;
    mine.set(session.id, { ...held, ...session });
    return true;
  },
  list: async (personId) => [...(sessions.get(personId)?.values() ?? [])],
  revoke: async (personId, sessionId, at) => {
    const held = sessions.get(personId)?.get(sessionId);
    if (!held || held.revokedAt !== undefined) return false;
    under(sessions, personId).set(sessionId, { ...held, revokedAt: at });
    return true;
  },
});
