// Leaves out one guard after another, and fails where the test that is named for it passes all the same: `npm run guards`,
// or `npm run guards -- invitation` for those that are about one.
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Guard, guards } from './guards.ts';
import { leftOutVariable } from './leave-out.ts';

const root = join(import.meta.dirname, '..');
const words = process.argv.slice(2).join(' ');
/** Runs at a time: each is a process that reads the sources for itself. */
const atOnce = 2;

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { assertionResults: { status: string; failureMessages: string[] }[] }[];
};

/** Runs the guard's test without the guard: how many of it passed and failed, and why the first one did. */
const runWithout = async ({ noticedBy: { project, file, title }, leavesOut }: Guard, nth: number) => {
  const path = join(root, '.reports', `guard-${nth}.json`);
  await rm(path, { force: true });
  const named = title.replace(/[.*+?()[\]|\\$]/g, '\\$&');
  const asked = ['run', '--config', `${project}/vitest.config.ts`, file, '-t', named];
  const child = spawn(join(root, 'node_modules/.bin/vitest'), [...asked, '--reporter=json', `--outputFile=${path}`], {
    ...{ cwd: root, stdio: 'ignore' },
    env: { ...process.env, [leftOutVariable]: JSON.stringify(leavesOut) },
  });
  await new Promise((ended) => child.on('exit', ended));
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    testResults,
  } = JSON.parse(await readFile(path, 'utf8')) as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const [why = ''] = tests.find(({ status }) => status === 'failed')?.failureMessages ?? [];
  return { passed, failed, why: why.split('\n')[0]?.slice(0, 160) ?? '' };
};

let missed = 0;
const waiting = [...guards.entries()].filter(([, { guards: what }]) => what.includes(words));
const works = async (): Promise<void> => {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [nth, guard] = next;
    const { passed, failed, why } = await runWithout(guard, nth);
    if (failed === 0) missed += 1;
    const noticed = failed > 0 ? `noticed by ${failed}` : `MISSED by ${passed}`;
    console.log(`${noticed}: what guards ${guard.guards}${why && `\n    ${why}`}`);
  }
};
await Promise.all(Array.from({ length: atOnce }, works));
process.exitCode = missed > 0 ? 1 : 0;
