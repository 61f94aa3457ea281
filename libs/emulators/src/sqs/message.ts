import * as z from 'zod';

/** One attribute of a message: a text, or bytes as base64. */
export const MessageAttribute = z.strictObject({
  DataType: z.string().regex(/^(String|Number|Binary)(\..+)?$/, 'must be String, Number or Binary'),
  StringValue: z.string().optional(),
  BinaryValue: z.base64().optional(),
});
export const MessageAttributes = z.record(z.string().min(1).max(256), MessageAttribute);
export type MessageAttributes = z.infer<typeof MessageAttributes>;

/** A message as it is kept. Times are in milliseconds since 1970. */
export const Message = z.object({
  id: z.string(),
  /** Rises with every message that the queue accepts; 20 digits on the wire. */
  sequence: z.number(),
  group: z.string(),
  deduplicationId: z.string(),
  body: z.string(),
  attributes: MessageAttributes,
  sentAt: z.number(),
  /** How often it was received. */
  received: z.number(),
  firstReceivedAt: z.number().optional(),
  /** It is in flight, and its whole group waits, until then. */
  visibleAt: z.number(),
  /** Names its latest receive. */
  receipt: z.string().optional(),
  /** The queue that gave it up, when this is the dead-letter queue. */
  source: z.string().optional(),
});
export type Message = z.infer<typeof Message>;

/** What is remembered of an accepted message for five minutes, so that it is not accepted a second time. */
export const Accepted = z.object({ id: z.string(), sequence: z.number(), at: z.number() });
export type Accepted = z.infer<typeof Accepted>;
