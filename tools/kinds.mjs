// Every kind of check that `npm test` runs. A kind is a name and a function that leaves a log and returns its rows.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { browser } from './browser.mjs';
import { checkEnvironment, runMany } from './nx.mjs';
import { countBrowserTests, countTests, forgetTestReports, testKinds } from './reports.mjs';
import { logFile, reportsFolder, run } from './run.mjs';

/** @typedef {import('./summary.mjs').Row} Row */
/** @typedef {{ rows: Row[], log: string, failures?: string[] }} Outcome */
/** @typedef {{ names: readonly string[], check: () => Promise<Outcome> }} Kind `names`: of the rows it yields */

/**
 * What is read and judged, one after the other, and beside it what is built and run. Many tests wait for a clock, and
 * the former has use for a processor all the time; the browser tests, which have too, begin when both are over or nearly.
 */
/** @type {Kind[][]} */
export const lanes = [
  [
    { names: ['format'], check: format },
    script('rules', 'check-rules.ts'),
    script('workflows', 'check-workflows.ts'),
    script('typecheck', 'check-types.ts'),
    script('lint', 'check-lint.ts'),
    script('boundaries', 'check-boundaries.ts'),
  ],
  [target('build'), { names: testKinds, check: tests }, target('synth'), { names: ['browser'], check: browserTests }],
];

/**
 * Whose tests run what is built, or emulate it, and wait for its clocks most of the time: while they do, the others compute.
 * None of the others has a build that it depends on, so no two runs of Nx make the same one.
 */
const waiting = '@parley/local,@parley/bench,@parley/emulators,@parley/infra';

/** @returns {Promise<Outcome>} */
async function format() {
  const log = logFile('format');
  const { code, seconds } = await run('prettier', ['--check', '.'], { log, env: checkEnvironment });
  return { rows: [row('format', { passed: code ? 0 : 1, failed: code ? 1 : 0, seconds })], log };
}

/**
 * A check of this folder. Its last line says `N passed, N failed`; without it, it crashed.
 *
 * @param {string} kind
 * @param {string} file
 * @returns {Kind}
 */
function script(kind, file) {
  const log = logFile(kind);
  const check = async () => {
    const { code, output, seconds } = await run('node', ['--import', 'tsx', join('tools', file)], {
      log,
      env: checkEnvironment,
    });
    const [, passed = 0, failed = 0] = /(\d+) passed, (\d+) failed\s*$/.exec(output)?.map(Number) ?? [];
    return { rows: [atLeastOne(row(kind, { passed, failed, seconds }), code)], log };
  };
  return { names: [kind], check };
}

/**
 * An Nx target; each project's task is one check, also when its result comes from the cache.
 *
 * @param {string} name
 * @returns {Kind}
 */
function target(name) {
  const check = async () => {
    const { tasks, code, seconds } = await runMany(name);
    const skipped = tasks.filter((task) => task.skipped).length;
    const passed = tasks.filter((task) => task.ok).length;
    const result = row(name, { passed, failed: tasks.length - passed - skipped, skipped, seconds });
    return { rows: [atLeastOne(result, code)], log: logFile(name) };
  };
  return { names: [name], check };
}

/** @returns {Promise<Outcome>} */
async function tests() {
  forgetTestReports();
  const runs = await Promise.all([
    runMany('test', { name: 'test-waiting', choice: [`--projects=${waiting}`], parallel: 3 }),
    runMany('test', { choice: [`--exclude=${waiting}`] }),
  ]);
  const tasks = runs.flatMap((one) => one.tasks);
  const failed = runs.findIndex((one) => one.code !== 0);
  const counts = countTests(tasks.filter(({ ok, skipped }) => !ok && !skipped).length);
  const rows = testKinds.map((kind) => {
    const count = counts.get(kind);
    if (count) return row(kind, count);
    // Only unit tests have to exist; a file of any other kind shows up in the count, run or not.
    return kind === 'unit' ? atLeastOne(row(kind, {}), 1) : row(kind, { absent: true });
  });
  const missed = failed >= 0 && !rows.some(({ failed }) => failed);
  if (missed) rows[0] = atLeastOne(row('unit', { ...counts.get('unit'), passed: 0 }), 1);
  return {
    rows,
    log: logFile(failed === 0 ? 'test-waiting' : 'test'),
    failures: [...counts.values()].flatMap(({ failures }) => failures),
  };
}

/**
 * A slice of the journeys: `npm run e2e` runs all of them.
 *
 * @returns {Promise<Outcome>}
 */
async function browserTests() {
  const log = logFile('e2e-slice');
  const report = join(reportsFolder, 'apps', 'e2e.json');
  rmSync(report, { force: true });
  const executable = await browser();
  const { code, seconds } = await runMany('e2e-slice', { env: { PARLEY_BROWSER: executable } });
  const count = countBrowserTests(report) ?? { passed: 0, failed: 0, skipped: 0, failures: [] };
  return { rows: [atLeastOne(row('browser', { ...count, seconds }), code)], log, failures: count.failures };
}

/**
 * A kind that did nothing, or failed without a failed check, counts as one failure.
 *
 * @param {Row} result
 * @param {number} code how its program ended
 * @returns {Row}
 */
function atLeastOne(result, code) {
  const didNothing = result.passed + result.failed === 0;
  return didNothing || (code !== 0 && result.failed === 0) ? { ...result, failed: 1 } : result;
}

/**
 * @param {string} kind
 * @param {Partial<Row>} known
 * @returns {Row}
 */
function row(kind, { passed = 0, failed = 0, skipped = 0, seconds = 0, absent = false }) {
  return { kind, passed, failed, skipped, seconds, ...(absent && { absent }) };
}
