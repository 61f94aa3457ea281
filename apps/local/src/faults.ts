import {
  type AccountBucket,
  accountBucket,
  createFaults,
  endlessBucket,
  type Faults,
  type FaultSource,
  faultyDynamodb,
  type FaultyDynamodb,
  firewall,
  type Firewall,
  noFaults,
  systemClock,
} from '@parley/emulators';
import type { Arguments } from './arguments';

/** What goes wrong on purpose in this run, as its parts need it. */
export type Trouble = {
  /** Absent when nobody asked for faults: then nothing here ever strikes. */
  schedule?: Faults;
  faults: FaultSource;
  bucket: AccountBucket;
  firewall: Firewall;
  /** How many times sooner the limits of sockets pass. */
  timeScale: number;
  /** Where the functions find DynamoDB: the engine itself, or what disturbs it. */
  inFrontOf(endpoint: string): Promise<FaultyDynamodb>;
  /** Faults strike from now on: not before the first people are there. */
  begin(): void;
};

/** Throws a sentence when the schedule cannot be used. */
export const createTrouble = ({ faults: wanted, timeScale = 1 }: Pick<Arguments, 'faults' | 'timeScale'>): Trouble => {
  if (!wanted)
    return {
      faults: noFaults,
      bucket: endlessBucket,
      firewall: firewall(noFaults),
      timeScale,
      inFrontOf: async (endpoint) => ({ endpoint, close: async () => undefined }),
      begin: () => undefined,
    };
  const schedule = createFaults(wanted);
  const rates = schedule.rates();
  const quiet = Object.fromEntries(Object.keys(rates).map((id) => [id, 0]));
  schedule.setRates(quiet);
  return {
    schedule,
    faults: schedule,
    bucket: accountBucket({ clock: systemClock, faults: schedule }),
    firewall: firewall(schedule),
    timeScale,
    inFrontOf: (endpoint) => faultyDynamodb({ endpoint, faults: schedule, clock: systemClock }),
    begin: () => schedule.setRates(rates),
  };
};
