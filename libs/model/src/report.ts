// What the model explores and finds, for people: `npm run model`, or `npm run model -- LOG-4` for what one rule is for.
import { clauses, type Clause } from './rules';
import { play } from './scenario';
import { scenarios } from './scenarios';
import { questioned } from './questioned';

const wanted = process.argv.slice(2);
let states = 0;
const start = performance.now();
for (const scenario of scenarios) {
  const needs = (Object.keys(scenario.needs) as Clause[]).filter(
    (clause) => wanted.length === 0 || wanted.some((one) => clause === one || clause.startsWith(`${one}/`)),
  );
  if (wanted.length > 0 && needs.length === 0) continue;
  const began = performance.now();
  const all = play(scenario);
  states += all.states;
  console.log(`\n${scenario.name}`);
  console.log(`  with all rules: ${all.states} states, ${all.rests} at rest, ${ms(began)} ms: ${told(all.found)}`);
  for (const clause of needs) {
    const from = performance.now();
    const { states: tried, found } = play(scenario, [clause]);
    states += tried;
    console.log(`  without ${clause} (${clauses[clause]}): ${tried} states, ${ms(from)} ms: ${told(found)}`);
    for (const [index, step] of (found?.steps ?? []).entries()) console.log(`    ${index + 1}. ${step}`);
  }
}
console.log(`\n${states} states in ${ms(start)} ms`);
if (wanted.length === 0)
  for (const [clause, why] of Object.entries(questioned)) console.log(`${clause} is needed by no scenario: ${why}`);

function ms(since: number): number {
  return Math.round(performance.now() - since);
}

function told(found: ReturnType<typeof play>['found']): string {
  return found ? `breaks property ${found.property}: ${found.why}` : 'nothing breaks';
}
