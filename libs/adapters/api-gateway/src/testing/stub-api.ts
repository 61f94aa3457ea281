import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stub got, as API Gateway would see it. */
export type Post = { method: string | undefined; path: string; text: string; authorization: string | undefined };
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export const status =
  (code: number, body = '', headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end(body);

/** A management endpoint on a free port of 127.0.0.1. It gives `answers` in turn, then what `otherwise` says, 200 unless told. */
export const startStubApi = async (otherwise: (path: string) => Answer = () => status(200)) => {
  const posts: Post[] = [];
  const answers: Answer[] = [];
  const state = { busiest: 0 };
  let open = 0;
  const server = createServer(async (request, response) => {
    state.busiest = Math.max(state.busiest, ++open);
    response.once('close', () => open--);
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
    const { method, url = '', headers } = request;
    posts.push({ method, path: url, text, authorization: headers.authorization });
    (answers.shift() ?? otherwise(url))(response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((closed) => server.close(closed));
  };
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}/live`, posts, answers, state, stop };
};
