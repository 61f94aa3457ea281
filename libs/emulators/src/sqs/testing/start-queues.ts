import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { fakeClock } from '../../testing/fake-clock';
import { sqs, type SqsOptions } from '../sqs';

export const region = 'eu-west-1';
export const accountId = '123456789012';
export const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'a secret of the test' };

/** In a folder of its own, gone when the test is over. */
export const freshFile = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sqs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'queues', 'journal');
};

/** The queue that most tests are about; what it gives up three times goes to `dead.fifo`. */
export const queues: SqsOptions['queues'] = {
  'jobs.fifo': { deduplicationScope: 'messageGroup', deadLetter: { queue: 'dead.fifo', maxReceiveCount: 3 } },
  'dead.fifo': {},
};

/** Queues on a port of their own with the real SDK client in front of them, and a clock that the test moves. */
export const startQueues = async (options: Partial<SqsOptions> = {}) => {
  const clock = fakeClock();
  const file = options.file ?? (await freshFile());
  const server = createServer((request, response) => service.handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Behind a path, as in the local run.
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sqs`;
  const errors: unknown[] = [];
  const service = await sqs({
    ...{ region, accountId, credentials, queues, clock, endpoint, onError: (error: unknown) => errors.push(error) },
    ...options,
    file,
  });
  /** One attempt: a refusal is an answer here. */
  const client = (signedWith = credentials) =>
    new SQSClient({ region, endpoint, credentials: signedWith, maxAttempts: 1 });
  const sdk = client();
  // Signatures are made at the service's time, wherever a test has moved it.
  sdk.middlewareStack.add(
    (next) => (args) => {
      sdk.config.systemClockOffset = clock.now() - Date.now();
      return next(args);
    },
    { step: 'initialize' },
  );
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    sdk.destroy();
    server.closeAllConnections();
    server.close();
    await service.close();
  };
  onTestFinished(stop);

  const QueueUrl = `${endpoint}/${accountId}/jobs.fifo`;
  let sent = 0;
  /** Sends a text to a group, with a deduplication id of its own unless told. */
  const send = (body: string, group = 'a', more: Partial<SendMessageCommandInput> = {}) =>
    sdk.send(
      new SendMessageCommand({
        ...{ QueueUrl, MessageBody: body, MessageGroupId: group, MessageDeduplicationId: `id-${(sent += 1)}` },
        ...more,
      }),
    );
  const receive = async (more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> =>
    (await sdk.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];
  const remove = (message: Message | undefined, more: { QueueUrl?: string } = {}) =>
    sdk.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, ...more }));
  return { service, clock, file, endpoint, errors, client, sdk, QueueUrl, send, receive, remove, stop };
};

export const bodiesOf = (messages: readonly Message[]): (string | undefined)[] => messages.map(({ Body }) => Body);

/** What a rejected call was rejected with: `[name, message]`. */
export const refusalOf = async (call: Promise<unknown>): Promise<[string, string]> => {
  const error: unknown = await call.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  return error instanceof Error ? [error.name, error.message] : ['not an error', String(error)];
};
