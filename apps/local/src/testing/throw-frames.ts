import { once } from 'node:events';
import { decodeFrame, type Frame, limits } from '@parley/protocol';
import { WebSocket } from 'ws';
import * as z from 'zod';
import { promiseWithResolvers } from '@parley/emulators';

export type Answered = Extract<Frame, { type: 'reply' | 'refusal' }>;
type Thrown = { text: string; id: string | null };

const WithId = z.object({ id: z.string().min(1).max(64) });

/** The id that the answer to this frame must carry: the frame's own wherever it can be read, else null. */
const idIn = (text: string): string | null => {
  const received = Buffer.from(text).toString(); // half a surrogate pair has no UTF-8
  if (Buffer.byteLength(received) > limits.frameBytes) return null;
  try {
    return WithId.safeParse(JSON.parse(received)).data?.id ?? null;
  } catch {
    return null;
  }
};

/**
 * Throws frames at a socket of chat.v1, `atOnce` under way at a time, until `next` has no more, and hands each answer
 * to `judge`. Rejects when an answer carries an id that nobody waits for, is no answer, or takes longer than
 * `deadlineMs`, and when the connection closes.
 */
export const throwFrames = async (
  socket: WebSocket,
  next: () => string | undefined,
  judge: (answer: Answered) => void,
  { atOnce, deadlineMs }: { atOnce: number; deadlineMs: number },
): Promise<void> => {
  const underWay: Thrown[] = [];
  const { promise: done, resolve, reject } = promiseWithResolvers<void>();
  const fail = (why: string) =>
    reject(new Error(`${why}; under way: ${underWay.map(({ text }) => text.slice(0, 300)).join('\n')}`));
  let deadline = setTimeout(() => undefined, 0);

  const throwNext = () => {
    clearTimeout(deadline);
    while (underWay.length < atOnce) {
      const text = next();
      if (text === undefined) break;
      underWay.push({ text, id: idIn(text) });
      socket.send(text);
    }
    if (underWay.length === 0) resolve();
    else deadline = setTimeout(() => fail(`No answer within ${deadlineMs} ms`), deadlineMs);
  };
  const hear = (data: Buffer) => {
    const frame = decodeFrame(data.toString());
    if (frame?.type === 'entries' || frame?.type === 'inbox') return; // pushed, for what was said validly
    if (frame?.type !== 'reply' && frame?.type !== 'refusal') return fail(`This is no answer: ${data.toString()}`);
    const at = underWay.findIndex(({ id }) => id === frame.id);
    if (at < 0) return fail(`Nobody waits for ${data.toString().slice(0, 300)}`);
    try {
      judge(frame);
    } catch (error) {
      fail(`${String(error)}\nin answer to: ${underWay[at]?.text.slice(0, 300)}`);
    }
    underWay.splice(at, 1);
    throwNext();
  };
  const end = (code: number) => fail(`The connection was closed with ${code}`);
  socket.on('message', hear).on('close', end);
  try {
    throwNext();
    await done;
  } finally {
    clearTimeout(deadline);
    socket.off('message', hear).off('close', end);
  }
};

/** A bare socket, for `throwFrames`. */
export const bareSocket = async (url: string, token: string): Promise<WebSocket> => {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, ['chat.v1', `bearer.${token}`]);
  await once(socket, 'open');
  return socket;
};
