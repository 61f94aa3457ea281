import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { type AlarmTopic, runbookOf } from '../watching/alarm-topic';

/**
 * Asks the page for itself from several parts of the world, every half minute: the one thing that notices when nobody gets
 * as far as our own counting. Route 53 has its metrics in us-east-1 alone.
 */
export const healthCheck = (
  scope: Construct,
  id: string,
  { stage, host, topic }: { stage: string; host: string; topic: AlarmTopic },
): Alarm => {
  const own = new Construct(scope, id);
  const check = new CfnHealthCheck(own, 'Check', {
    healthCheckConfig: {
      type: 'HTTPS',
      fullyQualifiedDomainName: host,
      port: 443,
      resourcePath: '/',
      enableSni: true,
      requestInterval: 30,
      failureThreshold: 3,
    },
  });
  const alarm = new Alarm(own, 'Alarm', {
    alarmName: `parley-${stage}-site-down`,
    alarmDescription: `The page cannot be reached from outside. What to do: ${runbookOf('site-down')}`,
    metric: new Metric({
      namespace: 'AWS/Route53',
      metricName: 'HealthCheckStatus',
      dimensionsMap: { HealthCheckId: check.attrHealthCheckId },
      statistic: 'Minimum',
      period: Duration.minutes(1),
    }),
    threshold: 1,
    evaluationPeriods: 2,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING, // who does not answer does not count, either
  });
  topic.notifyOf(alarm);
  return alarm;
};
