import * as z from 'zod';
import { fail } from '../fault';
import { operation, QueueUrl } from '../operation';
import type { Queue, Service } from '../service';

export const getQueueUrl = operation(
  z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() }),
  async (service, { QueueName, QueueOwnerAWSAccountId = service.accountId }) => ({
    QueueUrl: service.at(`${QueueOwnerAWSAccountId}/${QueueName}`).url,
  }),
);

const attributesOf = ({ arn, settings, count }: Queue, { named }: Service): Record<string, string> => {
  const { visible, inFlight } = count();
  const { deadLetter } = settings;
  const redrive = deadLetter && {
    deadLetterTargetArn: named(deadLetter.queue).arn,
    maxReceiveCount: deadLetter.maxReceiveCount,
  };
  return {
    QueueArn: arn,
    FifoQueue: 'true',
    ContentBasedDeduplication: 'false',
    DeduplicationScope: settings.deduplicationScope ?? 'queue',
    FifoThroughputLimit: settings.fifoThroughputLimit ?? 'perQueue',
    VisibilityTimeout: `${settings.visibilityTimeoutSeconds ?? 30}`,
    MessageRetentionPeriod: `${settings.messageRetentionSeconds ?? 345_600}`,
    ApproximateNumberOfMessages: `${visible}`,
    ApproximateNumberOfMessagesNotVisible: `${inFlight}`,
    ApproximateNumberOfMessagesDelayed: '0',
    ...(redrive && { RedrivePolicy: JSON.stringify(redrive) }),
  };
};

/** Without names it gives none; a name that is not played is refused. */
export const getQueueAttributes = operation(
  z.strictObject({ QueueUrl, AttributeNames: z.array(z.string()).default([]) }),
  async (service, { QueueUrl, AttributeNames }) => {
    const all = attributesOf(service.at(QueueUrl), service);
    const names = AttributeNames.includes('All') ? Object.keys(all) : AttributeNames;
    const unknown = names.filter((name) => !(name in all) && name !== 'RedrivePolicy');
    if (unknown.length > 0) fail('UnsupportedOperation', `This emulator does not play ${unknown.join(', ')}.`);
    return {
      Attributes: Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]]))),
    };
  },
);

export const purgeQueue = operation(z.strictObject({ QueueUrl }), async (service, { QueueUrl }) => {
  service.at(QueueUrl).purge();
  await service.saved();
  return {};
});
