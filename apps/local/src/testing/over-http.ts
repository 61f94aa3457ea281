import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { decodeHttpReply, encodeHttp, type Input, type RequestType } from '@parley/protocol';
import { promiseWithResolvers } from '@parley/emulators';

/** What came back: `body` is what the JSON says, or undefined where it is none. */
export type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; text: string; body: unknown };

/** A request as it goes over the wire. `path` is sent as it is, also where no browser would send it. */
export type Call = {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer | undefined;
};

// `fetch` would put right what these tests send wrong: the path, the Host and the Origin.
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Rejects when no answer came within `deadlineMs`. */
export const call = async (
  url: string,
  { method = 'GET', path, headers = {}, body }: Call,
  deadlineMs = 20_000,
): Promise<Answer> => {
  const { hostname, port } = new URL(url);
  const { promise, resolve, reject } = promiseWithResolvers<Answer>();
  const signal = AbortSignal.timeout(deadlineMs);
  const attempt = () => {
    const asked = request({ hostname, port, method, path, headers, agent, signal }, (response) => {
      text(response).then((text) => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, text, body: decodeHttpReply(text) });
      }, reject);
    });
    // The server ends a connection that rests for 5 s; one that is taken up at that very moment was never asked anything.
    const isStale = (error: Error) => asked.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
    asked.on('error', (error) => (isStale(error) ? attempt() : reject(error))).end(body);
  };
  attempt();
  return promise;
};

/** Asks for something of the catalogue, as a person who is signed in. */
export const ask = <T extends RequestType>(
  url: string,
  { accessToken }: { accessToken: string },
  type: T,
  body: Input<T>,
): Promise<Answer> => {
  const encoded = encodeHttp(type, body);
  if (!encoded) throw new Error(`${type} has no route`);
  const { method, path, text } = encoded;
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  return call(url, { method, path, headers, body: text });
};
