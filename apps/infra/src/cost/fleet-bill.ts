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

/** Dollars for a message to so many: what it stores, and its bytes through the load balancer, 1 GB an LCU hour. */
export const fleetMessageDollars = (members: number): number => {
  const storing = 0.051 / 1_000_000; // of a database that is there anyway: what growth costs
  return storing + dollarsFor('balancerUnits', (members * habits.frameBytes) / 1_000_000_000);
};

/** A month of the fleet, in dollars. */
export const fleetDollars = ({ messagesPerDay, members, days }: Workload): number =>
  total(fleetFixed) + messagesPerDay * days * fleetMessageDollars(members);
