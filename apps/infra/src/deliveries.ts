import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { functionSpecs } from './function-specs';
import type { Watched } from './watching/symptoms';

const common = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };

/** What the process that wrote leaves to deliver, on its way to the function that does. */
export class Deliveries extends Construct {
  readonly queue: Queue;
  /** What tells that it does not get on. */
  readonly watched: Pick<Watched, 'waiting' | 'dead'>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Kept as long as SQS can, to be looked at: nobody misses these frames, since clients pull what they were not pushed.
    const dead = new Queue(this, 'Dead', { ...common, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      // High throughput for FIFO needs both: a shard of a conversation is a group, and groups share no limit.
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      // Six times the function's timeout: what AWS advises, so that a batch is not out twice while Lambda retries.
      visibilityTimeout: Duration.seconds(6 * functionSpecs.deliver.timeoutSeconds),
      // By then every client has asked by itself: its ping does so every four minutes (SYNC-6).
      retentionPeriod: Duration.hours(1),
      // Five or more: what AWS advises, so that a throttled function buries nothing.
      deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
    });
    this.watched = {
      waiting: { oldest: this.queue.metricApproximateAgeOfOldestMessage() },
      dead: { visible: dead.metricApproximateNumberOfMessagesVisible() },
    };
  }

  /** Hands batches to a function, whose own role may receive and delete: `SqsEventSource` would grant more. */
  serve(deliver: IFunction): void {
    new EventSourceMapping(this, 'ToFunction', {
      target: deliver,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10, // the most for a FIFO queue
      reportBatchItemFailures: true,
    });
  }
}
