// Reads what the test runners left behind, vitest's and Playwright's JSON reports, and counts it by kind.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesEndingIn } from './files.mjs';
import { reportsFolder, root } from './run.mjs';

/** The kinds told apart by a test file's name, as in `log.property.test.ts`; every other test is a unit test. */
export const testKinds = /** @type {const} */ (['unit', 'contract', 'property', 'scenario', 'fuzz']);
/** @typedef {typeof testKinds[number]} TestKind */
/** @typedef {{ passed: number, failed: number, skipped: number, seconds: number, failures: string[] }} Count */

/**
 * @param {string} path of a test file
 * @returns {TestKind}
 */
export function kindOf(path) {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  const word = /(?:^|\.)([a-z]+)\.test\.tsx?$/.exec(name)?.[1]?.replace(/^contracts$/, 'contract');
  return testKinds.find((kind) => kind === word) ?? 'unit';
}

/** Forgets the reports of earlier runs, so that none can stand in for a runner that crashed. */
export function forgetTestReports() {
  for (const name of ['apps', 'libs', 'tools.json'])
    rmSync(join(reportsFolder, name), { recursive: true, force: true });
}

/**
 * Counts the vitest reports by kind. A file that could not be loaded, holds no test, or stands in no report although
 * it lies in the tree, counts as a failure: nothing that looks like a test is quietly not run.
 *
 * @param {number} failedTasks how many test tasks Nx saw fail
 * @param {{ reports?: string, tree?: string }} [where] for this file's own tests
 * @returns {Map<TestKind, Count>} only the kinds that there are
 */
export function countTests(failedTasks, { reports = reportsFolder, tree = root } = {}) {
  /** @type {Map<TestKind, Count>} */
  const counts = new Map();
  const inTree = filesEndingIn(/\.test\.tsx?$/, tree, ['apps', 'libs', 'tools']);
  const seen = new Set();
  let failedReports = 0;
  for (const report of vitestReports(reports)) {
    const before = failuresIn(counts);
    for (const file of report.testResults) {
      // Matched by its end: a cached report may come from before the checkout was moved.
      const matches = inTree.filter((path) => file.name.endsWith(`/${path}`));
      const path = matches.reduce((longest, next) => (next.length > longest.length ? next : longest), '') || file.name;
      seen.add(path);
      add(countOf(counts, kindOf(path)), path, file);
    }
    if (failuresIn(counts) > before) failedReports += 1;
  }
  for (const path of inTree)
    if (!seen.has(path)) fail(countOf(counts, kindOf(path)), `${path}: not run by any project`);
  // An error outside of every test (an unhandled rejection, a crash) fails the task but no test in its report.
  for (let crash = failedReports; crash < failedTasks; crash += 1)
    fail(countOf(counts, 'unit'), 'a project failed outside of its tests; the log says how');
  return counts;
}

/**
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} Assertion
 * @typedef {{ name: string, status: string, message: string, startTime: number, endTime: number, assertionResults: Assertion[] }} TestFile
 */

/**
 * @param {Count} count
 * @param {string} path
 * @param {TestFile} file
 */
function add(count, path, file) {
  count.seconds += (file.endTime - file.startTime) / 1000;
  for (const { status, fullName, failureMessages } of file.assertionResults)
    if (status === 'passed') count.passed += 1;
    else if (status === 'failed') fail(count, `${path}: ${fullName}\n    ${firstLine(failureMessages[0])}`);
    else count.skipped += 1;
  if (file.assertionResults.length === 0)
    fail(count, `${path}: ${file.message ? firstLine(file.message) : 'holds no test'}`);
  else if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
    fail(count, `${path}: ${firstLine(file.message)}`);
}

/**
 * Counts Playwright's report; undefined when there is none.
 *
 * @param {string} path
 * @returns {Count | undefined}
 */
export function countBrowserTests(path) {
  if (!existsSync(path)) return undefined;
  const { stats, errors, suites = [] } = JSON.parse(readFileSync(path, 'utf8'));
  if (!stats) return undefined;
  // A flaky test passed only when it was repeated: that is a failure here, with its own name.
  const failures = errors.map((/** @type {{ message?: string }} */ error) => firstLine(error.message));
  failures.push(...suites.flatMap(failedSpecs));
  if (stats.flaky) failures.push(`${stats.flaky} flaky: passed only when repeated`);
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed, skipped: stats.skipped, seconds: stats.duration / 1000, failures };
}

/**
 * The names of the browser tests that failed in a suite and in those that it holds.
 *
 * @typedef {{ file?: string, specs?: { title: string, ok: boolean }[], suites?: Suite[] }} Suite
 * @param {Suite} suite
 * @returns {string[]}
 */
function failedSpecs({ file = '', specs = [], suites = [] }) {
  const failed = specs.filter(({ ok }) => !ok).map(({ title }) => `${file}: ${title}`);
  return [...failed, ...suites.flatMap(failedSpecs)];
}

/**
 * @param {string} reports
 * @returns {{ testResults: TestFile[] }[]}
 */
const vitestReports = (reports) =>
  filesEndingIn(/\.json$/, reports, ['apps', 'libs', 'tools.json'])
    .map((path) => JSON.parse(readFileSync(join(reports, path), 'utf8')))
    .filter((report) => Array.isArray(report.testResults));

/**
 * @param {Map<TestKind, Count>} counts
 * @param {TestKind} kind
 * @returns {Count}
 */
function countOf(counts, kind) {
  const count = counts.get(kind) ?? { passed: 0, failed: 0, skipped: 0, seconds: 0, failures: [] };
  counts.set(kind, count);
  return count;
}

/**
 * @param {Count} count
 * @param {string} why
 */
function fail(count, why) {
  count.failed += 1;
  count.failures.push(why);
}

/** @param {Map<TestKind, Count>} counts */
const failuresIn = (counts) => [...counts.values()].reduce((sum, { failed }) => sum + failed, 0);

/** @param {string | undefined} text */
const firstLine = (text) => (text ?? '').split('\n')[0] ?? '';
