import { describe, expect, it } from 'vitest';
import { clausesOf, neededClauses, needsOf, withoutAll } from './needed';
import { questioned } from './questioned';
import { allClauses, allRules, type Rule } from './rules';
import { play } from './scenario';
import { scenarios } from './scenarios';
import { pingsOf } from './sync';

// `npm run model` tells the shortest way to what breaks.
describe('with all rules', () => {
  for (const scenario of scenarios)
    it(`nothing breaks where ${scenario.name}`, { timeout: 60_000 }, () => {
      const { found, rests } = play(scenario);
      expect(found).toBeUndefined();
      // A story that never ends would satisfy whatever is said of its end.
      expect(rests).toBeGreaterThan(0);
    });
});

/** Each clause of the rule is needed by some scenario, which breaks the property it names; and so is the rule as a whole. */
const isNeeded = (rule: Rule): void => {
  const needs = needsOf(rule);
  expect(new Set(needs.map(({ clause }) => clause))).toEqual(
    new Set(clausesOf(rule).filter((clause) => !questioned[clause])),
  );
  for (const { clause, scenario, expected, broke, steps } of needs) {
    expect(`${clause}, ${scenario}: breaks ${broke}`).toBe(`${clause}, ${scenario}: breaks ${expected}`);
    expect(steps.length).toBeGreaterThan(0);
  }
  for (const { scenario, broke } of withoutAll(rule)) expect(broke, `${scenario}, without ${rule}`).toBeDefined();
};

describe('without one rule', () => {
  it('[LOG-1] a log has a hole where numbers come from a counter', () => isNeeded('LOG-1'));
  it('[LOG-2] a message is doubled where nothing looks for its key', () => isNeeded('LOG-2'));
  it('[LOG-3] an entry is overwritten where the slot need not be empty', () => isNeeded('LOG-3'));
  it('[LOG-4] a message is doubled where not every slot since `after` was looked at', () => isNeeded('LOG-4'));
  it('[LOG-5] a message is doubled where any `after` is believed', () => isNeeded('LOG-5'));
  it('[LOG-6] rows and messages part from the log where they are written after it', () => isNeeded('LOG-6'));
  it('[LOG-7] a slot is filled twice where old tails count, and a count is lost with the newest entry', () =>
    isNeeded('LOG-7'));
  it('[LOG-8] counts are wrong where `n`, `m` and the marker rest on what was', () => isNeeded('LOG-8'));
  it('[LOG-9] an answered message is missing, or its readers miss it', () => isNeeded('LOG-9'));
  it('[LOG-10] a message that was given up is posted', () => isNeeded('LOG-10'));
  it('[SYNC-1] a device misses what is said while it connects', () => isNeeded('SYNC-1'));
  it('[SYNC-2] a device shows a conversation with a gap, or an entry twice', () => isNeeded('SYNC-2'));
  it('[SYNC-3] an author sees a message twice', () => isNeeded('SYNC-3'));
  it("[SYNC-4] an author's messages change places", () => isNeeded('SYNC-4'));
  it('[SYNC-5] a message that was read is shown as delivered', () => isNeeded('SYNC-5'));
  it('[SYNC-6] a device is quietly behind', () => isNeeded('SYNC-6'));
  it('[SYNC-7] two devices count differently', () => isNeeded('SYNC-7'));
  it('[SYNC-8] a page that arrives late shows what was edited since', () => isNeeded('SYNC-8'));
  it('[DEL-1] somebody posts, or is pushed, what is said where they are not in', () => isNeeded('DEL-1'));
  it('[DEL-2] a new lease is overlooked', () => isNeeded('DEL-2'));
  it('[DEL-3] a connection that dies takes others with it', () => isNeeded('DEL-3'));
  it('[DEL-4] a suspended person gets a lease by telling what is open', () => isNeeded('DEL-4'));
  it('[DEL-6] a suspended person is pushed entries', () => isNeeded('DEL-6'));
  it('[DEL-7] a remembered head hides the newest entry', () => isNeeded('DEL-7'));
});

describe('the table of what is questioned', () => {
  it('names exactly the clauses that no scenario needs, each with its reason', () => {
    const needed = neededClauses();
    expect(Object.keys(questioned).sort()).toEqual(allClauses.filter((clause) => !needed.has(clause)).sort());
    for (const why of Object.values(questioned)) expect(why.length).toBeGreaterThan(40);
  });

  it('leaves out no rule: they are numbered without a gap', () => {
    const families = [...new Set(allRules.map((rule) => rule.split('-')[0] ?? ''))];
    for (const family of families) {
      const rules = allRules.filter((rule) => rule.startsWith(`${family}-`));
      expect(rules).toEqual(rules.map((_, index) => `${family}-${index + 1}`));
    }
    expect(families).toEqual(['LOG', 'SYNC', 'DEL']);
  });
});

describe('what a ping mends', () => {
  const hello = scenarios.find(({ name }) => name === 'a phone says hello while a message is written');

  it('[SYNC-6] a device that missed an entry while it connected learns of it by its next ping', () => {
    if (!hello) throw new Error('the scenario was renamed');
    const may = { ...hello.start.may, 'half a minute passes': 1, [pingsOf('phone')]: 1 };
    const withPing = { ...hello, start: { ...hello.start, may } };
    for (const clause of ['SYNC-1/lease', 'SYNC-1/buffer', 'DEL-2', 'DEL-7/hello'] as const) {
      expect(play(hello, [clause]).found?.property, clause).toBe(8);
      expect(play(withPing, [clause]).found, clause).toBeUndefined();
    }
  });
});
