import { estimate } from '../cost/estimate';
import type { Measured } from '../cost/measured';
import { total } from '../cost/serverless-bill';
import type { Stage } from './page';
import { rowsOf, withBlock } from './page';

/** The stage that people use: the last. */
export const inUse = (stages: readonly Stage[]): Stage => {
  const last = stages.at(-1);
  if (!last) throw new Error('There is no stage to show.');
  return last;
};

const workloads = [20, 200, 2_000].map((people) => ({
  ...{ people, messagesPerDay: people * 100, members: 10, hours: 8, days: 22 },
}));
const money = (dollars: number): string => `$${dollars.toFixed(2)}`;

/** `docs/well-architected.md` with the bills of three companies on this stage. */
export const withBills = (page: string, { stage, templates }: Stage, measured: Measured): string => {
  const bills = workloads.map((workload) => estimate(stage, templates, workload, measured));
  const services = [...new Set(bills.flatMap(({ used }) => used.map(({ service }) => service)))];
  const row = (name: string, of: (bill: (typeof bills)[number]) => string) => [name, ...bills.map(of)];
  const table = rowsOf(
    ['US dollars a month', ...workloads.map(({ people }) => `${people} people`)],
    [
      row('there anyway', ({ dollars }) => money(dollars.fixed)),
      ...services.map((service) =>
        row(service, ({ used }) => money(total(used.filter((line) => line.service === service)))),
      ),
      row('altogether', ({ dollars }) => money(dollars.total)),
      row('for each person', ({ dollars }) => money(dollars.perPerson)),
      row('the fleet, by the model', ({ fleet }) => money(fleet.dollars)),
      ...(bills[0]?.seats ?? []).map(({ product }, nth) =>
        row(`${product}, list price`, ({ seats }) => money(seats[nth]?.dollars ?? Number.NaN)),
      ),
    ],
  );
  return withBlock(page, 'bills', table);
};
