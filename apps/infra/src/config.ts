import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { stages } from './stages';

/** A steady rate and how much may come at once above it. */
export type Throttle = { requestsPerSecond: number; burst: number };

/** The address that people know, instead of one of CloudFront's. */
export type Domain = {
  /** chat.example.com */
  name: string;
  /** The public zone in Route 53 that it lies in; $0.50 a month, and there already. */
  zone: { id: string; name: string };
};

/** Signing in with Google, over the pool's hosted pages. */
export type Google = {
  /** The first part of their address, `<prefix>.auth.<region>.amazoncognito.com`: nobody else in the region may have it. */
  domainPrefix: string;
  /** A secret in Secrets Manager, made by hand ($0.40 a month): JSON with `clientId` and `clientSecret` from Google. */
  secretName: string;
};

/**
 * What differs between two deployments of the same Parley. A new toggle is a field here, and every stage has to decide.
 * What has a fixed price says so: US dollars a month in us-east-1, at list prices taken second-hand. Check AWS's own page
 * before quoting one. Two things are there in every stage: the secret between CloudFront and the APIs ($0.40), and an alarm for
 * each symptom (a standard alarm costs $0.10 for each metric that it reads, the first ten of an account nothing).
 */
export type StageConfig = {
  /** In the names of the stack and its functions: stages can share an account. */
  stage: string;
  /** The AWS account that it belongs in, twelve digits: another one is refused. Absent: whoever deploys is asked. */
  account?: string;
  /** Everything lives in one region; CloudFront, its firewall and its certificate are us-east-1's, wherever that is. */
  region: string;
  /** Change it where `Chat` was taken back to an earlier state: clients then drop all that is local but the outbox. */
  epoch: string;
  /** Whoever confirms this address becomes an owner of the workspace. */
  ownerEmail: string;
  /** Where alarms and the budget's warnings go. Whoever reads it confirms a mail of AWS's first. */
  alarmEmail: string;
  /** Who may make an account until an owner says otherwise. */
  signUp: 'open' | 'domains' | 'invited';
  /** How long functions and APIs keep their logs. */
  logDays: RetentionDays;
  /** For each of the two APIs. */
  throttle: Throttle;
  /**
   * The bill of a month in US dollars that is worth a mail at 80 %, and when it is forecast. Two budgets are free. 0: none, for
   * an account that may make none.
   */
  monthlyBudget: number;
  /** An address of one's own; absent: CloudFront's. */
  domain?: Domain;
  /** Absent: people sign in by password alone, and the pool has no hosted pages. */
  google?: Google;
  /**
   * AWS WAF before CloudFront: $5.00 for the list and $1.00 for each of its 5 rules, so $10.00, and $0.60 a million requests.
   * Those with a body above 16 KB cost more, which no bill here counts: uploads go to S3, and few messages are as long.
   */
  firewall: boolean;
  /** Route 53 asks for the page from several parts of the world, every half minute: $1.50, and an alarm. */
  healthCheck: boolean;
  /** A key of one's own for what people wrote: $1.00, and as much again for a replica's. Without, DynamoDB's own key, which is free. */
  customerKey: boolean;
  /** Whether what lasts refuses to be deleted, and stays when the stack goes. */
  deletionProtection: boolean;
  /** AWS Backup, a copy of `Chat` every day, kept for 35: $0.10 a GB. Point-in-time recovery ($0.20 a GB) is always there. */
  dailyBackups: boolean;
  /** A region with a copy of `Chat`, for when this one is gone: each write is paid once more. Absent: none. */
  replicaRegion?: string;
  /** Cognito's Plus plan, which refuses leaked passwords and odd sign-ins: $0.02 for each person of the month. */
  threatProtection: boolean;
  /** A new version takes a tenth of the calls for five minutes first, and goes when an alarm sounds. Otherwise all at once. */
  canary: boolean;
  /**
   * Whether functions that anybody can call have an upper limit of their own. The account's quota (Service Quotas, Lambda,
   * concurrent executions) must hold it and 100 more, 165: many new accounts have 10, and AWS then refuses any reservation.
   */
  reservedConcurrency: boolean;
  /** X-Ray traces of one call a second and 5 % of the rest, each function: the first 100,000 a month free, then $5.00 a million. */
  tracing: boolean;
  /** A dashboard: $3.00, the first three of an account nothing. */
  dashboard: boolean;
  /** CloudTrail keeps a year of who else than Parley's own functions read or wrote `Chat` or the page: $0.10 for 100,000 events. */
  auditTrail: boolean;
};

/** What a deployer decides of a stage: any field of its configuration. What is not said is as `stages.ts` has it. */
export type Own = Partial<Omit<StageConfig, 'stage'>>;
/** A deployer's own values, for every stage and for each: the stage's come after those of every stage. */
export type Settings = { everywhere?: Own } & Partial<Record<(typeof stages)[number]['stage'], Own>>;

/**
 * The configuration of a stage by its name, with somebody's settings, or as Parley has it, which is what tests and drawings
 * are of. Throws a sentence where there is no such stage.
 */
export const stageConfig = (name: unknown, { everywhere, ...own }: Settings = {}): StageConfig => {
  const config = stages.find(({ stage }) => stage === name);
  if (config) return { ...config, ...everywhere, ...own[config.stage] };
  throw new Error(`There is no stage "${String(name)}". There is: ${stages.map(({ stage }) => stage).join(', ')}.`);
};
