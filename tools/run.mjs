// Runs other programs for the commands of this folder: quietly, into a log, and never longer than their parent lives.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');

/** Where a run leaves its logs and reports. */
export const reportsFolder = join(root, '.reports');
/** @param {string} name */
export const logFile = (name) => join(reportsFolder, `${name}.log`);

/** The environment in which the pinned Node 24 and the pinned tools come first. */
export const pinned = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
/** The environment without them: for npm, which replaces that very folder. */
export const unpinned = {
  ...process.env,
  PATH: (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== bin)
    .join(delimiter),
};

/** @typedef {{ code: number, output: string, seconds: number, timedOut: boolean }} Finished */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let isEnding = false;

/**
 * Runs a program to its end. Its output goes into the log and into the result, not on the screen.
 * A program that cannot be started counts as one that failed with code 127.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ log?: string, append?: boolean, env?: NodeJS.ProcessEnv, cwd?: string, timeoutMs?: number }} [options]
 *   `log`: a file path; written anew unless `append`
 * @returns {Promise<Finished>}
 */
export function run(command, args, { log, append, env = pinned, cwd = root, timeoutMs } = {}) {
  const started = Date.now();
  const file = log === undefined ? undefined : openLog(log, append ? 'a' : 'w');
  return new Promise((done) => {
    let output = '';
    let timedOut = false;
    // A group of its own, so that ending it also ends what it started.
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true;
        signalGroup(child, 'SIGKILL');
      }, timeoutMs);
    /** @param {Buffer | string} text */
    const keep = (text) => {
      output += text;
      file?.write(text);
    };
    /** @param {number} code */
    const finish = (code) => {
      if (!running.delete(child)) return;
      clearTimeout(timer);
      // What is ended by a signal has no result, so nothing goes on from here and nothing false is said of it.
      if (isEnding) return;
      const result = { code, output, seconds: (Date.now() - started) / 1000, timedOut };
      if (file) file.end(() => done(result));
      else done(result);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      keep(`${error.message}\n`);
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** The signals that ask a program to end. */
export const endings = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * On Ctrl-C (or when told to stop) ends every program that `run` started, and then this one.
 *
 * @returns {() => void} takes that back
 */
export function endChildrenOnSignal() {
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => {
    isEnding = true;
    for (const child of running) signalGroup(child, 'SIGTERM');
    // Five seconds are enough for Nx and the browser to end their own children.
    setTimeout(() => endNow(signal), 5_000);
    setInterval(() => running.size === 0 && endNow(signal), 50);
  };
  for (const signal of endings) process.on(signal, end);
  return () => {
    for (const signal of endings) process.off(signal, end);
  };
}

/** @param {NodeJS.Signals} signal */
function endNow(signal) {
  for (const child of running) signalGroup(child, 'SIGKILL');
  process.exit(128 + constants.signals[signal]);
}

/**
 * @param {import('node:child_process').ChildProcess} child started with `detached`
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It is gone already, which is what was wanted.
  }
}

/**
 * @param {string} path
 * @param {'a' | 'w'} flags
 */
function openLog(path, flags) {
  mkdirSync(dirname(path), { recursive: true });
  return createWriteStream(path, { flags });
}

/**
 * The end of a log, which is where the reason stands.
 *
 * @param {string} text
 * @param {number} lines
 */
export const tail = (text, lines) => text.trimEnd().split('\n').slice(-lines).join('\n');
