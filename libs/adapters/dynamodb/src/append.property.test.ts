import { randomBytes } from 'node:crypto';
import { race, runRace, violations } from '@parley/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dynamodbStores } from './dynamodb-stores';
import { useDynamodb } from './testing/fresh-tables';

// `npm run interleavings` plays 10,000 with a new seed each time.
const interleavings = Number(process.env['INTERLEAVINGS'] ?? 150);
const seed = Number(process.env['SEED'] ?? 1);
/** On tables of their own, so that the local engine does not slow down as they grow, and progress is seen. */
const together = 300;
const heats = Array.from({ length: Math.ceil(interleavings / together) }, (_, nth) => ({
  seed: seed + nth,
  numRuns: Math.min(together, interleavings - nth * together),
}));

const freshTables = useDynamodb();

it.each(heats)(
  '[LOG-1] [LOG-2] [LOG-3] [LOG-4] [LOG-6] [LOG-8] [LOG-10] [SYNC-8] [DEL-1] keeps every rule in $numRuns interleavings on DynamoDB, seed $seed',
  async (heat) => {
    const stores = dynamodbStores(await freshTables());
    await fc.assert(
      fc.asyncProperty(race, fc.scheduler(), async (race, scheduler) => {
        const conversationId = `c-${randomBytes(16).toString('hex')}`;
        expect(violations(await runRace(stores, conversationId, race, scheduler))).toEqual([]);
      }),
      heat,
    );
  },
  // Beside the other tests 148 s were seen, and more than 300 s where the machine had other work too.
  together * 4_000,
);
