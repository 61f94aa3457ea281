// ESLint over a whole checkout, in one process. Started once per project, it would load itself, its rules and the
// project graph twenty times, which takes longer than looking at the files.
import { spawnSync } from 'node:child_process';
import type { LintResult } from './boundaries.ts';
import { checkEnvironment } from './nx.mjs';

/** Where code of ours lies, and the configuration of lint itself. */
const rooms = ['apps', 'libs', 'tools', 'eslint.config.mjs'];
/** What Nx's boundary rule says where it has no project graph, before it lets everything pass. */
const isOff = /The rule will be skipped/;

/**
 * What ESLint says of every file of the checkout in `folder`, with absolute paths. Throws where it ends without a result,
 * and where the boundary rule was off.
 */
export const lintEverything = (folder: string): LintResult[] => {
  // The boundary rule only reads the graph that a run of Nx has left, so it is made anew first.
  const graph = runIn(folder, 'nx', ['show', 'projects']);
  if (graph.status !== 0) throw new Error(`Nx has no project graph:\n${graph.stdout}${graph.stderr}`);
  const { stdout, stderr } = runIn(folder, 'eslint', ['--format=json', ...rooms]);
  const json = stdout.split('\n').find((line) => line.startsWith('[{"filePath"'));
  if (!json || isOff.test(stdout + stderr)) throw new Error(`ESLint did not look at everything:\n${stdout}${stderr}`);
  return JSON.parse(json) as LintResult[];
};

const runIn = (cwd: string, command: string, args: string[]) =>
  spawnSync(command, args, { cwd, env: checkEnvironment, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
