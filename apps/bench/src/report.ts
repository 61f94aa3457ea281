import { properties } from './checker/check';
import type { Violation } from './checker/violation';
import { type Histogram, merge, quantile } from './history/histogram';
import type { Summary } from './history/summary';

/** What all histories of a run add up to. */
export type Total = Omit<Summary, 'seed' | 'violations'> & {
  histories: number;
  /** By the seed of the history in which they were found. */
  violations: { seed: number; violation: Violation }[];
};

export const nothing = (): Total => ({
  ...{ histories: 0, written: 0, said: 0, entries: 0, asked: 0, unanswered: 0, suspended: 0, banned: 0 },
  ...{ struck: {}, violations: [], pushMs: {}, firstPushed: 0, firstPulled: 0 },
});

const most = 100;

export const add = (total: Total, { seed, struck, violations, pushMs, ...counts }: Summary): void => {
  total.histories += 1;
  for (const [name, count] of Object.entries(counts)) total[name as keyof typeof counts] += count;
  for (const [fault, count] of Object.entries(struck)) total.struck[fault] = (total.struck[fault] ?? 0) + count;
  merge(total.pushMs, pushMs);
  total.violations.push(...violations.slice(0, most).map((violation) => ({ seed, violation })));
};

const number = (value: number): string => value.toLocaleString('en');
const ms = (histogram: Histogram, share: number): string => {
  const value = quantile(histogram, share);
  return value === undefined ? '–' : `${number(value)} ms`;
};

/** What is counted under each name that the report is asked for. */
const verdicts: readonly (readonly [string, readonly number[]])[] = [
  ['lost', [1]],
  ['doubled', [2]],
  ['holes', [3]],
  ['differing', [4]],
  ['out of order', [5]],
  ['leaks', [6]],
  ['wrong counts', [7]],
  ['quiet laggards', [8]],
  ['heard while suspended', [9]],
];

/** The report of a run, for people. */
export const reportOf = (total: Total, { title, seconds, more = [], again }: ReportWords): string => {
  const of = (numbers: readonly number[]) =>
    total.violations.filter(({ violation }) => numbers.includes(violation.property)).length;
  const faults = Object.entries(total.struck)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${number(count)}`);
  const perSecond = seconds > 0 ? ` (${number(Math.round(total.written / seconds))} a second)` : '';
  return [
    title,
    '',
    `  sends             ${number(total.written)}${perSecond}, of which ${number(total.said)} stand in a log; ${number(total.entries)} entries in all`,
    `  changes asked     ${number(total.asked)}, of which ${number(total.unanswered)} were never answered`,
    `  put out           ${number(total.suspended)} suspended, ${number(total.banned)} banned from a channel, and let in again`,
    `  faults            ${faults.length > 0 ? faults.join(', ') : 'none struck'}`,
    `  commit to screen  p50 ${ms(total.pushMs, 0.5)}, p99 ${ms(total.pushMs, 0.99)} where a push arrived; ${number(total.firstPulled)} of ${number(total.firstPushed + total.firstPulled)} sights were pulled`,
    ...more.map((line) => `  ${line}`),
    '',
    `  ${verdicts.map(([name, numbers]) => `${of(numbers)} ${name}`).join(', ')}`,
    `  Again: ${again}`,
  ].join('\n');
};
export type ReportWords = { title: string; seconds: number; more?: readonly string[]; again: string };

const shortened = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 400 ? `${text.slice(0, 400)} …` : text;
};

/** One violation: the sentence, what shows it, and how to see it again. */
export const counterexample = ({ property, sentence, evidence }: Violation, again: string): string => {
  const says = properties.find((one) => one.number === property)?.says ?? '';
  return [
    `Property ${property} does not hold: ${says}.`,
    `  ${sentence}`,
    ...evidence.slice(0, 8).map((one) => `    ${shortened(one)}`),
    `  Again: ${again}`,
  ].join('\n');
};
