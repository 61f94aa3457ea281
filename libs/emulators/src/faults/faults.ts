import * as z from 'zod';
import { FaultRatesInput, type FaultRates } from './fault-rates';
import { type Fault, type FaultId, faultIds, faultTable, isFaultId, type RangedFaultId } from './fault-table';
import { randomStream } from './random';

/** Which faults strike, how often, and how often they did. The emulators ask it at each of their hooks. */
export type Faults = {
  /** Draws: whether this fault strikes this time. Each fault draws from its own stream, so none shifts another's. */
  strikes(id: FaultId): boolean;
  /** As `strikes`, but not counted: for what may turn out to be too late to strike. Then `count` it if it was not. */
  draws(id: FaultId): boolean;
  /** Draws how long, or at which step, a fault strikes: a whole number of its range. */
  drawn(id: RangedFaultId): number;
  /** Changes the rates that are named, from now on; the others stay. */
  setRates(rates: FaultRates): void;
  /** Narrows or widens the ranges that are named, from now on. */
  setRanges(ranges: FaultRanges): void;
  rates(): Record<FaultId, number>;
  ranges(): Partial<Record<FaultId, { min: number; max: number }>>;
  /** How often each struck since the start. */
  counts(): Record<FaultId, number>;
  /** Counts a fault that was caused by hand, or drawn and not counted. */
  count(id: FaultId): void;
  seed: number;
};

/** The ranges of faults that have one, in the unit of the table, both ends included. */
export type FaultRanges = Partial<Record<RangedFaultId, { min: number; max: number }>>;

/** Ranges by name, as configuration and the admin endpoint take them. */
export const FaultRangesInput = z
  .record(
    z.string(),
    z
      .strictObject({ min: z.number().int().min(0), max: z.number().int() })
      .refine(({ min, max }) => min <= max, 'min is above max'),
  )
  .transform((given, context): FaultRanges => {
    const strange = Object.keys(given).find((id) => !isRanged(id));
    if (strange === undefined) return given as FaultRanges;
    context.addIssue(`There is no fault "${strange}" with a range.`);
    return z.NEVER;
  });

/** A schedule: the same seed gives each fault the same draws. */
export const FaultSchedule = z.strictObject({
  seed: z.number().int().min(0).default(1),
  rates: FaultRatesInput.default({}),
  ranges: FaultRangesInput.default({}),
});

/** What `createFaults` takes. Rates may be named by fault (`F25-late`) or by number (`F25`). */
export type FaultScheduleInput = z.input<typeof FaultSchedule>;

const isRanged = (id: string): id is RangedFaultId => isFaultId(id) && (faultTable[id] as Fault).range !== undefined;

/** Throws a sentence for each thing that is wrong with the schedule. */
export const createFaults = (schedule: FaultScheduleInput = {}): Faults => {
  const parsed = FaultSchedule.safeParse(schedule);
  if (!parsed.success) throw new Error(`The faults cannot be used. ${z.prettifyError(parsed.error)}`);
  const { seed } = parsed.data;
  const all = <T>(of: (id: FaultId) => T) =>
    Object.fromEntries(faultIds.map((id) => [id, of(id)])) as Record<FaultId, T>;
  const rates = { ...all(() => 0), ...parsed.data.rates };
  const counts = all(() => 0);
  const streams = all((id) => randomStream(seed, id));
  const lengths = all((id) => randomStream(seed, `${id} range`));
  const ranges: Partial<Record<FaultId, { min: number; max: number }>> = {};
  for (const id of faultIds.filter(isRanged)) {
    const { min, max } = parsed.data.ranges[id] ?? faultTable[id].range;
    ranges[id] = { min, max };
  }

  const draws = (id: FaultId) => rates[id] > 0 && streams[id]() < rates[id];
  return {
    seed,
    draws,
    strikes: (id) => {
      const struck = draws(id);
      if (struck) counts[id]++;
      return struck;
    },
    drawn: (id) => {
      const { min, max } = ranges[id] ?? faultTable[id].range;
      return min + Math.floor(lengths[id]() * (max - min + 1));
    },
    setRates: (changed) => void Object.assign(rates, changed),
    setRanges: (changed) => void Object.assign(ranges, changed),
    rates: () => ({ ...rates }),
    ranges: () => ({ ...ranges }),
    counts: () => ({ ...counts }),
    count: (id) => void counts[id]++,
  };
};

/** Nothing ever strikes: what the emulators use unless told otherwise. */
export const noFaults: Pick<Faults, 'strikes' | 'draws' | 'drawn' | 'count'> = {
  strikes: () => false,
  draws: () => false,
  drawn: () => 0,
  count: () => undefined,
};

/** What a hook needs. */
export type FaultSource = typeof noFaults;
