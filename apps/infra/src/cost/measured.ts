import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const figures = { writes: z.number(), reads: z.number(), calls: z.number(), pushes: z.number() };
const Measured = z.object({
  measuredOn: z.iso.date(),
  requests: z.array(z.object({ request: z.string(), ...figures })),
  fanOut: z.array(z.object({ request: z.string(), people: z.int(), ...figures })),
});

/** What one request consumes: write and read units and calls of DynamoDB, and frames pushed besides the reply. */
export type Units = { writes: number; reads: number; calls: number; pushes: number };

export type Measured = {
  measuredOn: string;
  /** A request by its name in the measurement. */
  one(request: string): Units;
  /** A request in a conversation of so many people, all of them connected, one of them looking at it. */
  inConversationOf(people: number, request: string): Units;
};

/** Receipts are kept up to here: on either side what a request consumes is a line, and the sizes measured are its ends. */
const receiptPeople = 20;

/** What `npm run capacity -- --write` measured. A test of that project compares the file with a measurement of the same run. */
export const readMeasured = (
  file = join(import.meta.dirname, '../../../bench/src/capacity/measured.json'),
): Measured => {
  const { measuredOn, requests, fanOut } = Measured.parse(JSON.parse(readFileSync(file, 'utf8')));
  const row = <R>(found: R | undefined, name: string): R => {
    if (found === undefined) throw new Error(`${name} was not measured. Run: npm run capacity -- --write`);
    return found;
  };
  return {
    measuredOn,
    one: (request) =>
      row(
        requests.find((each) => each.request === request),
        request,
      ),
    inConversationOf: (people, request) => {
      const measured = fanOut.filter((each) => each.request === request).sort((a, b) => a.people - b.people);
      const side = measured.filter((each) =>
        people <= receiptPeople ? each.people <= receiptPeople : each.people > receiptPeople,
      );
      const [low, high] = [row(side[0], request), row(side.at(-1), request)];
      const at = (figure: keyof Units): number => {
        const slope = (high[figure] - low[figure]) / (high.people - low.people || 1);
        return Math.max(0, low[figure] + slope * (people - low.people));
      };
      return { writes: at('writes'), reads: at('reads'), calls: at('calls'), pushes: at('pushes') };
    },
  };
};
