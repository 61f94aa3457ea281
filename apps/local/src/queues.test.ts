import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Delivery } from '@parley/core';
import { deliveryQueueContract } from '@parley/core/testing';
import { deliveryQueue, readDelivery } from '@parley/sqs';
import { expect, it, onTestFinished } from 'vitest';
import { promiseWithResolvers } from '@parley/emulators';
import { credentials, queueNames, region } from './deployment';
import { serveDeliveries, startQueues } from './queues';

const start = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-queues-'));
  const server = createServer((request, response) => queues.handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const lines: string[] = [];
  const tell = (line: string) => void lines.push(line);
  const queues = await startQueues({ file: join(folder, 'journal'), address, tell });
  const client = new SQSClient({ endpoint: `${address}/sqs`, region, credentials, maxAttempts: 1 });
  const queueUrl = queues.urlOf(queueNames.deliveries);
  onTestFinished(async () => {
    client.destroy();
    server.closeAllConnections();
    server.close();
    await queues.close();
    await rm(folder, { recursive: true });
  });
  return { queues, client, queueUrl, queue: deliveryQueue({ queueUrl, client }), tell, lines };
};

deliveryQueueContract(async () => {
  const { client, queueUrl, queue } = await start();
  const drained = async () => {
    const deliveries: Delivery[] = [];
    for (;;) {
      const polled = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
      const { Messages = [] } = await client.send(polled);
      if (Messages.length === 0) return deliveries;
      for (const { Body = '', ReceiptHandle } of Messages) {
        deliveries.push(readDelivery(Body));
        await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      }
    }
  };
  return { queue, drained };
});

const delivery = { conversationId: `c-${'0'.repeat(32)}`, from: 1, to: 1, shard: 0, of: 1 };

it('[DEL-2] brings what is added to the function that delivers', async () => {
  const { queues, queue, tell, lines } = await start();
  const invoked = promiseWithResolvers<unknown>();
  const mapping = serveDeliveries({
    queues,
    tell,
    invoke: async (name, event) => {
      invoked.resolve([name, event]);
      return { batchItemFailures: [] };
    },
  });
  await queue.add([delivery]);
  expect(await invoked.promise).toMatchObject(['deliver', { Records: [{ body: JSON.stringify(delivery) }] }]);
  await mapping.close();
  expect(queues.queue(queueNames.deliveries).count()).toEqual({ visible: 0, inFlight: 0 });
  expect(lines).toEqual([]);
});

it('tells in the log that deliveries failed, and keeps them', async () => {
  const { queues, queue, tell, lines } = await start();
  const invoked = promiseWithResolvers<void>();
  const mapping = serveDeliveries({
    queues,
    tell,
    invoke: async () => {
      invoked.resolve();
      throw new Error('no table');
    },
  });
  await queue.add([delivery]);
  await invoked.promise;
  await mapping.close();
  expect(queues.queue(queueNames.deliveries).count()).toEqual({ visible: 0, inFlight: 1 });
  expect(lines[0]).toMatch(/^sqs Error: no table/);
});
