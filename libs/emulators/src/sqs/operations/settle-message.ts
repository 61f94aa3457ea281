import * as z from 'zod';
import { runBatch } from '../batch';
import { operation, QueueUrl, ReceiptHandle, VisibilityTimeout } from '../operation';

export const deleteMessage = operation(z.strictObject({ QueueUrl, ReceiptHandle }), async (service, input) => {
  service.at(input.QueueUrl).remove(input.ReceiptHandle);
  await service.saved();
  return {};
});

export const deleteMessageBatch = operation(
  z.strictObject({ QueueUrl, Entries: z.array(z.strictObject({ Id: z.string(), ReceiptHandle })) }),
  async (service, { QueueUrl, Entries }) => {
    const queue = service.at(QueueUrl);
    const result = runBatch(Entries, ({ ReceiptHandle }) => {
      queue.remove(ReceiptHandle);
      return {};
    });
    await service.saved();
    return result;
  },
);

export const changeMessageVisibility = operation(
  z.strictObject({ QueueUrl, ReceiptHandle, VisibilityTimeout }),
  async (service, input) => {
    service.at(input.QueueUrl).show(input.ReceiptHandle, input.VisibilityTimeout);
    await service.saved();
    return {};
  },
);
