import { type IncomingMessage } from 'node:http';
import { verifySignature } from '../sigv4';
import { type Connection } from './connection';
import { isGatewayId } from './ids';
import { type Answer, failure, gone, limitExceeded, tooLarge } from './management-answer';
import { type Api } from './options';
import { postTo } from './post';

/** API Gateway's largest payload of any call, 10 MB: nothing beyond it is kept, not even to check a signature. */
const largestBody = 10 * 1024 * 1024;

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

const act = (api: Api, method: string, connection: Connection, body: Buffer): Answer | 'silence' => {
  if (method === 'GET') return describe(connection);
  if (method === 'DELETE') {
    connection.close(undefined, '');
    return { status: 204 };
  }
  return postTo(api, connection, body);
};

/**
 * Answers one call of the @connections API: POST, GET and DELETE of a connection, signed with SigV4. `silence` is a
 * call that shall never be answered.
 */
export const answerManagement = async (
  api: Api,
  find: (connectionId: string) => Connection | undefined,
  request: IncomingMessage,
): Promise<Answer | 'silence'> => {
  const { method = '', url = '', headers } = request;
  const body = await readBody(request);
  if (!body) return tooLarge;
  const { credentials, region, clock, stage, limits } = api;
  const signature = verifySignature(
    { method, url, headers, body },
    { credentials, region, service: 'execute-api', now: clock.now() },
  );
  if (!signature.valid) return failure(403, signature.type, signature.message);

  if (!api.bucket.take()) return limitExceeded;
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
  return connection ? act(api, method, connection, body) : gone;
};
