import { isUtf8 } from 'node:buffer';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { verifySignature } from '../sigv4';
import { type Connection } from './connection';
import { gatewayId, isGatewayId } from './ids';
import { type Api } from './options';

/** API Gateway's largest payload of any call, 10 MB: nothing beyond it is kept, not even to check a signature. */
const largestBody = 10 * 1024 * 1024;

type Answer = { status: number; errorType?: string; body?: unknown };

const failure = (status: number, errorType: string, message: string): Answer => ({
  status,
  errorType,
  body: { message },
});
const tooLarge = failure(413, 'PayloadTooLargeException', 'Payload too large');

/** The whole body, or `undefined` when it is too large; read to its end even then, so that the caller gets the answer. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= largestBody) chunks.push(chunk);
  }
  return bytes <= largestBody ? Buffer.concat(chunks) : undefined;
};

/** The connection id of `/{stage}/@connections/{id}`, or `undefined` for any other path. */
const connectionIdOf = (stage: string, url: string): string | undefined => {
  try {
    const parts = (url.split('?')[0] ?? '').split('/').map(decodeURIComponent);
    const [root, first, second, id, ...rest] = parts;
    return root === '' && first === stage && second === '@connections' && rest.length === 0 ? id : undefined;
  } catch {
    return undefined; // a malformed percent sign
  }
};

const describe = ({ connectedAt, lastActiveAt, identity }: Connection): Answer => ({
  status: 200,
  body: {
    connectedAt: new Date(connectedAt).toISOString(),
    identity,
    lastActiveAt: new Date(lastActiveAt()).toISOString(),
  },
});

const act = (api: Api, method: string, connection: Connection, body: Buffer): Answer => {
  if (method === 'GET') return describe(connection);
  if (method === 'DELETE') {
    connection.close(undefined, '');
    return { status: 204 };
  }
  // A text frame that is not UTF-8 would make the client fail its socket, so it is the poster who is told.
  if (!isUtf8(body)) return failure(400, 'BadRequestException', 'The data must be UTF-8 text');
  return connection.post(body) ? { status: 200 } : failure(429, 'LimitExceededException', 'Limit exceeded');
};

/** Answers one call of the @connections API: POST, GET and DELETE of a connection, signed with SigV4. */
export const answerManagement = async (
  api: Api,
  find: (connectionId: string) => Connection | undefined,
  request: IncomingMessage,
): Promise<Answer> => {
  const { method = '', url = '', headers } = request;
  const body = await readBody(request);
  if (!body) return tooLarge;
  const { credentials, region, clock, stage, limits } = api;
  const signature = verifySignature(
    { method, url, headers, body },
    { credentials, region, service: 'execute-api', now: clock.now() },
  );
  if (!signature.valid) return failure(403, signature.type, signature.message);

  const connectionId = connectionIdOf(stage, url);
  if (connectionId === undefined || !['POST', 'GET', 'DELETE'].includes(method)) {
    return failure(403, 'ForbiddenException', 'Forbidden');
  }
  // Told apart from 410 on purpose: an id that was encoded twice must not look like a client that has left.
  if (!isGatewayId(connectionId)) {
    return failure(400, 'BadRequestException', `Invalid connectionId: ${connectionId}`);
  }
  if (body.length > limits.messageBytes) return tooLarge;
  const connection = find(connectionId);
  return connection ? act(api, method, connection, body) : failure(410, 'GoneException', 'Gone');
};

/** Writes an answer in AWS's shape: the error's name stands in a header, its message in the JSON body. */
export const writeAnswer = (response: ServerResponse, { status, errorType, body }: Answer): void => {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'x-amzn-RequestId': gatewayId(),
    ...(errorType && { 'x-amzn-ErrorType': errorType }),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(status !== 204 && { 'Content-Length': Buffer.byteLength(text) }),
  });
  response.end(text);
};
