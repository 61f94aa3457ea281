import * as z from 'zod';
import { md5Of, md5OfAttributes } from '../digest';
import type { Message } from '../message';
import { operation, QueueUrl, VisibilityTimeout } from '../operation';
import { systemAttributes } from '../system-attributes';

const Names = z.array(z.string()).default([]);

/** Whether a name is asked for: all of them, itself, or what begins with a prefix that ends in `.*`. */
const isAskedFor = (asked: readonly string[], name: string): boolean =>
  asked.some(
    (one) => one === 'All' || one === '.*' || one === name || (one.endsWith('.*') && name.startsWith(one.slice(0, -1))),
  );

const chosen = <T>(all: Record<string, T>, asked: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => isAskedFor(asked, name)));

const orNothing = <T extends object>(key: string, all: T): object =>
  Object.keys(all).length > 0 ? { [key]: all } : {};

const onTheWire = (message: Message, system: readonly string[], own: readonly string[], accountId: string): object => {
  const attributes = chosen(message.attributes, own);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: md5Of(message.body),
    Body: message.body,
    ...orNothing('Attributes', chosen(systemAttributes(message, accountId), system)),
    ...orNothing('MessageAttributes', attributes),
    ...(Object.keys(attributes).length > 0 && { MD5OfMessageAttributes: md5OfAttributes(attributes) }),
  };
};

/** Waits at most 20 s for at most ten messages: ReceiveMessage. */
export const receiveMessage = operation(
  z.strictObject({
    QueueUrl,
    MaxNumberOfMessages: z.int().min(1).max(10).default(1),
    VisibilityTimeout: VisibilityTimeout.optional(),
    WaitTimeSeconds: z.int().min(0).max(20).default(0),
    AttributeNames: Names,
    MessageSystemAttributeNames: Names,
    MessageAttributeNames: Names,
  }),
  async (service, input, gone) => {
    const messages = await service.at(input.QueueUrl).poll({
      most: input.MaxNumberOfMessages,
      visibilitySeconds: input.VisibilityTimeout,
      waitMs: input.WaitTimeSeconds * 1_000,
      signal: gone,
    });
    await service.saved();
    if (messages.length === 0) return {};
    const system = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
    return {
      Messages: messages.map((one) => onTheWire(one, system, input.MessageAttributeNames, service.accountId)),
    };
  },
);
