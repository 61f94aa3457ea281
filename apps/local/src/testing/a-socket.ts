import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { decodeFrame, type Frame, type Input, type RequestType } from '@parley/protocol';
import { type ClientOptions, WebSocket } from 'ws';

/** The slowest answer that is one: a cold start under load takes seconds, and API Gateway gives up after 29. */
const deadlineMs = 20_000;

/** A socket of chat.v1, as a client without any cleverness sees it. */
export type TestSocket = {
  /** Sends text as it is. */
  says(text: string | Buffer): void;
  /** Sends a request and takes the frame that answers it. */
  asks<T extends RequestType>(type: T, body: Input<T>): Promise<Frame>;
  /** Takes the first frame, heard or yet to come, that fits. */
  hears(fits: (frame: Frame) => boolean): Promise<Frame>;
  /** The subprotocol that was agreed on. */
  protocol(): string;
  /** What was heard so far and not taken. */
  heard(): readonly Frame[];
  /** The close code. */
  closed: Promise<number>;
  isOpen(): boolean;
  close(): void;
};

const open = (url: string, protocols: string[], options: ClientOptions, path = '/ws') => {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${path}`, protocols, options);
  socket.on('error', () => undefined); // told by the handshake's status, or by the close code
  return socket;
};

/** Opens one for a token. */
export const openSocket = async (url: string, token: string, options: ClientOptions = {}): Promise<TestSocket> => {
  const socket = open(url, ['chat.v1', `bearer.${token}`], options);
  const heard: Frame[] = [];
  const waiting: { fits: (frame: Frame) => boolean; take: (frame: Frame) => void }[] = [];
  socket.on('message', (data: Buffer) => {
    const frame = decodeFrame(data.toString());
    if (!frame) throw new Error(`This is no frame of chat.v1: ${data.toString().slice(0, 500)}`);
    const at = waiting.findIndex(({ fits }) => fits(frame));
    if (at < 0) heard.push(frame);
    else waiting.splice(at, 1)[0]?.take(frame);
  });
  const closed = once(socket, 'close').then(([code]: unknown[]) => Number(code));
  await once(socket, 'open');

  const hears = (fits: (frame: Frame) => boolean): Promise<Frame> => {
    const at = heard.findIndex(fits);
    const [frame] = at < 0 ? [] : heard.splice(at, 1);
    if (frame) return Promise.resolve(frame);
    return new Promise((take, fail) => {
      const late = setTimeout(
        () => fail(new Error(`No such frame within ${deadlineMs} ms; heard: ${JSON.stringify(heard)}`)),
        deadlineMs,
      );
      waiting.push({
        fits,
        take: (frame) => {
          clearTimeout(late);
          take(frame);
        },
      });
    });
  };
  return {
    says: (text) => socket.send(text),
    asks: (type, body) => {
      const id = randomUUID();
      socket.send(JSON.stringify({ type, id, body }));
      return hears((frame) => 'id' in frame && frame.id === id);
    },
    hears,
    protocol: () => socket.protocol,
    heard: () => heard,
    closed,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => socket.close(),
  };
};

/** The status and the body of a handshake that is refused; rejects when it is not. */
export const refusedHandshake = async (
  url: string,
  protocols: string[],
  options: ClientOptions = {},
  path?: string,
): Promise<{ status: number | undefined; body: unknown }> => {
  const socket = open(url, protocols, options, path);
  const opened = once(socket, 'open').then(() => {
    socket.terminate();
    throw new Error('The handshake was not refused');
  });
  const refused = once(socket, 'unexpected-response') as Promise<[unknown, IncomingMessage]>;
  const [, response] = await Promise.race([refused, opened]);
  return { status: response.statusCode, body: await json(response) };
};
