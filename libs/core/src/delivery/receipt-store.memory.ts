import { type MemoryTables, under } from '../testing/memory-tables';
import { climbed, nowhere } from './ladder';
import type { ReceiptStore } from './receipt-store';

export const memoryReceiptStore = ({ receipts }: MemoryTables): ReceiptStore => ({
  of: async (conversationId) => new Map(receipts.get(conversationId)),
  climb: async (conversationId, personId, rung, seq) => {
    const here = under(receipts, conversationId);
    const now = here.get(personId) ?? nowhere;
    if (now[rung] >= seq) return undefined;
    const then = climbed(now, { [rung]: seq });
    here.set(personId, then);
    return then;
  },
});
