import * as z from 'zod';
import type { MessageAttributes, Message } from './message';
import { md5Of, md5OfAttributes } from './digest';
import type { Sqs } from './sqs';
import { systemAttributes } from './system-attributes';

export type EventSourceMappingOptions = {
  sqs: Sqs;
  queue: string;
  functionName: string;
  /** Runs the function to its end and gives what it returned; rejects when it failed. */
  invoke: (functionName: string, event: unknown) => Promise<unknown>;
  /** At most 10, Lambda's limit for a FIFO queue. */
  batchSize?: number;
  /** How many batches are under way at once; 5 unless told, which is what Lambda starts with. */
  pollers?: number;
  /** Asked once a batch: whether it shall reach two invocations, as at-least-once delivery allows (F37). */
  duplicates?: () => boolean;
  /** Told why messages stay in the queue. */
  onError: (error: unknown) => void;
};

/** One poll waits so long: the most that ReceiveMessage allows. */
const waitMs = 20_000;

/**
 * Feeds a queue to a function as Lambda does, with partial batch responses (`ReportBatchItemFailures`): what the function
 * names as failed, or all of a batch that fails as a whole, stays in flight until its visibility timeout is over.
 */
export const eventSourceMapping = (options: EventSourceMappingOptions): { close(): Promise<void> } => {
  const { sqs, functionName, invoke, batchSize = 10, pollers = 5, duplicates = () => false, onError } = options;
  const queue = sqs.queue(options.queue);
  const stop = new AbortController();

  const run = async (batch: readonly Message[]): Promise<unknown> => {
    const event = { Records: batch.map((message) => recordOf(message, queue.arn, sqs)) };
    if (!duplicates()) return invoke(functionName, event);
    // What two of them answer need not agree; only one of them is heard.
    const [heard, other] = [invoke(functionName, event), invoke(functionName, event)];
    await Promise.allSettled([heard, other]);
    return heard;
  };

  const remove = (receipt: string): void => {
    try {
      queue.remove(receipt);
    } catch (error) {
      onError(error); // the function took longer than its visibility timeout: the message is received again
    }
  };

  const handle = async (batch: readonly Message[]): Promise<void> => {
    const failed = failuresOf(await run(batch), batch);
    for (const { id, receipt = '' } of batch) {
      if (!failed.has(id)) remove(receipt);
    }
    await sqs.saved();
    if (failed.size > 0) throw new Error(`${functionName} left ${failed.size} of ${batch.length} messages for later.`);
  };

  const poll = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        const batch = await queue.poll({ most: batchSize, waitMs, signal: stop.signal });
        if (batch.length > 0) await handle(batch);
      } catch (error) {
        onError(error);
      }
    }
  };

  const polls = Array.from({ length: pollers }, poll);
  return {
    close: async () => {
      stop.abort();
      await Promise.all(polls);
    },
  };
};

const recordOf = (message: Message, eventSourceARN: string, { region, accountId }: Sqs) => ({
  messageId: message.id,
  receiptHandle: message.receipt,
  body: message.body,
  attributes: systemAttributes(message, accountId),
  messageAttributes: lowerCased(message.attributes),
  md5OfBody: md5Of(message.body),
  ...(Object.keys(message.attributes).length > 0 && { md5OfMessageAttributes: md5OfAttributes(message.attributes) }),
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion: region,
});

const lowerCased = (attributes: MessageAttributes): object =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  );

const BatchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullish();

/**
 * Which messages the function says failed. An answer without any is success; one of another shape, or that names a message
 * that was not in the batch, is failure of all (Lambda developer guide, partial batch responses; of an unknown id it says
 * nothing, and the stricter reading is taken).
 */
const failuresOf = (response: unknown, batch: readonly Message[]): ReadonlySet<string> => {
  const all = new Set(batch.map(({ id }) => id));
  const parsed = BatchResponse.safeParse(response);
  if (!parsed.success) return all;
  const failed = new Set(parsed.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  return [...failed].every((id) => all.has(id)) ? failed : all;
};
