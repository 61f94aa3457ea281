// The run behind `npm start` and `npm run dev`: install, build, then hand over to apps/local and end when it ends.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { install } from './install.mjs';
import { endChildrenOnSignal, endings, logFile, pinned, root, run, signalGroup, tail } from './run.mjs';

const main = join('apps', 'local', 'src', 'main.ts');
const graceMs = 10_000; // what a part gets to end by itself after Ctrl-C
const args = process.argv.slice(2);

try {
  const stopEndingChildren = endChildrenOnSignal();
  await install();
  await build();
  stopEndingChildren();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
if (!existsSync(join(root, main))) {
  console.error(`${main} is missing, so there is nothing to start. Is this a whole checkout? \`git status\` tells.`);
  process.exit(1);
}
handOver();

/** Builds everything; what has not changed comes from the cache. In development, Vite serves the web app unbuilt. */
async function build() {
  const log = logFile('start-build');
  const unbuilt = args.includes('--dev') ? ['--exclude=@parley/web'] : [];
  const env = { ...pinned, NX_DAEMON: 'false', NO_COLOR: '1', FORCE_COLOR: '0' };
  const { code, output } = await run('nx', ['run-many', '--target=build', ...unbuilt], { log, env });
  if (code !== 0)
    throw new Error(
      `${tail(output, 25)}\nThe build failed; put right what it names above (all of it: ${relative(root, log)}) and start again.`,
    );
}

/** Starts apps/local on the pinned Node, passes signals on to it, and ends with its exit code. */
function handOver() {
  const child = spawn('node', ['--import', 'tsx', main, ...args], {
    cwd: root,
    env: pinned,
    // A group of its own: Ctrl-C then reaches it once, through here, and nothing of it can outlive this process.
    // The channel closes when this process dies in any way, which apps/local can listen for.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let asked = 0; // when it was first asked to end
  for (const signal of endings)
    process.on(signal, () => {
      const now = Date.now();
      if (asked === 0) {
        asked = now;
        child.kill(signal);
        setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs).unref();
        // npm passes on the Ctrl-C that the terminal has sent already; a second one from a person comes later.
      } else if (now - asked > 500) signalGroup(child, 'SIGKILL');
    });
  child.on('error', (error) => {
    console.error(`Parley could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    signalGroup(child, 'SIGKILL'); // whatever it left behind
    if (code === null) console.error(`Parley was ended by ${signal}.`);
    process.exit(code ?? 1);
  });
}
