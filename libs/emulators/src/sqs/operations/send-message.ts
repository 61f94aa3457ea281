import * as z from 'zod';
import { runBatch } from '../batch';
import { md5Of, md5OfAttributes } from '../digest';
import { fail } from '../fault';
import { MessageAttributes } from '../message';
import { operation, QueueUrl } from '../operation';
import type { Outgoing } from '../queue';
import type { Queue } from '../service';

/** 1 MiB, for a message with its attributes and for the messages of a batch together: SendMessage, SendMessageBatch. */
const messageBytes = 1_048_576;

const entry = {
  MessageBody: z.string(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
  MessageAttributes: MessageAttributes.default({}),
};
type Entry = z.output<z.ZodObject<typeof entry>>;

const bytesOf = ({ MessageBody, MessageAttributes: attributes }: Entry): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + Buffer.from(BinaryValue, 'base64').length,
    Buffer.byteLength(MessageBody),
  );

// "#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF" (SendMessage)
const allowedText = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
// "alphanumeric characters and punctuation", 128 of them (SendMessage)
const idText = /^[\x21-\x7e]{1,128}$/;

const id = (name: string, value: string): string =>
  idText.test(value)
    ? value
    : fail(
        'InvalidParameterValueException',
        `The value of ${name} is invalid. Reason: it can only include alphanumeric and punctuation characters, 1 to 128 in length.`,
      );

/** What a message's sender said, checked; throws a Fault. */
const outgoing = (given: Entry): Outgoing => {
  const { MessageBody: body, MessageGroupId, MessageDeduplicationId, MessageAttributes: attributes } = given;
  if (MessageGroupId === undefined)
    fail('MissingRequiredParameterException', 'The request must contain the parameter MessageGroupId.');
  if (MessageDeduplicationId === undefined)
    fail(
      'InvalidParameterValueException',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  if (body === '') fail('MissingRequiredParameterException', 'The request must contain the parameter MessageBody.');
  if (!allowedText.test(body))
    fail('InvalidMessageContents', 'Invalid characters found. Only some Unicode characters are allowed.');
  if (bytesOf(given) > messageBytes)
    fail('InvalidParameterValueException', `Message must be shorter than ${messageBytes} bytes.`);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    const value = DataType.startsWith('Binary') ? BinaryValue : StringValue;
    const hasBoth = StringValue !== undefined && BinaryValue !== undefined;
    if (!value || hasBoth)
      fail('InvalidParameterValueException', `The message attribute '${name}' must have one value, of its type.`);
  }
  // 10 attributes a message: SQS message quotas.
  if (Object.keys(attributes).length > 10)
    fail('InvalidParameterValueException', 'Number of message attributes exceeds the allowed maximum [10].');
  return {
    body,
    attributes,
    group: id('MessageGroupId', MessageGroupId),
    deduplicationId: id('MessageDeduplicationId', MessageDeduplicationId),
  };
};

const send = (queue: Queue, given: Entry) => {
  const message = outgoing(given);
  const { id, sequence } = queue.send(message);
  return {
    MessageId: id,
    MD5OfMessageBody: md5Of(message.body),
    ...(Object.keys(message.attributes).length > 0 && { MD5OfMessageAttributes: md5OfAttributes(message.attributes) }),
    SequenceNumber: `${sequence}`.padStart(20, '0'),
  };
};

export const sendMessage = operation(
  z.strictObject({ QueueUrl, ...entry }),
  async (service, { QueueUrl, ...given }) => {
    const sent = send(service.at(QueueUrl), given);
    await service.saved();
    return sent;
  },
);

export const sendMessageBatch = operation(
  z.strictObject({ QueueUrl, Entries: z.array(z.strictObject({ Id: z.string(), ...entry })) }),
  async (service, { QueueUrl, Entries }) => {
    const queue = service.at(QueueUrl);
    const bytes = Entries.reduce((sum, given) => sum + bytesOf(given), 0);
    if (bytes > messageBytes)
      fail(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${messageBytes} bytes. You have sent ${bytes} bytes.`,
      );
    const result = runBatch(Entries, (given) => send(queue, given));
    await service.saved();
    return result;
  },
);
