import type { ArbitraryCall } from './arbitrary-call';
import { type Answer, call } from './over-http';

/**
 * Throws HTTP requests, one after the other, until `next` has no more, and hands each answer to `judge`.
 * Rejects, naming the request, when `judge` throws or no answer came within `deadlineMs`.
 */
export const throwCalls = async (
  { url, token, deadlineMs }: { url: string; token: string; deadlineMs: number },
  next: () => ArbitraryCall | undefined,
  judge: (thrown: ArbitraryCall, answer: Answer) => void,
): Promise<void> => {
  for (let thrown = next(); thrown; thrown = next()) {
    const { method, path, body, contentType, signedIn } = thrown;
    const headers = {
      'content-type': contentType,
      // Said for every method: Node would send the body of a GET without it, as if it were the next request.
      'content-length': `${Buffer.byteLength(body)}`,
      ...(signedIn && { authorization: `Bearer ${token}` }),
    };
    try {
      judge(thrown, await call(url, { method, path, headers, body }, deadlineMs));
    } catch (cause) {
      throw new Error(`${method} ${path.slice(0, 300)} with ${body.slice(0, 300)}: ${String(cause)}`, { cause });
    }
  }
};
