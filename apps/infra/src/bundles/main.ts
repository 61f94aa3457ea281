import type { FunctionName } from '../function-specs';
import { budgets, initBudgetMs } from './budgets';
import { bytesOf, initMsOf } from './measure-bundles';

const names = Object.keys(budgets) as FunctionName[];
const cell = (text: string): string => text.padStart(12);

try {
  console.log(`${'function'.padEnd(22)}${cell('KB')}${cell('budget')}${cell('init ms')}${cell('budget')}`);
  let isOver = false;
  for (const name of names) {
    const [kilobytes, ms] = [bytesOf(name) / 1_024, initMsOf(name)];
    const over = kilobytes > budgets[name] || ms > initBudgetMs;
    isOver ||= over;
    const cells = [kilobytes.toFixed(0), `${budgets[name]}`, ms.toFixed(0), `${initBudgetMs}`].map(cell).join('');
    console.log(`${name.padEnd(22)}${cells}${over ? '   over' : ''}`);
  }
  if (isOver) {
    console.log(
      '\nWhat is over its budget starts slower for everybody who meets a cold start: see what came in, or raise the budget in apps/infra/src/bundles/budgets.ts with the reason.',
    );
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
