import type { Delivery, Report } from '@parley/core';
import { readDelivery } from '@parley/sqs';
import * as z from 'zod';

/** What SQS hands to a function: messages of several groups, those of one group in their order. */
export const SqsEvent = z.object({
  Records: z.array(
    z.object({ messageId: z.string(), body: z.string(), attributes: z.object({ MessageGroupId: z.string() }) }),
  ),
});
export type SqsEvent = z.infer<typeof SqsEvent>;
type SqsRecord = SqsEvent['Records'][number];

/** The messages that are to come again. */
export type BatchResponse = { batchItemFailures: { itemIdentifier: string }[] };

type Deliver = (delivery: Delivery) => Promise<void>;
/** Deliveries that are made as one, and the messages that asked for them. */
type Run = { delivery: Delivery; ids: string[] };

/**
 * Delivers what a batch of the queue asks for: all groups at once, each in its order, what follows on in the log as one.
 * After the first failure in a group nothing more of it is delivered, and all of that comes again.
 */
export const deliverBatch = async (
  { deliver, report }: { deliver: Deliver; report: Report },
  { Records }: SqsEvent,
): Promise<BatchResponse> => {
  const groups = new Map<string, SqsRecord[]>();
  for (const record of Records) {
    const { MessageGroupId: group } = record.attributes;
    groups.set(group, [...(groups.get(group) ?? []), record]);
  }
  const failed = await Promise.all([...groups.values()].map((records) => deliverGroup(deliver, report, records)));
  return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
};

/** The ids of the messages that are not delivered. */
const deliverGroup = async (deliver: Deliver, report: Report, records: readonly SqsRecord[]): Promise<string[]> => {
  const { runs, unread, error } = runsOf(records);
  for (const [nth, { delivery }] of runs.entries())
    try {
      await deliver(delivery);
    } catch (error) {
      report('delivery failed', { ...delivery, error });
      return [...runs.slice(nth).flatMap(({ ids }) => ids), ...unread];
    }
  if (error !== undefined) report('message not understood', { messageId: unread[0], error });
  return unread;
};

/** The messages as runs of entries; the first that cannot be read ends them, and stands with those behind it in `unread`. */
const runsOf = (records: readonly SqsRecord[]): { runs: Run[]; unread: string[]; error?: unknown } => {
  const runs: Run[] = [];
  for (const [nth, { messageId, body }] of records.entries())
    try {
      const delivery = readDelivery(body);
      const run = runs.at(-1);
      if (run && followsOn(run.delivery, delivery)) {
        run.delivery.to = Math.max(run.delivery.to, delivery.to);
        run.ids.push(messageId);
      } else runs.push({ delivery, ids: [messageId] });
    } catch (error) {
      return { runs, unread: records.slice(nth).map((record) => record.messageId), error };
    }
  return { runs, unread: [] };
};

// Entries in between were delivered by who wrote them: a gap is not filled with what people have.
const followsOn = (run: Delivery, next: Delivery): boolean =>
  run.conversationId === next.conversationId &&
  run.shard === next.shard &&
  run.of === next.of &&
  run.from <= next.from &&
  next.from <= run.to + 1;
