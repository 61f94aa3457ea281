// A process made to be killed: sends numbered messages one after another, and prints each number once it is answered.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { sqs } from '../sqs';

const [, , file = ''] = process.argv;
const region = 'eu-west-1';
const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'a secret of the test' };
const server = createServer((request, response) => service.handle(request, response)).listen(0, '127.0.0.1');
await once(server, 'listening');
const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const queues = { 'jobs.fifo': {} };
const service = await sqs({ file, endpoint, region, accountId: '123456789012', credentials, queues });
const sdk = new SQSClient({ endpoint, region, credentials });
for (let number = 1; ; number += 1) {
  const MessageBody = `${number}`;
  const message = { MessageBody, MessageGroupId: MessageBody, MessageDeduplicationId: MessageBody };
  await sdk.send(new SendMessageCommand({ QueueUrl: service.urlOf('jobs.fifo'), ...message }));
  process.stdout.write(`${MessageBody}\n`);
}
