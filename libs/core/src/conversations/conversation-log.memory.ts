import type { Entry } from '@parley/protocol';
import { isKnown } from '@parley/protocol';
import type { Message } from '../messages/message';
import { fitting } from '../page';
import { type MemoryTables, under } from '../testing/memory-tables';
import type { ConversationLog, Projection } from './conversation-log';
import { slotsWritten, stands, write } from './projections.memory';

export const memoryConversationLog = (tables: MemoryTables): ConversationLog => {
  const ascending = (conversationId: string): Entry[] =>
    [...under(tables.logs, conversationId).values()].sort((a, b) => a.seq - b.seq);
  const allStand = (conversationId: string, projections: readonly Projection[]): boolean =>
    projections.every((projection) => stands(tables, conversationId, projection));
  return {
    claim: async (conversationId, entry, projections = []) => {
      const written = [entry.seq, ...projections.flatMap(slotsWritten)];
      if (new Set(written).size < written.length) throw new Error(`A claim writes a slot twice: ${written.join()}`);
      const slots = under(tables.logs, conversationId);
      const by = slots.get(entry.seq);
      if (by) return { outcome: 'taken', by };
      if (!allStand(conversationId, projections)) return { outcome: 'moved' };
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
    message: async (conversationId, seq): Promise<Message | undefined> => {
      const entry = under(tables.logs, conversationId).get(seq);
      if (!entry || !isKnown(entry) || entry.kind !== 'message.posted') return undefined;
      return { entry, edits: under(tables.edits, conversationId).get(seq) ?? [] };
    },
  };
};
