import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const workspace = resolve(import.meta.dirname, '../../..');
/** A loaded machine may be slow, but a start that takes longer than this is stuck. */
const startTimeoutMs = 60_000;
/** What it gets to end by itself when asked to. */
const stopTimeoutMs = 10_000;

export type LocalRun = {
  /** Such as http://localhost:4400 */
  url: string;
  /** Asks it to end, and waits until it did. */
  stop(): Promise<void>;
  /** Ends it as a power cut would: `kill -9`. */
  kill(): Promise<void>;
};

/** Starts Parley on this machine, from what is built. Port 0 is any free one. */
export const startLocalRun = async ({
  dataFolder,
  port = 0,
  faults = false,
}: {
  dataFolder: string;
  port?: number;
  /** Answers `/_faults`, where its connections can be broken. Nothing goes wrong by itself. */
  faults?: boolean;
}): Promise<LocalRun> => {
  const args = ['--import', 'tsx', 'apps/local/src/main.ts', '--port', `${port}`, '--data', dataFolder];
  if (faults) args.push('--faults', 'none');
  const child = spawn(process.execPath, args, {
    // Journeys fill conversations as fast as they can.
    env: { ...process.env, RATE_LIMITS: 'off' },
    cwd: workspace,
    // It ends by itself when the channel closes, that is, however this process ends.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const gone = once(child, 'exit');
  const said: string[] = [];
  const ready = new Promise<string>((resolveUrl) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream! }).on('line', (line) => {
        said.push(line);
        const url = /^Parley is ready at (http:\/\/\S+)$/.exec(line)?.[1];
        if (url) resolveUrl(url);
      });
  });

  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  const stop = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(timer);
  };

  const tooLong = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  const url = await Promise.race([ready, gone.then(() => undefined)]);
  clearTimeout(tooLong);
  if (!url) throw new Error(`The local run did not start. It said:\n${said.join('\n')}`);
  return { url, stop, kill };
};
