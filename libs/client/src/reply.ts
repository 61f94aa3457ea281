import { type Reply, requests, type RequestType } from '@parley/protocol';
import { Unreachable } from './failures';

/** An answer's body by the catalogue. What does not fit is no answer: a proxy's, or a newer server's. */
export const parseReply = <T extends RequestType>(type: T, body: unknown): Reply<T> => {
  const parsed = requests[type].reply.safeParse(body);
  if (parsed.success) return parsed.data as Reply<T>;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'the body';
  throw new Unreachable(`The answer to ${type} was not understood (${where}). Reload to get the newest version.`);
};
