import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, it } from 'vitest';

const workflow = readFileSync(join(import.meta.dirname, '../../../../.github/workflows/deploy.yml'), 'utf8');
/** What the step of this id runs, as the workflow has it. */
const scriptOf = (id: string): string => {
  const [, indented = ''] = new RegExp(`id: ${id}\\n[\\s\\S]*?run: \\|\\n((?: {10}.*\\n|\\n)+)`).exec(workflow) ?? [];
  if (indented === '') throw new Error(`deploy.yml has no step ${id} that runs something.`);
  return indented.replaceAll(/^ {10}/gm, '');
};
/** What GitHub makes of the expression of a key in a run. JavaScript makes the same of `==`, `&&` and `||` between texts. */
const valueOf = (key: string, github: object): unknown => {
  const [, , folded = ''] = new RegExp(`^( *)${key}: >-\\n((?:\\1 {2}.*\\n)+)`, 'm').exec(workflow) ?? [];
  return runInNewContext(folded.replaceAll(/\$\{\{|\}\}/g, ''), { github });
};

/** A run that began because CI had ended. */
function afterCi(event: string, conclusion: string) {
  return { event_name: 'workflow_run', event: { workflow_run: { event, conclusion } } };
}

const folder = mkdtempSync(join(tmpdir(), 'parley-workflow-'));
const repository = join(folder, 'repository');
const programs = join(folder, 'programs');
for (const each of [repository, programs]) mkdirSync(each);
afterAll(() => rmSync(folder, { recursive: true }));

const identity = { GIT_AUTHOR_NAME: 'Ana', GIT_AUTHOR_EMAIL: 'ana@parley.example' };
const environment = {
  ...{ PATH: `${programs}:${process.env['PATH'] ?? ''}`, ...identity },
  ...{ GIT_COMMITTER_NAME: 'Ana', GIT_COMMITTER_EMAIL: 'ana@parley.example', GIT_CONFIG_GLOBAL: '/dev/null' },
};
const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: repository, env: environment, encoding: 'utf8' }).trim();
const program = (name: string, text: string): void => {
  writeFileSync(join(programs, name), `#!/bin/bash\n${text}`);
  chmodSync(join(programs, name), 0o755);
};
/** A commit that changes one file, and its hash. */
const commit = (file: string): string => {
  writeFileSync(join(repository, file), `${Math.random()}`);
  git('add', '.');
  git('commit', '--quiet', '--message', file);
  return git('rev-parse', 'HEAD');
};
/** Runs a step as GitHub does, and returns what it put out. */
const run = (id: string, env: Record<string, string>): string => {
  const output = join(folder, 'output');
  writeFileSync(output, '');
  execFileSync('bash', ['-e', '-o', 'pipefail', '-c', scriptOf(id)], {
    ...{ cwd: repository, stdio: 'pipe' },
    env: { ...environment, GITHUB_OUTPUT: output, ...env },
  });
  return readFileSync(output, 'utf8').trim();
};

git('init', '--quiet', '--initial-branch', 'main');
// Instead of Nx: the infrastructure is affected where a file of its name has changed.
program('npx', 'git diff --name-only "${5#--base=}" "${6#--head=}" | sed "s,^,@parley/,"\n');
program('gh', 'echo "$@" >> "$CALLS"\n');
const deployed = commit('infra');
const changed = commit('infra');
const written = commit('docs');
const deploysAt = (sha: string, event = 'workflow_run') => run('affected', { COMMIT: sha, EVENT: event });

it('deploys where nothing says what prod runs, and where what is deployed has changed since', () => {
  expect(deploysAt(changed)).toBe('deploys=true');
  git('tag', 'prod', deployed);
  expect(deploysAt(changed)).toBe('deploys=true');
});

it('skips no commit for good: what was pushed meanwhile is not taken for what was deployed', () => {
  git('tag', '--force', 'prod', deployed); // the run of `changed` has not ended, and main is at `written` already
  expect(deploysAt(written)).toBe('deploys=true');
  git('tag', '--force', 'prod', changed);
  expect(deploysAt(written)).toBe('deploys=false');
});

it('does not go back to an older commit by itself, and deploys whatever a person asks for', () => {
  git('tag', '--force', 'prod', written);
  expect(deploysAt(changed)).toBe('deploys=false');
  expect(deploysAt(changed, 'workflow_dispatch')).toBe('deploys=true');
});

it('records the commit that was deployed, not the one that main is at', () => {
  const calls = join(folder, 'calls');
  run('record', { COMMIT: changed, REPOSITORY: 'owner/name', CALLS: calls });
  expect(readFileSync(calls, 'utf8')).toContain(`repos/owner/name/git/refs/tags/prod --raw-field sha=${changed}`);
  expect(workflow).toMatch(/^ {2}COMMIT: \$\{\{ github\.event\.workflow_run\.head_sha \|\| github\.sha \}\}$/m);
});

it.each([
  ['a person asks', { event_name: 'workflow_dispatch', event: {} }, true],
  ['a push is green', afterCi('push', 'success'), true],
  ['a push is not', afterCi('push', 'failure'), false],
  ['a nightly run is green', afterCi('schedule', 'success'), false],
  ['a pull request is green', afterCi('pull_request', 'success'), false],
])('takes a turn among deployments only where it deploys: %s', (_, run, begins) => {
  const github = { ...run, run_id: '77' };
  expect(valueOf('if', github)).toBe(begins);
  // GitHub keeps one run waiting in a group: what deploys nothing would else take the place of what was to be deployed.
  expect(valueOf('group', github)).toBe(begins ? 'deploy' : '77');
});
