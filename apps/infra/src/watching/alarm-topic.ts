import { Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageConfig } from '../config';

/** Where the page of an alarm is, in the repository. */
export const runbookOf = (alarm: string): string => `docs/runbooks/${alarm}.md`;

/** Mails to whoever runs this stage, from the alarms of one region. */
export class AlarmTopic extends Construct {
  readonly #action: SnsAction;

  constructor(scope: Construct, id: string, { alarmEmail }: StageConfig) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    // A policy of one's own replaces the one that lets the account's own alarms publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    topic.addSubscription(new EmailSubscription(alarmEmail));
    this.#action = new SnsAction(topic);
  }

  /** Says when it begins, and when it is over. */
  notifyOf(alarm: Alarm): void {
    alarm.addAlarmAction(this.#action);
    alarm.addOkAction(this.#action);
  }
}
