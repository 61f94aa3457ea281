import { afterAll, describe, expect, it } from 'vitest';
import { mutated } from '../memory/bundle';
import { hunt } from './hunt';
import { type Mutant, mutants } from './mutants';

/** `npm run mutants` hunts all. Of each rule one is always hunted: the first that does not show too seldom for it. */
const isWhole = process.env['MUTANTS'] === 'all';
const slice = mutants.filter((one) => one === mutants.find(({ rule, isRare }) => rule === one.rule && !isRare));
const hunted = isWhole ? mutants : slice;

/** A rule that is left out shows in the first few worlds, or the tool has no teeth. */
const worlds = 12;
const caught: string[] = [];

afterAll(() => console.log(`\nLeft out, and what was found broken\n${caught.join('\n')}\n`));

it('finds nothing where nothing is left out', async () => {
  const { worlds: ran, violations } = await hunt([], 4);
  expect(violations).toEqual([]);
  expect(ran).toBe(4);
});

describe('is caught', () => {
  for (const { leavesOut, rule, mutations, breaks, sends } of hunted)
    it(`${rule}: ${leavesOut}`, async () => {
      const { seed, violations } = await hunt(mutations, worlds, sends);
      const broken = [...new Set(violations.map(({ property }) => property))].sort();
      caught.push(
        `  ${rule.padEnd(7)} ${leavesOut}: properties ${broken.join(', ')} (seed ${seed}) ${violations[0]?.sentence}`,
      );
      expect(broken.some((property) => breaks.includes(property))).toBe(true);
    });

  it('for each of the rules, whether or not all are hunted', () => {
    const rules = (some: readonly Mutant[]) => new Set(some.map(({ rule }) => rule));
    expect(rules(slice)).toEqual(rules(mutants));
  });
});

describe('a mutant', () => {
  const mutation = { file: 'a.ts', from: 'one', to: 'two' };

  it('changes the one snippet of its file', () => {
    expect(mutated('a.ts', 'if (one) go();', [mutation])).toBe('if (two) go();');
    expect(mutated('b.ts', 'if (one) go();', [mutation])).toBe('if (one) go();');
  });

  it('is refused where its snippet is gone, or stands more than once', () => {
    expect(() => mutated('a.ts', 'if (three) go();', [mutation])).toThrow(/holds the mutant's snippet 0 times/);
    expect(() => mutated('a.ts', 'one, one', [mutation])).toThrow(/2 times, not once/);
  });
});
