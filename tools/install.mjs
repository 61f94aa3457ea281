// Brings node_modules in step with package-lock.json, and does nothing when it already is.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { logFile, root, run, tail, unpinned } from './run.mjs';

/** @typedef {{ version?: string, link?: boolean, resolved?: string, optional?: boolean, devOptional?: boolean }} Locked */

/**
 * Why `npm ci` has to run, or undefined when everything is in place. npm keeps a lockfile of what it really
 * installed; comparing contents rather than dates also holds after a checkout, a copy or somebody's own `npm ci`.
 *
 * @param {string} folder the folder of the repository
 * @returns {string | undefined}
 */
export function whatIsMissing(folder) {
  const installedLock = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return 'nothing is installed yet';
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const installed = packagesOf(installedLock);
  const changed = Object.keys(wanted).filter((path) => path !== '' && differs(wanted[path], installed[path]));
  const tooMany = Object.keys(installed).filter((path) => !(path in wanted));
  const [first] = [...changed, ...tooMany];
  return first && `package-lock.json has changed since the last install (${first})`;
}

/**
 * @param {Locked | undefined} wanted
 * @param {Locked | undefined} installed
 */
function differs(wanted, installed) {
  // npm leaves out what is made for other platforms.
  if (!installed) return !(wanted?.optional || wanted?.devOptional);
  return wanted?.version !== installed.version || wanted?.link !== installed.link;
}

/**
 * @param {string} lockfile
 * @returns {Record<string, Locked>}
 */
const packagesOf = (lockfile) => JSON.parse(readFileSync(lockfile, 'utf8')).packages;

/** Installs what is missing. Throws with one clear line, and the end of npm's own words, when that fails. */
export async function install() {
  const reason = whatIsMissing(root);
  if (!reason) return;
  console.log(`Installing: ${reason}. This takes about a minute.`);
  const log = logFile('install');
  const { code, output, seconds, timedOut } = await run('npm', ['ci', '--no-audit', '--no-fund'], {
    log,
    env: unpinned,
    timeoutMs: 15 * 60_000, // a minute is usual; a registry that never answers must not hang for ever
  });
  if (code !== 0)
    throw new Error(
      `${tail(output, 15)}\nnpm ci ${timedOut ? 'did not finish in 15 minutes' : 'failed'}; its whole log is ${relative(root, log)}. ` +
        'Check that npm reaches its registry and that the disk has 2 GB free, then run this command again.',
    );
  console.log(`Installed in ${Math.round(seconds)} s.`);
}
