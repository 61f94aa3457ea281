import { eventSourceMapping, type Sqs, sqs } from '@parley/emulators';
import { accountId, credentials, queueNames, region } from './deployment';

/** The queues of this run, reached under /sqs, with what an earlier run has left in them. */
export const startQueues = ({
  file,
  address,
  tell,
}: {
  file: string;
  /** Where everything is, for code on this machine: http://127.0.0.1:<port>. */
  address: string;
  tell: (line: string) => void;
}): Promise<Sqs> =>
  sqs({
    file,
    endpoint: `${address}/sqs`,
    region,
    accountId,
    credentials,
    queues: {
      // As apps/infra deploys them.
      [queueNames.deliveries]: {
        deduplicationScope: 'messageGroup',
        fifoThroughputLimit: 'perMessageGroupId',
        visibilityTimeoutSeconds: 90,
        messageRetentionSeconds: 3_600,
        deadLetter: { queue: queueNames.deadDeliveries, maxReceiveCount: 5 },
      },
      [queueNames.deadDeliveries]: { messageRetentionSeconds: 14 * 24 * 3_600 },
    },
    onError: (error) => tell(`sqs ${inWords(error)}`),
  });

/** Feeds the queue of deliveries to the function that delivers. `duplicates`: whether a batch shall come twice (F37). */
export const serveDeliveries = ({
  queues,
  invoke,
  tell,
  duplicates,
}: {
  queues: Sqs;
  invoke: (name: string, event: unknown) => Promise<unknown>;
  tell: (line: string) => void;
  duplicates?: () => boolean;
}) =>
  eventSourceMapping({
    sqs: queues,
    queue: queueNames.deliveries,
    functionName: 'deliver',
    invoke,
    ...(duplicates && { duplicates }),
    onError: (error) => tell(`sqs ${inWords(error)}`),
  });

const inWords = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
