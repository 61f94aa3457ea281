import type { Clause } from './rules';

/** Clauses that no scenario needs, and why: a test holds this table to be exactly those. */
export const questioned: Partial<Record<Clause, string>> = {
  'DEL-4/signals':
    'typing and presence have no seq, and nothing durable depends on them: without the clause they cost money and calm, and no property breaks.',
  'DEL-5':
    'batches save deliveries, and are what a busy conversation costs. An entry in a frame of its own is received by the same rules (SYNC-2).',
};
