import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryConversationLog } from './conversation-log.memory';
import { memoryMembershipStore } from '../memberships/membership-store.memory';
import { memoryTables } from '../testing/memory-tables';
import { race, type Race, runRace, violations } from '../testing/racing-authors';

const conversationId = 'c-00000000000000000000000000000001';
const interleavings = 10_000;

const play = (
  race: Race,
  scheduler: fc.Scheduler,
  spoil: (log: ReturnType<typeof memoryConversationLog>) => typeof log,
) => {
  const tables = memoryTables();
  const log = spoil(memoryConversationLog(tables));
  return runRace({ log, memberships: memoryMembershipStore(tables) }, conversationId, race, scheduler);
};

describe('append, with racing authors, racing retries of one key, lost calls and lost replies', () => {
  it(`[LOG-1] [LOG-2] [LOG-3] [LOG-4] [LOG-8] [DEL-1] keeps every rule in ${interleavings} interleavings`, async () => {
    await fc.assert(
      fc.asyncProperty(race, fc.scheduler(), async (race, scheduler) => {
        expect(violations(await play(race, scheduler, (log) => log))).toEqual([]);
      }),
      { numRuns: interleavings },
    );
  }, 120_000);

  // The checker is no decoration: logs that break one promise each are caught within a few hundred races.
  it.each([
    [
      'fills a slot twice',
      'LOG-',
      (log: ReturnType<typeof memoryConversationLog>) => ({
        ...log,
        claim: async (...args: Parameters<typeof log.claim>) => {
          const claim = await log.claim(...args);
          return claim.outcome === 'taken' ? { outcome: 'claimed' as const } : claim;
        },
      }),
    ],
    [
      'hides the newest entry from readers',
      'LOG-2',
      (log: ReturnType<typeof memoryConversationLog>) => ({
        ...log,
        // A conflict then shows another entry than the one that stands there, so an own key goes unseen.
        claim: async (...args: Parameters<typeof log.claim>) => {
          const claim = await log.claim(...args);
          return claim.outcome === 'taken'
            ? { ...claim, by: { ...claim.by, key: '01KB3W9M6Q4X7V2T8Y5Z1NXXXX' } }
            : claim;
        },
        from: async (...args: Parameters<typeof log.from>) =>
          (await log.from(...args)).map((entry) => ({ ...entry, key: '01KB3W9M6Q4X7V2T8Y5Z1NXXXX' })),
      }),
    ],
  ])('catches a log that %s', async (_, rule, spoil) => {
    const run = await fc.check(
      fc.asyncProperty(race, fc.scheduler(), async (race, scheduler) => {
        const tables = memoryTables();
        const log = memoryConversationLog(tables);
        const memberships = memoryMembershipStore(tables);
        const recorded = await runRace({ log: spoil(log), memberships }, conversationId, race, scheduler);
        const entries = await log.from(conversationId, 1, 1_000);
        expect(violations({ ...recorded, entries }).join()).not.toContain(rule);
      }),
      { numRuns: 2_000, endOnFailure: true },
    );
    expect(run.failed).toBe(true);
  });
});
