import { dollarsFor, hoursOfMonth, type PriceName } from './price-table';
import type { Line } from './serverless-bill';
import { total } from './serverless-bill';
import { habits, type Workload } from './workload';

const line = (service: string, what: PriceName, quantity: number): Line => ({
  ...{ service, what, quantity },
  dollars: dollarsFor(what, quantity),
});

/**
 * The same chat as a fleet: small containers that are always on, behind a load balancer. It is not built; this is what the
 * smallest one that outlives the loss of a zone would cost, reckoned to compare.
 */
export const fleetFixed: readonly Line[] = [
  line('Load balancer', 'balancerHours', hoursOfMonth),
  line('Load balancer', 'balancerUnits', hoursOfMonth),
  line('Fargate', 'containerHours', 2 * hoursOfMonth),
  line('RDS for PostgreSQL', 'databaseHours', hoursOfMonth),
  line('RDS for PostgreSQL', 'databaseStorage', 20),
  line('ElastiCache for Valkey', 'cacheGigabyteHours', 0.1 * hoursOfMonth),
];

const storedDollars = 0.051 / 1_000_000; // in a database that is there anyway: what growth costs
const carriedDollars = (frames: number): number =>
  dollarsFor('balancerUnits', (frames * habits.frameBytes) / 1_000_000_000); // an LCU hour carries 1 GB

/** Dollars for a message to so many: what it stores, and its frames through the load balancer. */
export const fleetMessageDollars = (members: number): number => storedDollars + carriedDollars(members);

/** What both need alike: the page, who people are, and a firewall before it. */
const neededByBoth = new Set(['CloudFront', 'Cognito', 'WAF']);

/** A month of the fleet, in dollars, beside a serverless bill of the same workload. */
export const fleetDollars = ({ messagesPerDay, days }: Workload, serverless: readonly Line[]): number => {
  const frames = serverless.find(({ what }) => what === 'socketMessages')?.quantity ?? 0;
  const both = serverless.filter(({ service }) => neededByBoth.has(service));
  return total(fleetFixed) + total(both) + messagesPerDay * days * storedDollars + carriedDollars(frames);
};
