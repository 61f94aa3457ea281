import { type SendMessageBatchRequestEntry, SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryQueue } from '@parley/core';
import { messageOf } from './delivery-message';

/** 10 messages a batch: SQS message quotas. */
const batchSize = 10;
/** How often entries are sent that SQS, for a reason of its own, did not take although it took the batch. */
const attempts = 3;

export type DeliveryQueueOptions = {
  /** A FIFO queue that deduplicates by message group. */
  queueUrl: string;
  client: SQSClient;
};

/** Deliveries as messages of an SQS FIFO queue, ten a call, one call after the other, which keeps their order. */
export const deliveryQueue = ({ queueUrl, client }: DeliveryQueueOptions): DeliveryQueue => {
  const sendBatch = async (messages: readonly SendMessageBatchRequestEntry[]): Promise<void> => {
    let left = [...messages];
    for (let nth = 1; ; nth++) {
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: left }));
      if (Failed.length === 0) return;
      const [{ Code, Message } = {}] = Failed;
      // What is our own fault is none the better for being sent again.
      if (nth === attempts || Failed.some(({ SenderFault }) => SenderFault))
        throw new Error(`SQS did not take ${Failed.length} of ${messages.length} deliveries: ${Code} ${Message ?? ''}`);
      const failed = new Set(Failed.map(({ Id }) => Id));
      left = left.filter(({ Id }) => failed.has(Id));
    }
  };
  return {
    add: async (deliveries) => {
      const messages = deliveries.map(messageOf);
      for (let at = 0; at < messages.length; at += batchSize) await sendBatch(messages.slice(at, at + batchSize));
    },
  };
};
