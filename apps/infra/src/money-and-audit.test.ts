import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageConfig } from './config';
import { configWith, toggles } from './testing/configurations';
import { synthesizedAs, synthesizedOnce } from './testing/synthesize';

const dev = synthesizedOnce().template;
const prod = synthesizedAs('prod', stageConfig('prod'));
const everything = synthesizedAs('everything', configWith(...toggles));

describe('the bill', () => {
  it('is of the stage by its tag, and mails before it is too much', () => {
    const mail = [{ SubscriptionType: 'EMAIL', Address: 'owner@example.com' }];
    prod.template.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: {
        BudgetLimit: { Amount: stageConfig('prod').monthlyBudget, Unit: 'USD' },
        CostFilters: { TagKeyValue: ['user:parley-stage$prod'] },
        TimeUnit: 'MONTHLY',
      },
      NotificationsWithSubscribers: [
        { Notification: Match.objectLike({ NotificationType: 'ACTUAL', Threshold: 80 }), Subscribers: mail },
        { Notification: Match.objectLike({ NotificationType: 'FORECASTED', Threshold: 100 }), Subscribers: mail },
      ],
    });
  });

  it('is watched by nobody where the account may make no budget', () => {
    const { template } = synthesizedAs('unbudgeted', { ...configWith(), monthlyBudget: 0 });
    template.resourceCountIs('AWS::Budgets::Budget', 0);
    dev.resourceCountIs('AWS::Budgets::Budget', 1);
  });

  it('can be split by stage and part: whatever bears tags bears both', () => {
    const costing = ['AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::S3::Bucket', 'AWS::CloudFront::Distribution'];
    for (const type of costing)
      for (const { Properties } of Object.values(prod.template.findResources(type)))
        expect(Properties.Tags.map(({ Key }: { Key: string }) => Key)).toEqual(
          expect.arrayContaining(['parley-part', 'parley-stage']),
        );
  });
});

describe('at rest, dev', () => {
  /** What has a price by the month: US dollars, second-hand list prices of us-east-1. Zero where the first ones are free. */
  const monthly: Record<string, number> = {
    'AWS::SecretsManager::Secret': 0.4,
    'AWS::KMS::Key': 1,
    'AWS::WAFv2::WebACL': 5,
    'AWS::CloudWatch::Dashboard': 3,
    'AWS::Route53::HealthCheck': 1.5,
    'AWS::EC2::NatGateway': 33,
    'AWS::ElastiCache::ServerlessCache': 6,
  };
  const count = (type: string): number => Object.keys(dev.findResources(type)).length;
  const alarmMetrics = Object.values(dev.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) =>
    Properties.Metrics === undefined
      ? 1
      : Properties.Metrics.filter(({ MetricStat }: { MetricStat?: object }) => MetricStat !== undefined).length,
  );

  it('costs no more than three dollars a month, of which alarms, at $0.10 a metric, are the most', () => {
    const alarms = 0.1 * alarmMetrics.reduce((sum, metrics) => sum + metrics, 0);
    const others = Object.entries(monthly).map(([type, price]) => count(type) * price);
    expect(alarms).toBeGreaterThan(1); // they were counted
    expect(alarms + others.reduce((sum, price) => sum + price, 0)).toBeLessThanOrEqual(3);
  });

  it.each(['AWS::KMS::Key', 'AWS::WAFv2::WebACL', 'AWS::CloudWatch::Dashboard'])('has no %s', (type) => {
    expect(count(type)).toBe(0);
    expect(Object.values(prod.stacks).some((stack) => Object.keys(stack.findResources(type)).length > 0)).toBe(true);
  });
});

describe('the audit trail', () => {
  const trail = () =>
    Object.values(everything.template.findResources('AWS::CloudTrail::Trail'))[0]?.['Properties'] ?? {};
  const selectorOn = (what: string): Record<string, unknown>[] =>
    trail()
      .AdvancedEventSelectors.map(({ FieldSelectors }: { FieldSelectors: Record<string, unknown>[] }) => FieldSelectors)
      .find((fields: Record<string, unknown>[]) => JSON.stringify(fields).includes(what));

  it('keeps who else reads or writes what people wrote, and leaves out the millions of calls of our own', () => {
    expect(selectorOn('AWS::DynamoDB::Table')).toEqual(
      expect.arrayContaining([
        { Field: 'resources.ARN', Equals: [{ 'Fn::GetAtt': [expect.stringMatching(/^DataChat/), 'Arn'] }] },
        { Field: 'userIdentity.arn', NotStartsWith: [expect.anything()] },
      ]),
    );
    expect(JSON.stringify(selectorOn('AWS::DynamoDB::Table'))).toMatch(/:assumed-role\/parley-dev-"/);
  });

  it('knows our functions by the beginning of their roles’ names, which CloudFormation makes from the stack’s', () => {
    for (const { Properties } of Object.values(everything.template.findResources('AWS::IAM::Role')))
      expect(Properties.RoleName).toBeUndefined();
  });

  it('keeps who changes the page', () => {
    expect(selectorOn('EdgeWeb')).toContainEqual({ Field: 'readOnly', Equals: ['false'] });
    expect(selectorOn('EdgeWeb')).toContainEqual({ Field: 'resources.type', Equals: ['AWS::S3::Object'] });
  });

  it('keeps who else reads or writes what people uploaded', () => {
    expect(JSON.stringify(selectorOn('MediaBucket'))).toMatch(/"NotStartsWith":.+:assumed-role\/parley-dev-"/);
  });

  it('can be checked for what was taken out of it, and goes after a year', () => {
    expect(trail()).toMatchObject({ IsLogging: true, EnableLogFileValidation: true });
    everything.template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: { LifecycleConfiguration: { Rules: [{ ExpirationInDays: 365, Status: 'Enabled' }] } },
    });
  });

  it('is written by this trail alone', () => {
    everything.template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 's3:PutObject',
            Effect: 'Allow',
            Principal: { Service: 'cloudtrail.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceArn': Match.anyValue() } },
          }),
        ]),
      },
    });
  });

  it('is prod’s, and not dev’s', () => {
    prod.template.resourceCountIs('AWS::CloudTrail::Trail', 1);
    dev.resourceCountIs('AWS::CloudTrail::Trail', 0);
  });
});
