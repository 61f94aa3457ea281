/** AWS JSON 1.0 over HTTP, as SDK clients speak it to the service. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { verifySignature } from '../sigv4';
import { fail, Fault, queryCodeOf } from './fault';
import type { Operation } from './operation';
import { getQueueAttributes, getQueueUrl, purgeQueue } from './operations/describe-queue';
import { receiveMessage } from './operations/receive-message';
import { sendMessage, sendMessageBatch } from './operations/send-message';
import { changeMessageVisibility, deleteMessage, deleteMessageBatch } from './operations/settle-message';
import type { Service } from './service';

const targetPrefix = 'AmazonSQS.';
const operations = new Map<string, Operation>(
  Object.entries({
    ChangeMessageVisibility: changeMessageVisibility,
    DeleteMessage: deleteMessage,
    DeleteMessageBatch: deleteMessageBatch,
    GetQueueAttributes: getQueueAttributes,
    GetQueueUrl: getQueueUrl,
    PurgeQueue: purgeQueue,
    ReceiveMessage: receiveMessage,
    SendMessage: sendMessage,
    SendMessageBatch: sendMessageBatch,
  }),
);
/** Ours: 1 MiB of messages, all of it escaped as `\u00xx` in JSON, and as much again for the rest. */
const bodyLimit = 12 * 1024 * 1024;

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is still read to its end: a client that is cut off while sending never sees the answer.
    if (size <= bodyLimit) chunks.push(chunk);
  }
  if (size > bodyLimit) fail('RequestEntityTooLargeException', `The request is larger than ${bodyLimit} bytes.`);
  return Buffer.concat(chunks);
};

const parseBody = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return fail('SerializationException', 'The body is not JSON.');
  }
};

const answer = async (service: Service, request: IncomingMessage, gone: AbortSignal): Promise<object> => {
  const body = await readBody(request);
  const { method = '', url = '', headers } = request;
  const { credentials, region, clock } = service;
  const signature = verifySignature(
    { method, url, headers, body },
    { credentials, region, service: 'sqs', now: clock.now() },
  );
  if (!signature.valid) throw new Fault(signature.type, signature.message);
  const target = headers['x-amz-target'];
  const name = typeof target === 'string' && target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : '';
  const run = operations.get(name);
  if (method !== 'POST' || !run)
    fail('UnknownOperationException', `These queues have no operation ${JSON.stringify(name)} over ${method}.`);
  return run(service, parseBody(body), gone);
};

const statusOf = ({ code }: Fault): number => {
  if (code === 'InternalError') return 500;
  return code === 'RequestEntityTooLargeException' ? 413 : 400;
};

const write = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void => {
  const text = JSON.stringify(body);
  const type = { 'content-type': 'application/x-amz-json-1.0', 'content-length': Buffer.byteLength(text) };
  response.writeHead(status, { ...type, 'x-amzn-requestid': randomUUID(), ...headers }).end(text);
};

/** The request handler of the API. `report` hears of everything that is a bug rather than a refusal. */
export const endpoint =
  (service: Service, report: (error: unknown) => void): RequestListener =>
  (request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort()); // also after an answer, when it no longer matters
    const refuse = (error: unknown) => {
      if (!(error instanceof Fault)) report(error);
      const fault = error instanceof Fault ? error : new Fault('InternalError', 'Internal server error.');
      const headers = {
        'x-amzn-query-error': `${queryCodeOf(fault)};${statusOf(fault) < 500 ? 'Sender' : 'Receiver'}`,
      };
      write(response, statusOf(fault), { __type: `com.amazonaws.sqs#${fault.code}`, message: fault.message }, headers);
    };
    answer(service, request, gone.signal).then(
      (body) => write(response, 200, body),
      (error: unknown) => {
        if (request.complete) refuse(error); // else the client went away while it was sending
      },
    );
  };
