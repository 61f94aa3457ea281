import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countBrowserTests, countTests, kindOf } from './reports.mjs';

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'parley-reports-'));
});
afterEach(() => rmSync(tree, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
  return join(tree, path);
};
type Outcome = { status?: string; message?: string; tests?: string[] };
const ran = (path: string, { status = 'passed', message = '', tests = ['passed'] }: Outcome = {}) => ({
  name: write(path, ''),
  status,
  message,
  startTime: 1000,
  endTime: 1500,
  assertionResults: tests.map((one) => ({
    status: one,
    fullName: `a ${one} test`,
    failureMessages: ['because\nat x'],
  })),
});
const report = (project: string, ...testResults: object[]) =>
  write(`.reports/${project}.json`, JSON.stringify({ testResults }));
const count = (failedTasks = 0) =>
  Object.fromEntries(countTests(failedTasks, { reports: join(tree, '.reports'), tree }));

describe('the kind of a test', () => {
  it.each([
    ['libs/core/src/messages/send-message.test.ts', 'unit'],
    ['apps/web/src/timeline.test.tsx', 'unit'],
    ['libs/core/src/log.memory.test.ts', 'unit'],
    ['libs/core/src/property.test.ts', 'property'],
    ['libs/core/src/log.property.test.ts', 'property'],
    ['libs/adapters/dynamodb/src/contracts.test.ts', 'contract'],
    ['libs/core/src/log.contract.test.ts', 'contract'],
    ['apps/local/src/door.fuzz.test.ts', 'fuzz'],
  ])('%s: %s', (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });
});

describe('counting the tests of all projects', () => {
  it('adds them up by kind, with the time of their files', () => {
    report('libs/core', ran('libs/core/src/a.test.ts', { tests: ['passed', 'passed', 'skipped', 'todo'] }));
    report('apps/web', ran('apps/web/src/b.test.tsx'), ran('apps/web/src/c.property.test.ts'));
    expect(count()).toEqual({
      unit: { passed: 3, failed: 0, skipped: 2, seconds: 1, failures: [] },
      property: { passed: 1, failed: 0, skipped: 0, seconds: 0.5, failures: [] },
    });
  });

  it('names a failed test, its file, and the first line of the reason', () => {
    report('libs/core', ran('libs/core/src/a.test.ts', { status: 'failed', tests: ['failed', 'passed'] }));
    expect(count(1)['unit']).toMatchObject({
      passed: 1,
      failed: 1,
      failures: ['libs/core/src/a.test.ts: a failed test\n    because'],
    });
  });

  it('counts a file that could not be loaded, or holds no test, as a failure', () => {
    report('libs/core', ran('libs/core/src/a.test.ts', { status: 'failed', message: 'Cannot find', tests: [] }));
    report('libs/auth', ran('libs/auth/src/b.test.ts', { tests: [] }));
    const failures = ['libs/auth/src/b.test.ts: holds no test', 'libs/core/src/a.test.ts: Cannot find'];
    expect(count(1)['unit']).toMatchObject({ passed: 0, failed: 2, failures: expect.arrayContaining(failures) });
  });

  it('counts a file that failed around its tests as a failure', () => {
    report('libs/core', ran('libs/core/src/a.test.ts', { status: 'failed', message: 'afterAll broke' }));
    expect(count(1)['unit']).toMatchObject({
      passed: 1,
      failed: 1,
      failures: ['libs/core/src/a.test.ts: afterAll broke'],
    });
  });

  it('counts a test file that no project ran as a failure', () => {
    write('libs/core/lost/a.contract.test.ts', '');
    expect(count()['contract']).toMatchObject({ failed: 1, failures: [expect.stringMatching(/lost.*not run/)] });
  });

  it('counts a project that failed outside of its tests as a failure', () => {
    report('libs/core', ran('libs/core/src/a.test.ts'));
    expect(count(1)['unit']).toMatchObject({ passed: 1, failed: 1 });
  });

  it('takes a report from before the checkout was moved for the same file', () => {
    const file = ran('libs/core/src/a.test.ts');
    report('libs/core', { ...file, name: '/elsewhere/libs/core/src/a.test.ts' });
    expect(count()).toMatchObject({ unit: { passed: 1, failed: 0 } });
  });
});

describe('counting the browser tests', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2, duration: 3000 };

  it('takes a test that passed only when repeated for a failed one', () => {
    const path = write('e2e.json', JSON.stringify({ stats, errors: [] }));
    expect(countBrowserTests(path)).toMatchObject({ passed: 4, failed: 2, skipped: 2, seconds: 3 });
  });

  it('names the tests that failed, however deep they stand', () => {
    const spec = (title: string, ok: boolean) => ({ title, ok });
    const inner = { file: 'a.spec.ts', specs: [spec('bad', false), spec('good', true)] };
    const report = { stats, errors: [], suites: [{ file: 'a.spec.ts', specs: [], suites: [inner] }] };
    expect(countBrowserTests(write('e2e.json', JSON.stringify(report)))?.failures).toContain('a.spec.ts: bad');
  });

  it('counts an error outside of the tests as a failure', () => {
    const none = { expected: 0, unexpected: 0, flaky: 0, skipped: 0, duration: 0 };
    const path = write('e2e.json', JSON.stringify({ stats: none, errors: [{ message: 'no server\nat x' }] }));
    expect(countBrowserTests(path)).toMatchObject({ failed: 1, failures: ['no server'] });
  });

  it("has nothing to say without a report, or on another runner's", () => {
    expect(countBrowserTests(join(tree, 'nothing.json'))).toBeUndefined();
    expect(countBrowserTests(write('e2e.json', '{"testResults":[]}'))).toBeUndefined();
  });
});
