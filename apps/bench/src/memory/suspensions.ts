import type { AccessStore } from '@parley/core';
import type { Device } from '../device/device';
import type { Recorder } from '../history/recorder';
import { between, type Random } from '../random';
import { type Network, sessionOf } from './network';
import type { Processes } from './processes';
import type { Simulation } from './simulation';

/** How long somebody stays suspended, ms: beyond the 35 s after which nothing may reach them. */
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

/** An owner who suspends people and reinstates them a while later; and the stream that closes their connections, which comes again until it has. */
export const createSuspensions = (parts: {
  simulation: Simulation;
  processes: () => Processes;
  network: Network;
  recorder: Recorder;
  random: Random;
  owner: string;
  devices: () => readonly Device[];
}) => {
  const { simulation, processes, network, recorder, random, owner, devices } = parts;
  const suspended = new Set<string>();

  /** Until it is done: a process may die, a table or an answer be lost. */
  const until = async (attempt: () => Promise<boolean>): Promise<void> => {
    for (;;) {
      const late = simulation.sleep(patienceMs).then(() => false);
      if (await Promise.race([attempt().catch(() => false), late])) return;
      await simulation.sleep(between(random, heardMs.low, heardMs.high));
    }
  };
  const ask = (type: 'people.suspend' | 'people.reinstate', personId: string) =>
    until(async () => {
      const caller = { ...sessionOf(owner, 'rules'), tokenExpires: Number.MAX_SAFE_INTEGER };
      const answer = await processes().answer(caller, { type, body: { personId } });
      // What is so already was done by a try whose answer was lost.
      return answer.ok || answer.refusal.code === 'nothing_to_change';
    });

  return {
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
    suspend: async (person: string): Promise<void> => {
      if (person === owner || suspended.has(person)) return;
      suspended.add(person);
      await ask('people.suspend', person);
      recorder.record('suspended', { person });
      await simulation.sleep(between(random, spellMs.low, spellMs.high));
      recorder.record('reinstated', { person });
      await ask('people.reinstate', person);
      network.signIn(person);
      // Pages that gave up are loaded again, as somebody does who has signed in.
      for (const device of devices().filter((one) => one.person === person && one.isRunning())) {
        device.crash();
        device.start();
      }
      suspended.delete(person);
    },
  };
};
