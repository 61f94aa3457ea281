import type { Message } from './message';

/** What the service says of a message, all as text: ReceiveMessage's `Attributes`, and `attributes` in a Lambda event. */
export const systemAttributes = (message: Message, accountId: string): Record<string, string> => ({
  ApproximateReceiveCount: `${message.received}`,
  SentTimestamp: `${message.sentAt}`,
  SequenceNumber: `${message.sequence}`.padStart(20, '0'),
  MessageGroupId: message.group,
  SenderId: accountId,
  MessageDeduplicationId: message.deduplicationId,
  ApproximateFirstReceiveTimestamp: `${message.firstReceivedAt ?? message.sentAt}`,
  ...(message.source !== undefined && { DeadLetterQueueSourceArn: message.source }),
});
