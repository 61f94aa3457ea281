import { allClauses, ruleOf, type Clause, type Rule } from './rules';
import { play } from './scenario';
import { scenarios } from './scenarios';

/** What a clause is for: the scenario that breaks without it, the property that was expected to, and the one that did. */
export type Need = {
  clause: Clause;
  scenario: string;
  expected: number;
  broke: number | undefined;
  steps: readonly string[];
};

export const clausesOf = (rule: Rule): Clause[] => allClauses.filter((clause) => ruleOf(clause) === rule);

/** Plays every scenario that needs a clause of the rule, each without that clause alone. */
export const needsOf = (rule: Rule): Need[] =>
  scenarios.flatMap((scenario) =>
    Object.entries(scenario.needs)
      .filter(([clause]) => ruleOf(clause as Clause) === rule)
      .map(([clause, expected]) => {
        const { found } = play(scenario, [clause as Clause]);
        const { property: broke, steps = [] } = found ?? {};
        return { clause: clause as Clause, scenario: scenario.name, expected, broke, steps };
      }),
  );

/** Plays those scenarios without the whole rule, where it has several clauses: whatever breaks, something must. */
export const withoutAll = (rule: Rule): { scenario: string; broke: number | undefined }[] =>
  scenarios
    .filter(() => clausesOf(rule).length > 1)
    .filter(({ needs }) => Object.keys(needs).some((clause) => ruleOf(clause as Clause) === rule))
    .map((scenario) => ({ scenario: scenario.name, broke: play(scenario, [rule]).found?.property }));

/** Clauses that some scenario needs. */
export const neededClauses = (): Set<Clause> =>
  new Set(scenarios.flatMap(({ needs }) => Object.keys(needs).map((clause) => clause as Clause)));
