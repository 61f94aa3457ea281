import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { promiseWithResolvers } from '@parley/emulators';

const repository = resolve(import.meta.dirname, '../../../..');

/** `apps/local/src/main.ts` as a process of its own. */
export type Process = {
  child: ChildProcess;
  /** The address it prints; rejects when it ends before. */
  ready: Promise<string>;
  /** How it ended, and all that it said. */
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** The processes that it has started and that still run. */
  children(): number[];
};

/**
 * Starts it; it is killed when the test is over. `preload` is JavaScript that runs in it before anything else.
 * `workspace` is another checkout to start it from.
 */
export const startProcess = (
  args: string[],
  { preload, workspace = repository }: { preload?: string; workspace?: string } = {},
): Process => {
  const preloads = preload === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const child = spawn(
    process.execPath,
    [...preloads, '--import', 'tsx', join(workspace, 'apps/local/src/main.ts'), ...args],
    // Nothing of ours reaches it: neither a port nor a DynamoDB of the machine's own.
    { cwd: workspace, env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  const ready = promiseWithResolvers<string>();
  ready.promise.catch(() => undefined); // not every test waits for it
  child.stdout?.on('data', (text: Buffer) => {
    said.stdout += text.toString();
    const [, url] = /Parley is ready at (\S+)/.exec(said.stdout) ?? [];
    if (url) ready.resolve(url);
  });
  child.stderr?.on('data', (text: Buffer) => (said.stderr += text.toString()));
  // Not its 'close', which never comes once somebody has called `disconnect`.
  const parts = [once(child, 'exit'), ...[child.stdout, child.stderr].map((out) => out && once(out, 'end'))];
  const ended = Promise.all(parts).then(() => {
    ready.reject(new Error(`It ended with ${child.exitCode}: ${said.stderr}`));
    return { code: child.exitCode, ...said };
  });
  return { child, ready: ready.promise, ended, children: () => childrenOf(child.pid ?? 0) };
};

/** The fields of /proc/<pid>/stat after the name; the name may hold anything. */
const statOf = (pid: number): string[] => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return []; // gone meanwhile
  }
};

/** A process that has ended and that nobody has asked about yet counts as gone. */
export const isRunning = (pid: number): boolean => !['Z', 'X', undefined].includes(statOf(pid)[0]);

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && isRunning(pid) && Number(statOf(pid)[1]) === parent);

/** Whether it is the database engine. */
export const isEngine = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dynoxide');
  } catch {
    return false;
  }
};
