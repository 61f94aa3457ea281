import { breakEven, growing } from './break-even';
import { type FixedLine, fixedLines, type Template } from './fixed-prices';
import { fleetDollars } from './fleet-bill';
import type { Measured } from './measured';
import { seats } from './price-table';
import { type Line, serverlessBill, total } from './serverless-bill';
import { factsOf } from './stage-facts';
import { habits, type Workload } from './workload';

export type Estimate = {
  stage: string;
  workload: Workload;
  /** When requests were measured, as YYYY-MM-DD. */
  measuredOn: string;
  assumed: typeof habits;
  /** What is there anyway, by name. */
  fixed: readonly FixedLine[];
  /** What grows with what people do. */
  used: readonly Line[];
  /** US dollars a month. */
  dollars: { fixed: number; used: number; total: number; perPerson: number };
  fleet: {
    dollars: number;
    /** Messages a day at which the fleet becomes cheaper, with these people; null: never. */
    fromMessagesPerDay: number | null;
  };
  seats: readonly {
    product: string;
    dollars: number;
    /** People from whom on this stage is cheaper, each writing as much as here; null: never. */
    fromPeople: number | null;
  }[];
};

/** The monthly bill of a stage under a workload, beside what others would cost. */
export const estimate = (
  stage: string,
  templates: readonly Template[],
  workload: Workload,
  measured: Measured,
): Estimate => {
  const facts = factsOf(templates);
  const fixed = fixedLines(templates);
  const fixedDollars = total(fixed);
  const used = serverlessBill(workload, measured, facts);
  const usedDollars = total(used);
  const { people } = workload;

  const at = (messages: number) => ({ ...workload, messagesPerDay: messages });
  const bill = (messages: number) => serverlessBill(at(messages), measured, facts);
  // What a stage has at a fixed price (firewall, keys, alarms), a fleet would have too: it is in neither.
  const fleet = breakEven(
    growing((messages) => total(bill(messages)), 1_000),
    growing((messages) => fleetDollars(at(messages), bill(messages)), 1_000),
  );
  const perPerson = usedDollars / people;
  return {
    ...{ stage, workload, measuredOn: measured.measuredOn, assumed: habits, fixed, used },
    dollars: {
      fixed: fixedDollars,
      used: usedDollars,
      total: fixedDollars + usedDollars,
      perPerson: (fixedDollars + usedDollars) / people,
    },
    fleet: { dollars: fixedDollars + fleetDollars(workload, used), fromMessagesPerDay: fleet ?? null },
    seats: seats.map(({ product, dollars }) => {
      const from = breakEven({ fixed: 0, each: dollars }, { fixed: fixedDollars, each: perPerson });
      return {
        product,
        dollars: dollars * people,
        fromPeople: from === undefined ? null : Math.max(1, Math.ceil(from)),
      };
    }),
  };
};
