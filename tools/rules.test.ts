import { describe, expect, it } from 'vitest';
import { checkRules } from './rules.ts';

const rules = '# Rules\n\n- **LOG-1** Dense and final.\n- **LOG-2** One key, one entry.\n';
const file = (text: string, path = 'libs/core/src/log.test.ts') => ({ path, text });
const provesTwo = `it('[LOG-2] gives the same seq', () => {});`;
const problemsOf = (...texts: string[]) => checkRules(rules, [file(texts.join('\n'))]).problems;

describe('rules and the tests that prove them', () => {
  it('is content when every rule is quoted by a running test', () => {
    const verdict = checkRules(rules, [file(`it('[LOG-1] is dense', () => {});\n${provesTwo}`)]);
    expect(verdict).toEqual({ problems: [], proven: 2 });
  });

  it('names a rule that no test quotes', () => {
    expect(problemsOf(provesTwo)).toEqual([expect.stringMatching(/^LOG-1: no test proves it/)]);
  });

  it('names a quoted rule that its family does not have, and the file', () => {
    const problems = problemsOf(`it('[LOG-1] [LOG-7] is dense', () => {});`, provesTwo);
    expect(problems).toEqual([expect.stringMatching(/^libs\/core\/src\/log\.test\.ts: quotes \[LOG-7\]/)]);
  });

  it('accepts facts of families that RULES.md does not number', () => {
    expect(problemsOf(`it('[LOG-1, F7] [UX-SEND-1] [a note] answers 410', () => {});`, provesTwo)).toEqual([]);
  });

  it('names a rule that is numbered twice, and a file without rules', () => {
    expect(checkRules(`${rules}- **LOG-2** Again.`, []).problems[0]).toMatch(/^LOG-2: numbered twice/);
    expect(checkRules('# Rules', []).problems).toEqual([expect.stringMatching(/holds no rule/)]);
  });

  it('takes a rule that is only mentioned in the text as neither defined nor proven', () => {
    expect(checkRules('- **LOG-1** As LOG-3 says, and **LOG-4**.', [file('// [LOG-1] [LOG-3]')]).problems).toEqual([
      expect.stringMatching(/^LOG-1: no test/),
    ]);
  });
});

describe('what counts as a running test', () => {
  it.each([
    ['a plain test', `test('[LOG-1] x', () => {});`],
    ['a concurrent test', `it.concurrent('[LOG-1] x', async () => {});`],
    ['a table of cases', `it.each([1, 2])('[LOG-1] %s', () => {});`],
    ['a title with a value in it', 'it(`[LOG-1] ${x}`, () => {});'],
    ['a title in parts', `it('[LOG-1] ' + x, () => {});`],
    ['a group around a test', `describe('[LOG-1]', () => { it('x', () => {}); });`],
    ['a test in a group with a computed title', `describe(name, () => { it('[LOG-1] x', () => {}); });`],
    ['a test in a loop in a function', `const suite = () => { for (const x of y) it('[LOG-1] x', () => {}); };`],
    ['a browser test', `test.describe('sending', () => { test('[LOG-1] x', async ({ page }) => {}); });`],
    ['a test whose subject has a verb called skip', `it('[LOG-1] x', () => { queue.skip(); });`],
  ])('%s does', (_, text) => {
    expect(problemsOf(text, provesTwo)).toEqual([]);
  });

  it.each([
    ['a skipped test', `it.skip('[LOG-1] x', () => {});`],
    ['a test to be written', `it.todo('[LOG-1] x');`],
    ['a test without a body', `it('[LOG-1] x');`],
    ['a test that is skipped sometimes', `it.skipIf(slow)('[LOG-1] x', () => {});`],
    ['a test that is run sometimes', `test.runIf(fast)('[LOG-1] x', () => {});`],
    ['a test that is expected to fail', `it.fails('[LOG-1] x', () => {});`],
    ['a test skipped by an option', `it('[LOG-1] x', { skip: true }, () => {});`],
    ['a test that skips itself', `it('[LOG-1] x', (ctx) => { ctx.skip(); });`],
    ['a browser test put off', `test('[LOG-1] x', async () => { test.fixme(true, 'later'); });`],
    ['a skipped table', `it.skip.each([1])('[LOG-1] %s', () => {});`],
    ['a test in a skipped group', `describe.skip('x', () => { it('[LOG-1] x', () => {}); });`],
    ['a test in a skipped group with a computed title', `describe.skip(name, () => { it('[LOG-1] x', () => {}); });`],
    ['a test in a skipped browser group', `test.describe.skip('x', () => { test('[LOG-1] x', () => {}); });`],
    ['a group without a test', `describe('[LOG-1]', () => {});`],
    ['a test that is commented out', `// it('[LOG-1] x', () => {});`],
    ['a string somewhere else', `const title = '[LOG-1] x'; /LOG/.test('[LOG-1]');`],
  ])('%s does not', (_, text) => {
    expect(problemsOf(text, provesTwo)).toEqual([expect.stringMatching(/^LOG-1: no test proves it/)]);
  });
});

describe('a journey in a browser', () => {
  const journey = file(`test('[LOG-1] x', async ({ page }) => {});`, 'apps/e2e/src/log.spec.ts');

  it('proves nothing, as not every run makes all of them', () => {
    expect(checkRules(rules, [journey, file(provesTwo)]).problems).toEqual([
      expect.stringMatching(/^LOG-1: no test proves it/),
    ]);
  });

  it('quotes no rule that is not there', () => {
    const odd = { ...journey, text: journey.text.replace('LOG-1', 'LOG-7') };
    const other = file(`it('[LOG-1] is dense', () => {});\n${provesTwo}`);
    expect(checkRules(rules, [odd, other]).problems).toEqual([
      expect.stringMatching(/log\.spec\.ts: quotes \[LOG-7\]/),
    ]);
  });
});

describe('a suite that several projects share', () => {
  const suite = file(
    `export const logContract = () => { it('[LOG-1] x', () => {}); ${provesTwo} };`,
    'libs/core/src/log.contract.ts',
  );
  const everySuite = file(`export function everyContract() { logContract(); }`, 'libs/core/src/testing/all.ts');

  it('proves its rules when a test runs it, directly or through another suite', () => {
    const direct = file(`import { logContract } from './log.contract'; logContract();`);
    const through = file(`import { everyContract } from '@parley/core/testing'; everyContract();`);
    expect(checkRules(rules, [suite, direct]).problems).toEqual([]);
    expect(checkRules(rules, [suite, everySuite, through]).problems).toEqual([]);
  });

  it('proves nothing when no test runs it, even if one imports it', () => {
    const onlyImported = file(`import { logContract } from './log.contract';`);
    expect(checkRules(rules, [suite, everySuite, onlyImported]).proven).toBe(0);
  });
});
