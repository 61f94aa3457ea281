export { explore, type Counterexample, type Explored, type Model, type Move } from './explore';
export { questioned } from './questioned';
export { allRules, clauses, ruleOf, type Clause, type Rule, type Rules } from './rules';
export { play, type Scenario } from './scenario';
export { scenarios } from './scenarios';
