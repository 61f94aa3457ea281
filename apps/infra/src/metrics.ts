import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionName } from './function-specs';

/** What the functions count themselves, as `libs/lambda` names it. A test looks for each name in the bundles. */
export type OwnMetric =
  | 'MessagesAccepted'
  | 'DeliveryLatency'
  | 'FramesSent'
  | 'FramesGone'
  | 'FramesSlow'
  | 'FramesFailed'
  | 'HandshakesRefused'
  | 'DoorsClosed'
  | 'SignUpsRefused'
  | 'SignInsRefused';

/** The name of a stage's function, which is the same wherever it is made. */
export const functionNameOf = (stage: string, name: FunctionName): string => `parley-${stage}-${name}`;

/** Where a stage's functions put what they count. */
export const namespaceOf = (stage: string): string => `parley-${stage}`;

const period = Duration.minutes(5);
type Statistic = Pick<MetricProps, 'statistic' | 'label'>;

/** The metrics of one stage: of five minutes, and sums unless they say otherwise. */
export const metricsOf = (stage: string) => ({
  /** Counted by all functions together. */
  own: (metricName: OwnMetric, props: Statistic = {}) =>
    new Metric({
      namespace: namespaceOf(stage),
      metricName,
      dimensionsMap: { service: 'parley' },
      statistic: 'Sum',
      period,
      ...props,
    }),
  /** What one function reported as gone wrong on our side. */
  failures: (name: FunctionName) =>
    new Metric({
      namespace: namespaceOf(stage),
      metricName: 'Failures',
      dimensionsMap: { service: name },
      statistic: 'Sum',
      period,
    }),
  /** What Lambda says of one function. */
  lambda: (metricName: 'Errors' | 'IteratorAge', name: FunctionName, props: Statistic = {}) =>
    new Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: { FunctionName: functionNameOf(stage, name) },
      statistic: 'Sum',
      period,
      ...props,
    }),
  /** Of the whole account in this region: functions share its limit, so whoever is throttled, ours may be next. */
  throttledCalls: () => new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: 'Sum', period }),
  /** What DynamoDB refused of one table. */
  throttledRows: (metricName: 'ReadThrottleEvents' | 'WriteThrottleEvents', TableName: string) =>
    new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap: { TableName }, statistic: 'Sum', period }),
  /** Capacity of one table, which is what it costs. */
  capacity: (metricName: 'ConsumedReadCapacityUnits' | 'ConsumedWriteCapacityUnits', TableName: string) =>
    new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap: { TableName }, statistic: 'Sum', period }),
  /** What API Gateway says of an API. */
  api: (metricName: '5xx' | 'Count' | 'MessageCount' | 'ConnectCount', ApiId: string, Stage: string) =>
    new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiId, Stage },
      statistic: 'Sum',
      period,
    }),
});

/** The metrics of a stage. */
export type StageMetrics = ReturnType<typeof metricsOf>;
