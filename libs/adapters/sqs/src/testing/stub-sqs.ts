import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';

export type SentEntry = { Id: string; MessageBody: string; MessageGroupId: string; MessageDeduplicationId: string };
export type Failure = { Id: string; Code: string; SenderFault: boolean; Message?: string };
export type Answer = (response: ServerResponse) => void;

/** An answer that the whole call failed. */
export const refusal =
  (status: number, type: string): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify({ __type: type }));

/**
 * A stand-in for SQS that fails as it is told: `failures` says of each call in turn which entries are not taken, and
 * `answers` replaces whole answers. `calls` are the batches that came.
 */
export const startStubSqs = async () => {
  const calls: SentEntry[][] = [];
  const failures: Failure[][] = [];
  const answers: Answer[] = [];
  const targets: unknown[] = [];
  const server = createServer(async (request, response) => {
    const { Entries } = (await json(request)) as { Entries: SentEntry[] };
    calls.push(Entries);
    targets.push(request.headers['x-amz-target']);
    const answer = answers.shift();
    if (answer) return answer(response);
    const Failed = failures.shift() ?? [];
    const taken = Entries.filter(({ Id }) => !Failed.some((failure) => failure.Id === Id));
    const Successful = taken.map(({ Id, MessageBody }) => ({
      ...{ Id, MessageId: `m-${Id}` },
      MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
    }));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ Successful, ...(Failed.length > 0 && { Failed }) }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'very-secret' };
  const client = new SQSClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { client, calls, failures, answers, targets, queueUrl: `${endpoint}/123456789012/deliveries.fifo` };
};
