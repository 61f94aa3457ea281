import { Worker } from 'node:worker_threads';
import type { WorldDone } from './worker';
import type { WorldOptions } from './world';

/**
 * Runs worlds on `count` workers until `next` has no more; `onDone` hears of each as it ends. Rejects with what a
 * worker failed with; no worker is left behind.
 */
export const runWorlds = async (
  file: string,
  count: number,
  next: () => WorldOptions | undefined,
  onDone: (done: WorldDone, options: WorldOptions) => void,
): Promise<void> => {
  const workers: Worker[] = [];
  const work = () =>
    new Promise<void>((finished, failed) => {
      const worker = new Worker(file);
      workers.push(worker);
      let options: WorldOptions | undefined;
      const go = () => {
        options = next();
        if (options) worker.postMessage(options);
        else finished();
      };
      worker.on('message', (done: WorldDone) => {
        if (options) onDone(done, options);
        go();
      });
      worker.on('error', failed);
      worker.on('exit', (code) => failed(new Error(`A worker ended by itself with ${code}.`)));
      go();
    });
  try {
    await Promise.all(Array.from({ length: count }, work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
};
