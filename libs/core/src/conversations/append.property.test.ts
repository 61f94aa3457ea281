import type { KnownEntry } from '@parley/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Projection } from './conversation-log';
import { memoryConversationLog } from './conversation-log.memory';
import { memoryInboxStore } from './inbox-store.memory';
import { memoryMembershipStore } from '../memberships/membership-store.memory';
import { memoryTables, type MemoryTables } from '../testing/memory-tables';
import { violations } from '../testing/race-violations';
import { race, runRace } from '../testing/racing-authors';

const conversationId = 'c-00000000000000000000000000000001';
const interleavings = 10_000;

type Log = ReturnType<typeof memoryConversationLog>;

const without =
  (write: Projection['write']) =>
  (log: Log): Log => {
    const others = (projections: readonly Projection[] = []) => projections.filter((one) => one.write !== write);
    return { ...log, claim: (id, entry, projections) => log.claim(id, entry, others(projections)) };
  };

/** A log that breaks one promise, and the rule that it breaks. */
const spoilt: { promise: string; rule: string; spoil: (log: Log) => Log }[] = [
  {
    promise: 'fills a slot twice',
    rule: 'LOG-',
    spoil: (log) => ({
      ...log,
      claim: async (...args) => {
        const claim = await log.claim(...args);
        return claim.outcome === 'taken' ? { outcome: 'claimed' } : claim;
      },
    }),
  },
  {
    promise: 'hides the newest entry from readers',
    rule: 'LOG-2',
    spoil: (log) => ({
      ...log,
      // A conflict then shows another entry than the one that stands there, so an own key goes unseen.
      claim: async (...args) => {
        const claim = await log.claim(...args);
        return claim.outcome === 'taken' ? { ...claim, by: { ...claim.by, key: '01KB3W9M6Q4X7V2T8Y5Z1NXXXX' } } : claim;
      },
      from: async (...args) =>
        (await log.from(...args)).map((entry) => ({ ...entry, key: '01KB3W9M6Q4X7V2T8Y5Z1NXXXX' })),
    }),
  },
  { promise: 'changes no message', rule: 'SYNC-8', spoil: without('changed') },
  { promise: 'keeps the words of what is deleted', rule: 'LOG-6', spoil: without('blanked') },
  { promise: 'notes no mention', rule: 'LOG-6', spoil: without('mentioned') },
  { promise: 'notes no call of its author', rule: 'LOG-6', spoil: without('called') },
  {
    promise: 'forgets who called everyone',
    rule: 'LOG-8',
    spoil: (log) => ({
      ...log,
      claim: (id, { calls: _, ...entry }, projections) => log.claim(id, entry as KnownEntry, projections),
    }),
  },
  { promise: 'keeps its name', rule: 'LOG-6', spoil: without('renamed') },
  { promise: 'lets nobody go', rule: 'LOG-6', spoil: without('left') },
  { promise: 'keeps roles and bans to itself', rule: 'LOG-6', spoil: without('member') },
];

const storesOf = (tables: MemoryTables) => ({
  log: memoryConversationLog(tables),
  memberships: memoryMembershipStore(tables),
  inbox: memoryInboxStore(tables),
});

describe('append, with racing authors who change what others said, racing retries, lost calls and lost replies', () => {
  it(`[LOG-1] [LOG-2] [LOG-3] [LOG-4] [LOG-6] [LOG-8] [LOG-10] [SYNC-8] [DEL-1] [ROLE-3] [ROLE-5] keeps every rule in ${interleavings} interleavings`, async () => {
    await fc.assert(
      fc.asyncProperty(race, fc.scheduler(), async (race, scheduler) => {
        const tables = memoryTables();
        expect(violations(await runRace(storesOf(tables), conversationId, race, scheduler))).toEqual([]);
      }),
      { numRuns: interleavings },
    );
  }, 600_000);

  // The checker is no decoration: logs that break one promise each are caught within a few hundred races.
  it.each(spoilt)('catches a log that $promise', async ({ rule, spoil }) => {
    const run = await fc.check(
      fc.asyncProperty(race, fc.scheduler(), async (race, scheduler) => {
        const tables = memoryTables();
        const stores = storesOf(tables);
        const spoiled = { ...stores, log: spoil(stores.log) };
        const recorded = await runRace(spoiled, conversationId, race, scheduler);
        const entries = await stores.log.from(conversationId, 1, 1_000);
        expect(violations({ ...recorded, entries }).join()).not.toContain(rule);
      }),
      { numRuns: 2_000, endOnFailure: true, seed: 1 },
    );
    expect(run.failed).toBe(true);
  });
});
