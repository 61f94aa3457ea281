// Runs one target over all projects and tells, task by task, how it went.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { logFile, pinned, root, run } from './run.mjs';

/**
 * What every program started by `npm test` sees: no Nx daemon to outlive the run, no colours in logs, and CI, so that
 * a missing snapshot or a forgotten `.only` fails instead of being written or obeyed.
 */
export const checkEnvironment = { ...pinned, CI: 'true', FORCE_COLOR: '0', NO_COLOR: '1', NX_DAEMON: 'false' };
// FORCE_COLOR wins over NO_COLOR in some tools and warns in others when both are set: "0" and "1" agree.

/** @typedef {{ project: string, ok: boolean, skipped: boolean, seconds: number }} Task */
/** @typedef {{ tasks: Task[], code: number, output: string, seconds: number }} NxRun */

/**
 * `nx run-many` of a target. No tasks and code 0 means that no project has that target.
 *
 * @param {string} target
 * @param {{ name?: string, choice?: string[], parallel?: number, env?: NodeJS.ProcessEnv }} [options]
 *   `name`: of the log and the profile, where it is not the target's; `choice`: arguments of Nx that choose projects;
 *   `parallel`: two at a time unless told otherwise, as what is inside uses several threads of its own
 * @returns {Promise<NxRun>}
 */
export async function runMany(target, { name = target, choice = [], parallel = 2, env = {} } = {}) {
  // Nx's documented profile is the one machine-readable account of a run that belongs to this run alone.
  const profile = join('.reports', `nx-${name}.json`);
  rmSync(join(root, profile), { force: true });
  const { code, output, seconds } = await run(
    'nx',
    ['run-many', `--target=${target}`, ...choice, `--parallel=${parallel}`, '--outputStyle=static', '--nxBail=false'],
    { log: logFile(name), env: { ...checkEnvironment, NX_PROFILE: profile, ...env } },
  );
  return { tasks: tasksIn(join(root, profile), target), code, output, seconds };
}

/**
 * @param {string} profile
 * @param {string} target tasks of other targets, which this one depends on, have a kind of their own
 * @returns {Task[]}
 */
function tasksIn(profile, target) {
  if (!existsSync(profile)) return [];
  /** @type {{ ph: string, dur: number, args: { target: { project: string, target: string }, status: string } }[]} */
  const events = JSON.parse(readFileSync(profile, 'utf8'));
  return events
    .filter(({ ph, args }) => ph === 'X' && args.target.target === target)
    .map(({ dur, args }) => ({
      project: args.target.project,
      ok: args.status === 'success' || args.status.startsWith('local-cache') || args.status === 'remote-cache',
      skipped: args.status === 'skipped',
      seconds: dur / 1e6,
    }));
}
