import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** A steady rate and how much may come at once above it. */
export type Throttle = { requestsPerSecond: number; burst: number };

/** What differs between two deployments of the same Parley. A new toggle is a field here, and every stage has to decide. */
export type StageConfig = {
  /** In the names of the stack and its functions: stages can share an account. */
  stage: string;
  /** The AWS account that it belongs in, twelve digits: another one is refused. Absent: whoever deploys is asked. */
  account?: string;
  /** Everything lives in one region; CloudFront is everywhere anyway. */
  region: string;
  /** Change it after restoring `Chat` from a backup: clients then drop all that is local but the outbox. */
  epoch: string;
  /** Whoever confirms this address becomes an owner of the workspace. */
  ownerEmail: string;
  /** Who may make an account until an owner says otherwise. */
  signUp: 'open' | 'domains' | 'invited';
  /** How long functions and APIs keep their logs. */
  logDays: RetentionDays;
  /** For each of the two APIs. */
  throttle: Throttle;
};

const stages = {
  dev: {
    stage: 'dev',
    region: 'us-east-1',
    epoch: '1',
    ownerEmail: 'owner@example.com',
    signUp: 'invited',
    logDays: 14,
    // A tenth of what API Gateway gives an account for all its APIs and @connections together: 10,000/s, 5,000 at once.
    throttle: { requestsPerSecond: 1_000, burst: 500 },
  },
} as const satisfies Record<string, StageConfig>;

/** The configuration of a stage by its name. */
export const stageConfig = (name: unknown): StageConfig => {
  const known = Object.values<StageConfig>(stages);
  const config = known.find(({ stage }) => stage === name);
  if (config) return config;
  throw new Error(`There is no stage "${String(name)}". There is: ${known.map(({ stage }) => stage).join(', ')}.`);
};
