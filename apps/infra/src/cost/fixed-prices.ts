import { dollarsFor, hoursOfMonth, type PriceName } from './price-table';

/** Something that costs the same whether anybody talks or not. `name`: its own, else its logical id without CDK's hash. */
export type FixedLine = { name: string; type: string; what: PriceName; quantity: number; dollars: number };

type Properties = Record<string, unknown>;
type Resource = { Type: string; Properties?: Properties; DeletionPolicy?: string };
/** A CloudFormation template, as far as a bill needs it. */
export type Template = { Resources?: Record<string, Resource> };

const listIn = (properties: Properties, name: string): unknown[] => {
  const list = properties[name];
  return Array.isArray(list) ? list : [];
};

/** An alarm is paid by the metrics that it reads; what it reckons from them is free. */
const metricsOf = (properties: Properties): number =>
  listIn(properties, 'Metrics').filter((metric) => (metric as { MetricStat?: unknown }).MetricStat).length || 1;

/** `rate(5 minutes)` and the like: how often in a month. */
const runsOf = (properties: Properties): number => {
  const { Expression = '' } = (properties['Schedule'] ?? {}) as { Expression?: string };
  const [, every, unit] = /^rate\((\d+) (minute|hour)s?\)$/.exec(Expression) ?? [];
  if (every === undefined)
    throw new Error(`How often does a canary with the schedule "${Expression}" run? Teach fixed-prices.ts.`);
  return (hoursOfMonth * (unit === 'hour' ? 1 : 60)) / Number(every);
};

/** What a resource of this type costs while nobody uses it, by its properties. */
const fixed: Record<string, (properties: Properties) => [PriceName, number][]> = {
  'AWS::CloudWatch::Alarm': (properties) => [['alarms', metricsOf(properties)]],
  'AWS::CloudWatch::CompositeAlarm': () => [['compositeAlarms', 1]],
  'AWS::CloudWatch::Dashboard': () => [['dashboards', 1]],
  'AWS::KMS::Key': () => [['keys', 1]],
  'AWS::KMS::ReplicaKey': () => [['keys', 1]],
  'AWS::Route53::HealthCheck': ({ HealthCheckConfig }) => [
    ['healthChecks', 1],
    ['healthCheckFeatures', (HealthCheckConfig as { Type?: string } | undefined)?.Type === 'HTTPS' ? 1 : 0],
  ],
  'AWS::Route53::HostedZone': () => [['hostedZones', 1]],
  'AWS::SecretsManager::Secret': () => [['secrets', 1]],
  'AWS::Synthetics::Canary': (properties) => [['canaryRuns', runsOf(properties)]],
  'AWS::WAFv2::WebACL': (properties) => [
    ['firewalls', 1],
    ['firewallRules', listIn(properties, 'Rules').length],
  ],
};

/** What is free, or paid by use alone: what it holds and does is in the other part of the bill. */
const byUse = new Set([
  'AWS::ApiGateway::Account',
  ...[
    'Api',
    'Authorizer',
    'DomainName',
    'ApiMapping',
    'Integration',
    'IntegrationResponse',
    'Route',
    'RouteResponse',
    'Stage',
    'Deployment',
  ].map((name) => `AWS::ApiGatewayV2::${name}`),
  // Warm backup storage is paid by the GB, like the table itself.
  ...['BackupPlan', 'BackupSelection', 'BackupVault'].map((name) => `AWS::Backup::${name}`),
  'AWS::Budgets::Budget',
  'AWS::CDK::Metadata',
  'AWS::CertificateManager::Certificate',
  ...[
    'Distribution',
    'Function',
    'KeyValueStore',
    'OriginAccessControl',
    'OriginRequestPolicy',
    'CachePolicy',
    'ResponseHeadersPolicy',
    'MonitoringSubscription',
  ].map((name) => `AWS::CloudFront::${name}`),
  'AWS::CloudTrail::Trail',
  'AWS::CloudWatch::AnomalyDetector',
  ...['Application', 'DeploymentConfig', 'DeploymentGroup'].map((name) => `AWS::CodeDeploy::${name}`),
  ...[
    'UserPool',
    'UserPoolClient',
    'UserPoolDomain',
    'UserPoolGroup',
    'UserPoolIdentityProvider',
    'UserPoolRiskConfigurationAttachment',
    'ManagedLoginBranding',
    'UserPoolUICustomizationAttachment',
    'LogDeliveryConfiguration',
  ].map((name) => `AWS::Cognito::${name}`),
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  ...['InstanceProfile', 'ManagedPolicy', 'OIDCProvider', 'Policy', 'Role'].map((name) => `AWS::IAM::${name}`),
  'AWS::KMS::Alias',
  ...['Alias', 'EventInvokeConfig', 'EventSourceMapping', 'Function', 'LayerVersion', 'Permission', 'Version'].map(
    (name) => `AWS::Lambda::${name}`,
  ),
  ...['LogGroup', 'MetricFilter', 'QueryDefinition', 'ResourcePolicy', 'SubscriptionFilter'].map(
    (name) => `AWS::Logs::${name}`,
  ),
  'AWS::Route53::RecordSet',
  'AWS::Route53::RecordSetGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  ...['Subscription', 'Topic', 'TopicPolicy'].map((name) => `AWS::SNS::${name}`),
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::SSM::Parameter',
  'AWS::WAFv2::IPSet',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::WAFv2::WebACLAssociation',
  'AWS::XRay::Group',
  'AWS::XRay::SamplingRule',
]);

/**
 * Everything with a fixed price in a stage's templates, by name. A type that nobody has looked at stops the bill: a
 * resource whose price is not known must not count as free.
 */
export const fixedLines = (templates: readonly Template[]): FixedLine[] =>
  templates.flatMap(({ Resources = {} }) =>
    Object.entries(Resources).flatMap(([name, { Type, Properties = {} }]) => {
      const pricesOf = fixed[Type] ?? (isFree(Type) ? () => [] : unknownPrice(Type));
      return pricesOf(Properties).map(([what, quantity]) => ({
        ...{ name: nameOf(name, Properties), type: Type, what, quantity },
        dollars: dollarsFor(what, quantity),
      }));
    }),
  );

const nameOf = (id: string, { AlarmName, Name }: Properties): string =>
  [AlarmName, Name].find((name) => typeof name === 'string') ?? id.replace(/[0-9A-F]{8}$/, '');

const isFree = (type: string): boolean => byUse.has(type) || type.startsWith('Custom::');

const unknownPrice = (type: string): never => {
  throw new Error(`What does ${type} cost while nobody uses it? Add it to fixed-prices.ts, with its price or as free.`);
};
