import type { SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import type { Delivery } from '@parley/core';
import { ConversationId, Seq } from '@parley/protocol';
import * as z from 'zod';

const DeliveryMessage = z
  .object({
    conversationId: ConversationId,
    from: Seq.min(1),
    to: Seq,
    shard: z.int().min(0),
    of: z.int().min(1),
  })
  .refine(({ from, to }) => from <= to, 'ends before it begins')
  .refine(({ shard, of }) => shard < of, 'names a shard that there is not');

/** A delivery as one message of a batch. */
export const messageOf = (
  { conversationId, from, to, shard, of }: Delivery,
  id: number,
): SendMessageBatchRequestEntry => ({
  Id: `${id}`,
  MessageBody: JSON.stringify({ conversationId, from, to, shard, of }),
  MessageGroupId: `${conversationId}#${shard}`,
  // Members may be cut into more shards from one entry to the next: a shard of three is not that shard of two.
  MessageDeduplicationId: `${conversationId}#${shard}/${of}#${from}-${to}`,
});

/** The delivery in a message's body; throws when there is none. */
export const readDelivery = (body: string): Delivery => DeliveryMessage.parse(JSON.parse(body));
