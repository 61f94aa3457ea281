/** A list price in US dollars, for so many units. */
export type Price = { dollars: number; per: number; unit: string; source: string; known: string };

const million = 1_000_000;
/** `known`: the year or month of the page it was taken from. Nothing asks AWS for prices when a bill is reckoned. */
const from =
  (source: string, known: string) =>
  (dollars: number, per: number, unit: string): Price => ({ dollars, per, unit, source, known });

const page = (service: string, known = '2025') => from(`aws.amazon.com/${service}/pricing`, known);
const gateway = page('api-gateway');
const lambda = page('lambda');
const dynamodb = page('dynamodb');
const cloudwatch = page('cloudwatch');
const cloudfront = page('cloudfront');
const cognito = page('cognito');
const waf = from('aws.amazon.com/waf/pricing, and c3x.dev/blog/aws-waf-cost-explained', '2026');
const rds = from('infratally.com/articles/aws-rds-pricing-explained-2026.html', '2026');

/**
 * What AWS asks in us-east-1, without taxes, discounts and free tiers. Prices change seldom and mostly downwards: before
 * a decision, compare those that weigh with the page named as their source.
 */
export const prices = {
  httpRequests: gateway(1, million, 'requests'),
  // The first billion of a month; metered in pieces of 32 KB, both ways.
  socketMessages: gateway(1, million, 'messages'),
  socketMinutes: gateway(0.25, million, 'connection minutes'),
  invocations: lambda(0.2, million, 'invocations'),
  lambdaGbSeconds: lambda(13.3334, million, 'GB seconds (arm64)'),
  writes: dynamodb(0.625, million, 'write units'),
  reads: dynamodb(0.125, million, 'read units'),
  tableStorage: dynamodb(0.25, 1, 'GB stored'),
  tableRecovery: dynamodb(0.2, 1, 'GB that can be restored to any second'),
  replicatedWrites: dynamodb(0.625, million, 'write units in another region'),
  backups: page('backup')(0.1, 1, 'GB in daily copies'),
  fifoRequests: page('sqs')(0.5, million, 'requests'),
  bucketStorage: page('s3')(0.023, 1, 'GB months'),
  edgeRequests: cloudfront(0.01, 10_000, 'requests (HTTPS, United States)'),
  edgeGigabytes: cloudfront(0.085, 1, 'GB (first 10 TB, United States)'),
  edgeFunctions: cloudfront(0.1, million, 'invocations'),
  // The first 10,000 people of a month are free without end; a pool with threat protection has no such allowance.
  signedIn: cognito(0.015, 1, 'people a month beyond 10,000 (Essentials)'),
  signedInProtected: cognito(0.02, 1, 'people a month (Plus)'),
  logGigabytes: cloudwatch(0.5, 1, 'GB taken in'),
  // For each metric that an alarm reads. The first ten of an account are free: counted all the same, as dashboards are.
  alarms: cloudwatch(0.1, 1, 'metrics watched'),
  compositeAlarms: cloudwatch(0.5, 1, 'composite alarms'),
  // The first three of an account are free; nobody knows what else is there.
  dashboards: cloudwatch(3, 1, 'dashboards'),
  // For each hour in which it is counted; the first ten of an account are free.
  customMetrics: cloudwatch(0.3, 1, 'metrics of our own'),
  canaryRuns: cloudwatch(0.0012, 1, 'runs'),
  traces: page('xray')(5, million, 'traces'),
  firewalls: waf(5, 1, 'web ACLs'),
  firewallRules: waf(1, 1, 'rules'),
  firewallRequests: waf(0.6, million, 'requests'),
  keys: page('kms')(1, 1, 'keys'),
  secrets: page('secrets-manager')(0.4, 1, 'secrets'),
  hostedZones: page('route53')(0.5, 1, 'zones'),
  healthChecks: page('route53')(0.5, 1, 'checks (of an AWS endpoint)'),
  healthCheckFeatures: page('route53')(1, 1, 'checks over HTTPS'),
  balancerHours: page('elasticloadbalancing')(0.0225, 1, 'hours'),
  balancerUnits: page('elasticloadbalancing')(0.008, 1, 'LCU hours'),
  containerHours: page('fargate')(0.049, 1, 'hours (1 vCPU, 2 GB)'),
  databaseHours: rds(0.064, 1, 'hours (db.t4g.small, two zones)'),
  databaseStorage: rds(0.23, 1, 'GB months (two zones)'),
  cacheGigabyteHours: page('elasticache')(0.084, 1, 'GB hours'),
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;

/** US dollars for so many units. */
export const dollarsFor = (name: PriceName, quantity: number): number =>
  (quantity / prices[name].per) * prices[name].dollars;

/** Hours of an average month, as AWS reckons them. */
export const hoursOfMonth = 730;

/** What chat products ask for a person and a month, in US dollars, as their pages said then; discounts are usual. */
export const seats = [
  { product: 'Slack Pro, paid monthly', dollars: 8.75, source: 'owostack.com/pricing-templates', known: '2026-03' },
  { product: 'Slack Pro, paid yearly', dollars: 7.25, source: 'owostack.com/pricing-templates', known: '2026-03' },
  { product: 'Microsoft Teams Essentials, paid yearly', dollars: 4, source: 'microsoft.com', known: '2025' },
] as const;
