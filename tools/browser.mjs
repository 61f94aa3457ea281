// Finds a browser for the browser tests, or gets one. `node tools/browser.mjs` prints its path.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { logFile, run, tail } from './run.mjs';

// Without a window, and a third faster for it, comes first.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const downloadTimeoutMs = 4 * 60_000; // some 170 MB; without a network the download may hang instead of failing

/**
 * The executable of a Chromium that starts: PARLEY_BROWSER, else one of the system, else Playwright's own.
 * Installs one when there is none. Throws with one clear line when that does not work either.
 *
 * @returns {Promise<string>}
 */
export async function browser() {
  const named = process.env['PARLEY_BROWSER'];
  if (named) {
    if (await starts(named)) return named;
    throw new Error(`PARLEY_BROWSER is ${named}, which does not start as a Chromium. Correct the path or unset it.`);
  }
  const found = await findBrowser();
  if (found) return found;
  for (const way of waysToInstall()) {
    console.error(`No browser found; ${way.does} …`);
    await way.install();
    const installed = await findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    'No browser for the browser tests could be found or installed. Install Chromium or Google Chrome, or set ' +
      'PARLEY_BROWSER to the path of one. What was tried: .reports/browser-install.log',
  );
}

/** @returns {Promise<string | undefined>} */
async function findBrowser() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const path of [...onPath, onMac, await playwrightsOwn()]) if (path && (await starts(path))) return path;
  return undefined;
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
async function starts(path) {
  if (!existsSync(path)) return false;
  // A snap is either a stub that only asks to be installed, or too confined to read the tests' profile folders.
  const real = realpathSync(path);
  if (real.startsWith('/snap/') || real.endsWith('/snap')) return false;
  const { code, output } = await run(path, ['--version'], { timeoutMs: 10_000 });
  return code === 0 && /chrom(e|ium) .*\d+\./i.test(output);
}

/** Where Playwright would keep its own download; undefined before anything is installed. */
async function playwrightsOwn() {
  try {
    return (await import('@playwright/test')).chromium.executablePath();
  } catch {
    return undefined;
  }
}

/** @returns {{ does: string, install: () => Promise<unknown> }[]} */
function waysToInstall() {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const isRoot = process.getuid?.() === 0;
  const debian = { does: "installing Debian's Chromium", install: installFromDebian };
  const download = { does: "downloading Playwright's own", install: () => installFromPlaywright(isRoot) };
  // Debian's mirror is usually nearer than Playwright's; Ubuntu's package is only the snap stub.
  return isRoot && /^ID=debian$/m.test(system) ? [debian, download] : [download];
}

const log = logFile('browser-install');

async function installFromDebian() {
  const options = {
    log,
    append: true,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: downloadTimeoutMs,
  };
  await run('apt-get', ['update'], options);
  // The one without a window is younger than some releases that still run.
  for (const name of ['chromium-headless-shell', 'chromium']) {
    const { code, output } = await run('apt-get', ['install', '-y', '--no-install-recommends', name], options);
    if (code === 0) return;
    console.error(tail(output, 3));
  }
}

/** @param {boolean} isRoot root also gets the system libraries that the browser needs */
async function installFromPlaywright(isRoot) {
  const args = ['install', ...(isRoot ? ['--with-deps'] : []), 'chromium'];
  const { code, output } = await run('playwright', args, { log, append: true, timeoutMs: downloadTimeoutMs });
  if (code !== 0) console.error(tail(output, 3));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(await browser());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
