import type { Entry } from '@parley/protocol';
import { fitting } from '../page';
import { type MemoryTables, under } from '../testing/memory-tables';
import type { ConversationLog, Projection } from './conversation-log';

const stands = (tables: MemoryTables, conversationId: string, projection: Projection): boolean => {
  if (projection.write === 'conversation') return !tables.conversations.has(conversationId);
  const member = tables.members.get(conversationId)?.get(projection.personId);
  if (projection.write === 'left') return member !== undefined && member.left === undefined;
  return member?.joined === projection.was?.joined && member?.left === projection.was?.left;
};

const write = (tables: MemoryTables, conversationId: string, projection: Projection): void => {
  if (projection.write === 'conversation') {
    tables.conversations.set(conversationId, projection.conversation);
    return;
  }
  const { personId, seq } = projection;
  const members = under(tables.members, conversationId);
  const inbox = under(tables.inbox, personId);
  const row = inbox.get(conversationId);
  const rev = (row?.rev ?? 0) + 1;
  if (projection.write === 'joined') {
    members.set(personId, { personId, role: projection.role, joined: seq });
    inbox.set(conversationId, { conversationId, rev, joined: seq, read: seq, readN: projection.readN });
    return;
  }
  const member = members.get(personId);
  if (member) members.set(personId, { ...member, left: seq });
  if (row) inbox.set(conversationId, { ...row, rev, left: seq });
};

export const memoryConversationLog = (tables: MemoryTables): ConversationLog => {
  const ascending = (conversationId: string): Entry[] =>
    [...under(tables.logs, conversationId).values()].sort((a, b) => a.seq - b.seq);
  return {
    claim: async (conversationId, entry, projections = []) => {
      const slots = under(tables.logs, conversationId);
      const by = slots.get(entry.seq);
      if (by) return { outcome: 'taken', by };
      if (!projections.every((projection) => stands(tables, conversationId, projection))) return { outcome: 'moved' };
      slots.set(entry.seq, entry);
      for (const projection of projections) write(tables, conversationId, projection);
      return { outcome: 'claimed' };
    },
    from: async (conversationId, seq, limit, bytes = Infinity) => {
      const entries = ascending(conversationId).filter((entry) => entry.seq >= seq);
      return fitting(entries.slice(0, limit), bytes);
    },
    last: async (conversationId, limit, before = Infinity) => {
      const below = ascending(conversationId).filter((entry) => entry.seq < before);
      return below.slice(Math.max(0, below.length - limit));
    },
  };
};
