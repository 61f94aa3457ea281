import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';

const workspace = resolve(import.meta.dirname, '../../../..');
/** A loaded machine may be slow, but a start that takes longer than this is stuck. */
const startTimeoutMs = 240_000;
/** What it gets to end by itself when asked to. */
const stopTimeoutMs = 10_000;

const Faults = z.object({ faults: z.array(z.object({ id: z.string(), count: z.number() })) });

export type Stack = {
  /** Such as http://localhost:4400 */
  url: string;
  /** From now on these strike, as `--faults` of `npm start` names them. */
  setFaults(schedule: string): Promise<void>;
  /** How often each struck. */
  struck(): Promise<Record<string, number>>;
  /** Asks it to end, waits until it did, and removes its data. */
  stop(): Promise<void>;
};

/** Starts Parley on this machine from what is built, in a folder of its own, with no fault yet. */
export const startStack = async (seed: number): Promise<Stack> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'parley-torture-'));
  const args = ['--import', 'tsx', 'apps/local/src/main.ts', '--port', '0', '--data', dataFolder];
  const child = spawn(process.execPath, [...args, '--faults', 'none', '--seed', `${seed}`], {
    cwd: workspace,
    // It ends by itself when the channel closes, that is, however this process ends.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const gone = once(child, 'exit');
  const said: string[] = [];
  const ready = new Promise<string>((resolveUrl) => {
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          if (said.length < 200) said.push(line);
          const url = /^Parley is ready at (http:\/\/\S+)$/.exec(line)?.[1];
          if (url) resolveUrl(url);
        });
  });
  const stop = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(timer);
    await rm(dataFolder, { recursive: true, force: true });
  };

  const tooLong = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  const url = await Promise.race([ready, gone.then(() => undefined)]);
  clearTimeout(tooLong);
  if (!url) {
    await rm(dataFolder, { recursive: true, force: true });
    throw new Error(
      `The local run did not start. Build it first: npx nx run-many -t build. It said:\n${said.join('\n')}`,
    );
  }
  const faults = async (schedule?: string): Promise<z.infer<typeof Faults>> => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ schedule }),
    };
    const response = await fetch(`${url}/_faults`, schedule === undefined ? {} : init);
    const text = await response.text();
    if (!response.ok) throw new Error(`The switch of the faults answered ${response.status}: ${text}`);
    return Faults.parse(JSON.parse(text));
  };
  return {
    url,
    setFaults: async (schedule) => void (await faults(schedule)),
    struck: async () => Object.fromEntries((await faults()).faults.map(({ id, count }) => [id, count])),
    stop,
  };
};
