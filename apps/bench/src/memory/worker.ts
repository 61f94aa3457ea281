import { parentPort } from 'node:worker_threads';
import { type Summary, summarize } from '../history/summary';
import { runWorld, type WorldOptions } from './world';

export type WorldDone = { summary: Summary; reports: [string, number][]; steps: number; simulatedMs: number };

// One world after the other, as they are asked for.
parentPort?.on('message', (options: WorldOptions) => {
  void runWorld(options).then(({ records, reports, steps, simulatedMs }) => {
    const summary = summarize(options.seed, records);
    const done: WorldDone = { summary, reports: [...reports], steps, simulatedMs };
    parentPort?.postMessage(done);
  });
});
