import type { Wanted } from '../arguments';
import type { Recorded } from '../history/record';
import { add, nothing, type Total } from '../report';
import { bundleWorker } from './bundle';
import { faultNames, faultTable } from './faults';
import { shrink, type Shrunk } from './shrink';
import { runWorlds } from './workers';
import { runWorld, type WorldOptions } from './world';

/** A workspace's whole life of so many sends, then the next one: so that a history is checked while it is small. */
const sendsPerWorld = 2_000;

export type MemoryRun = {
  total: Total;
  seconds: number;
  simulatedMs: number;
  reports: Map<string, number>;
  /** The smallest history of the first violation. */
  shrunk?: Shrunk & { options: WorldOptions };
};

/** The faults that `--faults` names; throws a sentence where it names another. */
export const faultsNamed = (text: string): ReadonlySet<string> => {
  if (text === 'all') return new Set(faultNames);
  if (text === 'none') return new Set();
  const names = text.split(',').map((name) => name.trim());
  const strange = names.find((name) => !Object.hasOwn(faultTable, name));
  if (strange !== undefined)
    throw new Error(`There is no fault "${strange}" in memory. Known are all, none, ${faultNames.join(', ')}.`);
  return new Set(names);
};

/** World after world, until enough was sent or the time is over; each has the next seed. */
export const tortureMemory = async (
  wanted: Wanted,
  tell: (line: string) => void,
  keep: ((records: readonly Recorded[], options: WorldOptions) => Promise<void>) | undefined,
): Promise<MemoryRun> => {
  const faults = faultsNamed(wanted.faults);
  const [total, reports] = [nothing(), new Map<string, number>()];
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1_000;
  /** What is planned of worlds that run: less is written, as not everybody is there to write. */
  let [nth, running, simulatedMs, told] = [0, 0, 0, 0];
  let first: WorldOptions | undefined;
  const next = (): WorldOptions | undefined => {
    const left = wanted.sends - total.written - running;
    if (left <= 0 || elapsed() > wanted.minutes * 60 || first) return undefined;
    const sends = Math.min(sendsPerWorld, left);
    running += sends;
    return { seed: wanted.seed + nth++, clients: wanted.clients, sends, faults };
  };
  const { file, remove } = await bundleWorker();
  try {
    await runWorlds(file, wanted.workers, next, (done, options) => {
      add(total, done.summary);
      running -= options.sends;
      simulatedMs += done.simulatedMs;
      for (const [sentence, count] of done.reports) reports.set(sentence, (reports.get(sentence) ?? 0) + count);
      if (done.summary.violations.length > 0) first ??= options;
      if (elapsed() - told < 10) return;
      told = elapsed();
      tell(`${total.written} sent in ${Math.round(told)} s, ${total.violations.length} violations`);
    });
  } finally {
    await remove();
  }
  const seconds = elapsed();
  // The same world again, in this process: the same seed makes the same history.
  if (keep && total.histories > 0) {
    const options = first ?? { ...wanted, sends: Math.min(sendsPerWorld, wanted.sends), faults };
    await keep((await runWorld(options)).records, options);
  }
  const run: MemoryRun = { total, seconds, simulatedMs, reports };
  const property = total.violations[0]?.violation.property;
  if (!first || property === undefined) return run;
  tell(`Property ${property} broke with seed ${first.seed}; looking for the smallest history that shows it`);
  const shrunk = await shrink(first, property);
  return shrunk ? { ...run, shrunk: { ...shrunk, options: first } } : run;
};
