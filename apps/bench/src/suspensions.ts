import type { Device } from './device/device';
import type { Recorder } from './history/recorder';
import { between, type Random } from './random';

export type Suspending = {
  /** Never suspended: who suspends the others. */
  owner: string;
  /** How long somebody stays suspended, ms: beyond the 35 s after which nothing may reach them. */
  spellMs: { low: number; high: number };
  recorder: Recorder;
  random: Random;
  devices(): readonly Device[];
  sleep(ms: number): Promise<void>;
  /** Suspends or reinstates somebody, as the owner; resolves once it surely is so. */
  rule(type: 'people.suspend' | 'people.reinstate', personId: string): Promise<void>;
  /** From now on they have no sign-in. */
  signOut(personId: string): void;
  /** They sign in again. */
  signIn(personId: string): Promise<void>;
};

/** An owner who suspends people and reinstates them a while later. */
export const createSuspensions = (parts: Suspending) => {
  const { owner, spellMs, recorder, random, devices, sleep, rule, signOut, signIn } = parts;
  const spells = new Map<string, Promise<void>>();

  const spell = async (person: string): Promise<void> => {
    await rule('people.suspend', person);
    recorder.record('suspended', { person });
    signOut(person);
    await sleep(between(random, spellMs.low, spellMs.high));
    recorder.record('reinstated', { person });
    await rule('people.reinstate', person);
    await signIn(person);
    // Pages that gave up are loaded again, as somebody does who has signed in.
    for (const device of devices().filter((one) => one.person === person && one.isRunning())) {
      device.crash();
      device.start();
    }
  };

  return {
    /** Nothing happens to the owner, and to who is suspended already. */
    suspend: (person: string): void => {
      if (person === owner || spells.has(person)) return;
      spells.set(
        person,
        spell(person).then(() => void spells.delete(person)),
      );
    },
    /** Until everybody is reinstated. */
    over: async (): Promise<void> => void (await Promise.all(spells.values())),
  };
};
