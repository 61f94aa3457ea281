import {
  type Caller,
  type Core,
  createCore,
  type Delivery,
  type FrameSender,
  type Ports,
  unlimited,
} from '@parley/core';
import type { Asked } from '@parley/protocol';
import { between, type Random } from '../random';
import type { Faults } from './faults';
import type { Simulation } from './simulation';

/** How long one call to a table takes, ms; a warm DynamoDB answers in a few. */
const tableMs = { low: 0, high: 8 };
/** A process that is killed ends before one of its next calls to a table or a socket, the first or the last of these. */
const killedWithin = 12;

type Process = { core: Core; isDead: boolean; callsLeft: number };
/** What a process works with, but for the clock and the frames: the shared stores. */
export type Stores = Omit<Ports, 'clock' | 'frames' | 'random' | 'report' | 'epoch' | 'rates' | 'founding'>;

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/**
 * Several processes over the same tables, each with its own memory of tails and profiles; any of them may serve any
 * request, several at once. One that is killed goes on with nothing, and another takes its place.
 */
export const createProcesses = (parts: {
  simulation: Simulation;
  stores: Stores;
  frames: FrameSender;
  faults: Faults;
  random: Random;
  count: number;
  report: Ports['report'];
}) => {
  const { simulation, stores, frames, faults, random, count, report } = parts;
  let killed = 0;

  /** A call that leaves the process: it takes time, it may fail on either way, and the process may end around it. */
  const outside = async <T>(process: Process, isTable: boolean, call: () => Promise<T>): Promise<T> => {
    if (!process.isDead && process.callsLeft <= 0) {
      process.isDead = true;
      killed += 1;
      processes[processes.indexOf(process)] = begin();
    }
    if (process.isDead) return never();
    process.callsLeft -= 1;
    await simulation.sleep(between(random, tableMs.low, tableMs.high));
    if (isTable && faults.strikes('F39')) throw new Error('The table did not take the call.');
    const result = await call();
    await simulation.sleep(between(random, tableMs.low, tableMs.high));
    if (isTable && faults.strikes('store-reply')) throw new Error('The answer of the table was lost.');
    return process.isDead ? never() : result;
  };

  const through = <P extends object>(process: Process, port: P, isTable: boolean): P =>
    new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) =>
          outside(process, isTable, () => Reflect.apply(value, target, args) as Promise<unknown>);
      },
    });

  const begin = (): Process => {
    const process: Process = { core: undefined as unknown as Core, isDead: false, callsLeft: Infinity };
    const wrapped = Object.fromEntries(
      Object.entries(stores).map(([name, port]) => [name, through(process, port as object, true)]),
    ) as unknown as Stores;
    process.core = createCore({
      ...wrapped,
      frames: through(process, frames, false),
      clock: { now: () => simulation.now(), sleep: (ms) => simulation.sleep(ms) },
      ...{ random, report, epoch: '1', rates: unlimited },
    });
    return process;
  };
  const processes: Process[] = Array.from({ length: count }, begin);

  const any = (): Core => {
    const process = processes[between(random, 0, count - 1)];
    if (!process) throw new Error('There is no process.');
    if (faults.strikes('killed')) process.callsLeft = Math.min(process.callsLeft, between(random, 0, killedWithin));
    return process.core;
  };

  return {
    handle: (caller: Caller, text: string) => any().handle(caller, text),
    answer: (caller: Caller, asked: Asked) => any().answer(caller, asked),
    closed: (personId: string, connectionId: string) => any().closed(personId, connectionId),
    accessChanged: (personId: string) => any().accessChanged(personId),
    deliver: (delivery: Delivery) => any().deliver(delivery),
    /** Runs without time, faults or a process to lose: for what is there before the history begins. */
    beforehand: createCore({
      ...stores,
      frames: { send: async () => 'gone', close: async () => 'closed' },
      clock: { now: () => simulation.now(), sleep: (ms) => simulation.sleep(ms) },
      ...{ random, report, epoch: '1', rates: unlimited },
    }),
    killed: () => killed,
  };
};
export type Processes = ReturnType<typeof createProcesses>;
