import type { Violation } from '../checker/violation';
import { type Mutation, bundleWorker } from '../memory/bundle';
import { faultNames } from '../memory/faults';
import { runWorlds } from '../memory/workers';

/** Small worlds with every fault, of half a minute: what a broken rule does shows within a few of them. */
const world = { clients: 10, sends: 250, faults: new Set<string>(faultNames) };

export type Hunted = { worlds: number; seed?: number; violations: Violation[] };

/** Runs worlds with these mutations until a violation shows, `most` at most. `sends`: where a world must last longer. */
export const hunt = async (mutations: readonly Mutation[], most: number, sends = world.sends): Promise<Hunted> => {
  const { file, remove } = await bundleWorker(mutations);
  const found: Hunted = { worlds: 0, violations: [] };
  let seed = 0;
  try {
    await runWorlds(
      file,
      1,
      () => (found.violations.length === 0 && seed < most ? { ...world, sends, seed: (seed += 1) } : undefined),
      ({ summary }) => {
        found.worlds += 1;
        if (summary.violations.length > 0) Object.assign(found, { seed: summary.seed, violations: summary.violations });
      },
    );
  } finally {
    await remove();
  }
  return found;
};
