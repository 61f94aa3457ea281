import type { Estimate } from './estimate';
import { prices, seats } from './price-table';
import { habits } from './workload';

const wide = 86;
const dollars = (value: number): string =>
  `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
const amount = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 });
const row = (text: string, value: number): string => {
  const money = dollars(value);
  return `  ${text.padEnd(wide - money.length)}${money}`;
};

const fleetWords = (from: number | null): string => {
  if (from === null) return 'is never cheaper than this.';
  if (from === 0) return 'is cheaper with so many people, whatever they write.';
  return `is cheaper from ${amount(from)} messages a day on.`;
};

/** An estimate as text for people. */
export const reportOf = ({
  stage,
  workload,
  measuredOn,
  fixed,
  used,
  dollars: sums,
  fleet,
  seats: others,
}: Estimate): string => {
  const { people, messagesPerDay, members, hours, days } = workload;
  const services = [...new Set(used.map(({ service }) => service))];
  return [
    `Parley, stage ${stage}: ${amount(people)} people, ${amount(messagesPerDay)} messages a day to ${amount(members)} people each,`,
    `${amount(hours)} hours connected on ${amount(days)} days a month. US dollars a month, us-east-1, no free tier but Cognito's.`,
    '',
    'What is there anyway',
    ...(fixed.length === 0
      ? ['  Nothing with a fixed price.']
      : fixed.map((line) =>
          row(`${line.name} (${line.type}), ${amount(line.quantity)} ${prices[line.what].unit}`, line.dollars),
        )),
    row('together', sums.fixed),
    '',
    'What is used',
    ...services.flatMap((service) =>
      used
        .filter((line) => line.service === service)
        .map(({ what, quantity, dollars: cost }) => row(`${service}: ${amount(quantity)} ${prices[what].unit}`, cost)),
    ),
    row('together', sums.used),
    '',
    row('Altogether', sums.total),
    row('for each person', sums.perPerson),
    '',
    'Beside it',
    row('a fleet of containers behind a load balancer (reckoned, not built)', fleet.dollars),
    `    ${fleetWords(fleet.fromMessagesPerDay)}`,
    ...others.flatMap(({ product, dollars: cost, fromPeople }, nth) => [
      row(`${product}, list price as known ${seats[nth]?.known ?? ''}`, cost),
      `    ${fromPeople === null ? 'is cheaper at any size.' : `is dearer from ${amount(fromPeople)} ${fromPeople === 1 ? 'person' : 'people'} on.`}`,
    ]),
    '',
    `Units of DynamoDB and frames are measured (npm run capacity, ${measuredOn}); prices are list prices as known, see`,
    'apps/infra/src/cost/price-table.ts. How long functions run is a model: nothing has run on AWS yet. Assumed of people:',
    `${habits.lookingShare * 100} % of the others look at a conversation when something is said, pages can be seen ${habits.visibleShare * 100} % of the time,`,
    `${habits.conversationsOpened} conversations are opened a day; the others are in apps/infra/src/cost/workload.ts. Not in it: taxes, mail and SMS of`,
    'Cognito, support, data between regions, what a firewall asks for bodies above 16 KB and what an attack makes it count.',
  ].join('\n');
};

/** An estimate in a sentence or two, for who has just deployed. */
export const summaryOf = ({ workload, dollars: sums }: Estimate): string =>
  `While nobody talks it costs about ${dollars(sums.fixed)} a month; with ${amount(workload.people)} people who write ` +
  `${amount(workload.messagesPerDay)} messages a day, about ${dollars(sums.total)}. Ask npm run cost for your own numbers.`;
