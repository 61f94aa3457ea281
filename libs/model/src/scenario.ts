import type { Actor } from './actor';
import { explore, type Explored } from './explore';
import { broken } from './properties';
import { holdsIn, type Clause, type Holds, type Rule, type Rules } from './rules';
import type { World } from './world';

/** A small story: the world it begins in, who acts in it, and which clauses it cannot do without. */
export type Scenario = {
  name: string;
  start: World;
  actors: (holds: Holds) => readonly Actor[];
  /** Clause → the number of the property that breaks without it. */
  needs: Partial<Record<Clause, number>>;
};

/** Everything that can happen in the scenario, with all rules but those that are dropped. */
export const play = (scenario: Scenario, dropped: readonly (Clause | Rule)[] = []): Explored => {
  const rules: Rules = Object.fromEntries(dropped.map((one) => [one, false]));
  const actors = scenario.actors(holdsIn(rules));
  return explore<World>({
    start: scenario.start,
    moves: (world) => actors.flatMap((actor) => actor(world)),
    broken,
  });
};
