import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type FanOut, fanOutCosts } from './fan-out';
import { requestCosts, type Row } from './requests';
import type { Metered } from './workspace';

const figures = { writes: z.number(), reads: z.number(), calls: z.number(), pushes: z.number() };
const Measured = z.object({
  measuredOn: z.iso.date(),
  requests: z.array(z.object({ request: z.string(), ...figures })),
  fanOut: z.array(z.object({ request: z.string(), people: z.int(), ...figures })),
});

/** What requests consume, as it is kept beside this file. What reckons a bill reads it there, and so does the test that holds it true. */
export type Measured = z.infer<typeof Measured>;

export const measuredFile = join(import.meta.dirname, 'measured.json');

export const readMeasured = (): Measured => Measured.parse(JSON.parse(readFileSync(measuredFile, 'utf8')));

const rounded = ({ writes, reads, calls, pushes }: Row | FanOut) => {
  const cut = (value: number) => Math.round(value * 100) / 100;
  return { writes: cut(writes), reads: cut(reads), calls: cut(calls), pushes: cut(pushes) };
};

/** Measures all of it now. `measuredOn`: the date, as YYYY-MM-DD. */
export const measure = async (workspace: Metered, measuredOn: string): Promise<Measured> => ({
  measuredOn,
  requests: (await requestCosts(workspace)).map((row) => ({ request: row.request, ...rounded(row) })),
  fanOut: (await fanOutCosts(workspace)).map((row) => ({ request: row.request, people: row.people, ...rounded(row) })),
});
