import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** flock's own answer when another process holds the lock; any number the engine does not use. */
const lockIsHeld = 75;
/** How long a new engine waits for the lock of one that is just being killed. */
const lockWaitSeconds = 2;
/** A loaded machine may be slow, but an engine that says nothing for this long is stuck. */
const startTimeoutMs = 15_000;
/** An engine that does not end on SIGTERM within this is killed: its database survives that. */
const stopTimeoutMs = 3_000;

/** A running engine. */
export interface EngineProcess {
  /** Ends the engine; resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>;
  /** Resolves when the engine is gone, for whatever reason, with the last lines it said. */
  gone: Promise<string>;
}

/** Why an engine did not start. `port` is worth another try with another port. */
export type StartFailure = { failure: 'port' | 'locked' | 'missing-tool' | 'other'; said: string };

/**
 * The command line: `setpriv` makes the kernel kill the engine when the thread that started it ends, however it ends;
 * `flock` makes one engine at a time own a data folder, and the kernel frees the lock however the engine ends.
 * Both replace themselves, so the child we hold is the engine. They belong to util-linux.
 */
const commandLine = (binary: string, port: number, data: { file: string; lock: string } | undefined): string[] => [
  ...['setpriv', '--pdeathsig', 'KILL', '--'],
  ...(data ? ['flock', '--no-fork', '-w', `${lockWaitSeconds}`, '-E', `${lockIsHeld}`, data.lock] : []),
  ...[binary, 'serve', '--host', '127.0.0.1', '--port', `${port}`],
  ...(data ? ['--db-path', data.file] : []),
];

/** Starts the engine and waits until it says that it listens. */
export const startEngine = async (
  binary: string,
  port: number,
  data?: { file: string; lock: string },
): Promise<EngineProcess | StartFailure> => {
  const [command = '', ...args] = commandLine(binary, port, data);
  // The engine needs none of our environment, and a child that holds no secrets can leak none.
  // Detached: Ctrl-C in the terminal is for us, and the engine must outlive what still writes while we stop.
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH },
    detached: true,
  });
  let said = '';
  const listening = new Promise<void>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.includes('listening on')) resolve();
      else said = `${said}\n${line}`.slice(-2_000);
    });
  });
  const gone = new Promise<{ code: number | null; said: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: 127, said: error.message }));
    child.once('close', (code) => resolve({ code, said: said.trim() }));
  });
  const tooLong = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  const end = await Promise.race([gone, listening]);
  clearTimeout(tooLong);
  if (end) return { failure: failureOf(end), said: end.said || `it ended with code ${end.code}` };

  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const kill = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    child.kill('SIGTERM');
    await once(child, 'exit');
    clearTimeout(kill);
  };
  return { stop, gone: gone.then((end) => end.said) };
};

const failureOf = ({ code, said }: { code: number | null; said: string }): StartFailure['failure'] => {
  if (code === lockIsHeld) return 'locked';
  if (/ENOENT|failed to execute|unrecognized option/.test(said)) return 'missing-tool';
  return /already in use|Address in use/i.test(said) ? 'port' : 'other';
};
