import { encodeHttp, type Input, Refusal, requests, type Reply, type RequestType } from '@parley/protocol';

/**
 * Asks over HTTP with a token that is not the session's own. Rejects with the server's `refusal`, or with the fetch's error.
 */
export const askWith = async <T extends RequestType>(
  { apiUrl, token }: { apiUrl: string; token: string },
  type: T,
  body: Input<T>,
): Promise<Reply<T>> => {
  const { method, path, text } = encodeHttp(type, body) ?? {};
  if (!method || !path) throw new Error(`${type} has no route over HTTP.`);
  const response = await fetch(new URL(path, apiUrl), {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(text !== undefined && { body: text }),
  });
  const answer: unknown = await response.json();
  // The catalogue pairs each request with its own reply; that is beyond what an index can say.
  if (response.ok) return requests[type].reply.parse(answer) as Reply<T>;
  const refusal = Refusal.parse(answer);
  throw Object.assign(new Error(refusal.message), { refusal });
};
