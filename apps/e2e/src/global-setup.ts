import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalRun } from './local-run';

/** Where no `BASE_URL` is given, starts a local run with a data folder of its own for as long as the tests take. */
export default async (): Promise<(() => Promise<void>) | void> => {
  if (process.env['BASE_URL']) return;
  const dataFolder = await mkdtemp(join(tmpdir(), 'parley-e2e-'));
  const forget = () => rm(dataFolder, { recursive: true, force: true });
  try {
    const run = await startLocalRun({ dataFolder });
    process.env['BASE_URL'] = run.url;
    return async () => {
      await run.stop();
      await forget();
    };
  } catch (error) {
    await forget();
    throw error;
  }
};
