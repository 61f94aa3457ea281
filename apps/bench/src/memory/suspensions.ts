import type { AccessStore } from '@parley/core';
import { between, type Random } from '../random';
import { createSuspensions, type Suspending } from '../suspensions';
import { type Network, sessionOf } from './network';
import type { Processes } from './processes';
import type { Simulation } from './simulation';

const spellMs = { low: 45_000, high: 80_000 };
/** How late a change of a table is heard of, and after how long what did not answer is asked again. */
const heardMs = { low: 100, high: 2_000 };
const patienceMs = 6_000;

/** The access store of all processes: whoever's row it changes, the connections of theirs that may not go on are closed. */
export const followed = (access: AccessStore, changed: (personId: string) => void): AccessStore => ({
  ...access,
  change: async (personId, to, was) => {
    const outcome = await access.change(personId, to, was);
    if (outcome === 'changed') changed(personId);
    return outcome;
  },
});

/** Suspensions in a world; and the stream that closes connections, which comes again until it has. */
export const createMemorySuspensions = (
  parts: Pick<Suspending, 'recorder' | 'owner' | 'devices'> & {
    simulation: Simulation;
    processes: () => Processes;
    network: Network;
    random: Random;
  },
) => {
  const { simulation, processes, network, recorder, random, owner, devices } = parts;

  /** Until it is done: a process may die, a table or an answer be lost. */
  const until = async (attempt: () => Promise<boolean>): Promise<void> => {
    for (;;) {
      const late = simulation.sleep(patienceMs).then(() => false);
      if (await Promise.race([attempt().catch(() => false), late])) return;
      await simulation.sleep(between(random, heardMs.low, heardMs.high));
    }
  };
  const rule: Suspending['rule'] = (type, personId) =>
    until(async () => {
      const caller = { ...sessionOf(owner, 'rules'), tokenExpires: Number.MAX_SAFE_INTEGER };
      const answer = await processes().answer(caller, { type, body: { personId } });
      // What is so already was done by a try whose answer was lost.
      return answer.ok || answer.refusal.code === 'nothing_to_change';
    });
  const { suspend } = createSuspensions({
    ...{ owner, spellMs, recorder, random, devices, rule, sleep: simulation.sleep },
    // What they hold is refused at the doors, which is what the world is there to show.
    signOut: () => undefined,
    signIn: async (person) => network.signIn(person),
  });

  return {
    suspend,
    /** A row of who may come in has changed. */
    changed: (personId: string): void => {
      const close = () =>
        until(() =>
          processes()
            .accessChanged(personId)
            .then(() => true),
        );
      void simulation.after(between(random, heardMs.low, heardMs.high), () => void close());
    },
  };
};
