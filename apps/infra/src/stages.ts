import type { StageConfig } from './config';

// As Parley has them: tests and drawings are of these. What a deployer wants otherwise stands in settings.ts.
const shared = {
  region: 'us-east-1',
  epoch: '1',
  ownerEmail: 'owner@example.com',
  alarmEmail: 'owner@example.com',
  signUp: 'invited',
  tracing: true,
} as const;

/** For one who tries things out: new versions at once, and at rest nothing to pay but alarms and a secret (docs/architecture.md). */
const dev = {
  ...shared,
  stage: 'dev',
  logDays: 14,
  // A tenth of what API Gateway gives an account for all its APIs and @connections together: 10,000/s, 5,000 at once.
  throttle: { requestsPerSecond: 1_000, burst: 500 },
  monthlyBudget: 10,
  firewall: false,
  healthCheck: false,
  customerKey: false,
  deletionProtection: true,
  dailyBackups: false,
  threatProtection: false,
  canary: false,
  reservedConcurrency: false,
  dashboard: false,
  auditTrail: false,
} as const satisfies StageConfig;

/** As prod, so that what breaks there breaks here first, but for what only keeps data. */
const staging = {
  ...shared,
  stage: 'staging',
  logDays: 30,
  throttle: { requestsPerSecond: 1_000, burst: 500 },
  monthlyBudget: 40,
  firewall: true,
  healthCheck: true,
  customerKey: false,
  deletionProtection: true,
  dailyBackups: false,
  threatProtection: true,
  canary: true,
  reservedConcurrency: false,
  dashboard: false,
  auditTrail: false,
} as const satisfies StageConfig;

const prod = {
  ...shared,
  stage: 'prod',
  logDays: 90,
  // Half of the account's: the other half is for the frames that go out.
  throttle: { requestsPerSecond: 5_000, burst: 2_500 },
  monthlyBudget: 200,
  firewall: true,
  healthCheck: true,
  customerKey: true,
  deletionProtection: true,
  dailyBackups: true,
  threatProtection: true,
  canary: true,
  reservedConcurrency: true,
  dashboard: true,
  auditTrail: true,
} as const satisfies StageConfig;

/** The deployments there are, before anybody's settings. */
export const stages = [dev, staging, prod] as const;
