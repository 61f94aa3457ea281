import type { Rule } from './rules';

/** Rules that no scenario needs, and why: a test holds this table to be exactly those. */
export const questioned: Partial<Record<Rule, string>> = {
  'DEL-4':
    'typing and presence have no seq and nothing durable depends on them, so dropping the rule costs money and calm, and breaks no property.',
  'DEL-5':
    'batches save deliveries. An entry that is pushed in a frame of its own is received by the same rules (SYNC-2).',
};
