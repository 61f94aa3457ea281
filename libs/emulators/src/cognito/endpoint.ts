/** AWS JSON 1.1 over HTTP, as browsers and SDK clients speak it to the service. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { verifySignature } from '../sigv4';
import { fail, Fault } from './fault';
import { operations, signedOperations } from './operations';
import type { Pool } from './pool';
import type { Jwks } from './signing-key';

const targetPrefix = 'AWSCognitoIdentityProviderService.';
/** Ours: the largest input of any operation here is far below it. */
const bodyLimit = 128 * 1024;

const cors = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

const readBody = async (req: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is still read to its end: a client that is cut off while sending never sees the answer.
    if (size <= bodyLimit) chunks.push(chunk);
  }
  if (size > bodyLimit) fail('RequestEntityTooLargeException', 'The request is larger than 128 KB.');
  return Buffer.concat(chunks);
};

const parseBody = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return fail('SerializationException', 'The body is not JSON.');
  }
};

const requireSignature = ({ credentials, region, clock }: Pool, req: IncomingMessage, body: Buffer): void => {
  const { method = '', url = '', headers } = req;
  if (!credentials)
    throw new Fault('UnrecognizedClientException', 'This user pool was given no credentials to expect.');
  const expected = { credentials, region, service: 'cognito-idp', now: clock.now() };
  const check = verifySignature({ method, url, headers, body }, expected);
  if (!check.valid) throw new Fault(check.type, check.message);
};

const answer = async (pool: Pool, req: IncomingMessage): Promise<object> => {
  const body = await readBody(req);
  const target = req.headers['x-amz-target'];
  const name = typeof target === 'string' && target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : '';
  const run = operations.get(name);
  if (req.method !== 'POST' || !run) {
    fail('UnknownOperationException', `This user pool has no operation ${JSON.stringify(name)} over ${req.method}.`);
  }
  if (signedOperations.has(name)) requireSignature(pool, req, body);
  return run(pool, parseBody(body.toString('utf8')));
};

const statusOf = (fault: Fault): number => {
  if (fault.code === 'InternalErrorException') return 500;
  return fault.code === 'RequestEntityTooLargeException' ? 413 : 400;
};

/** The request handler of a pool's API. `report` hears of everything that is a bug rather than a refusal. */
export const endpoint = (pool: Pool, jwks: () => Jwks, report: (error: unknown) => void) => {
  const reply = (res: ServerResponse, status: number, body: object, headers: Record<string, string> = {}) => {
    const text = JSON.stringify(body);
    const type = { 'content-type': 'application/x-amz-json-1.1', 'content-length': Buffer.byteLength(text) };
    res.writeHead(status, { ...cors, ...type, 'x-amzn-requestid': randomUUID(), ...headers }).end(text);
  };

  const refuse = (res: ServerResponse, error: unknown) => {
    if (!(error instanceof Fault)) report(error);
    const fault = error instanceof Fault ? error : new Fault('InternalErrorException', 'Internal server error.');
    const headers = { 'x-amzn-errortype': `${fault.code}:` };
    reply(res, statusOf(fault), { __type: fault.code, message: fault.message }, headers);
  };

  const preflight = (req: IncomingMessage, res: ServerResponse) =>
    res
      .writeHead(200, {
        ...cors,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': req.headers['access-control-request-headers'] ?? 'content-type,x-amz-target',
        'access-control-max-age': '172800',
      })
      .end();

  return (req: IncomingMessage, res: ServerResponse): void => {
    if (req.method === 'OPTIONS') preflight(req, res);
    else if (req.method === 'GET' && req.url?.endsWith(`/${pool.userPoolId}/.well-known/jwks.json`)) {
      reply(res, 200, jwks(), { 'content-type': 'application/json' });
    } else {
      answer(pool, req).then(
        (body) => reply(res, 200, body),
        (error: unknown) => {
          if (req.complete) refuse(res, error); // else the client went away while it was sending
        },
      );
    }
  };
};
