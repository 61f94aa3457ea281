import type { Fetch, Socket, WebSocketClass } from '@parley/client';
import { decodeFrame, decodeHttp, decodeHttpReply, Entry, type Frame, Refusal } from '@parley/protocol';
import * as z from 'zod';
import type { Asked } from '../history/record';
import type { Recorder } from '../history/recorder';

type Who = { device: string; person: string };
type Body = Record<string, unknown>;

/** Requests whose every asking and answer is kept; what else a client asks says nothing about the properties. */
const kept =
  /^(messages\.|memberships\.(add|leave|remove|ban|unban|list)|conversations\.(get|list|rename)|delivery\.(read|unread))/;

/** Which conversations a list tells of: their names, and the last that was said there. */
const Listed = z
  .array(z.object({ conversation: z.object({ id: z.string() }) }))
  .transform((all) => all.map(({ conversation }) => conversation.id));

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const askedOf = (body: Body): Asked => {
  const fields = {
    ...{ conversationId: text(body['conversationId']), key: text(body['key']) },
    ...{
      deleteKey: text(body['deleteKey']),
      after: number(body['after']),
      seq: number(body['seq']),
      target: number(body['target']),
    },
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Asked;
};

/** A push reaches many devices as the same text: it is read once. */
const lastRead = { text: '', frame: null as Frame | null };
const frameIn = (data: unknown): Frame | null => {
  if (typeof data !== 'string') return null;
  if (data !== lastRead.text) Object.assign(lastRead, { text: data, frame: decodeFrame(data) });
  return lastRead.frame;
};

/** Writes down what passes between one device and the server, without changing any of it. */
export const createTap = (recorder: Recorder, who: Who) => {
  const asks = (type: string, body: Body): number | undefined => {
    if (!kept.test(type)) return undefined;
    const op = recorder.nextOp();
    recorder.record('asked', { op, ...who, type: type as never, asked: askedOf(body) });
    return op;
  };
  const answered = (op: number, conversationId: string | undefined, reply: unknown) => {
    const { entry, entries, head, conversations } = (reply ?? {}) as Record<string, unknown>;
    const id = conversationId ?? '';
    const parsed = (one: unknown): Entry[] => {
      const { success, data } = Entry.safeParse(one);
      return success ? [data] : [];
    };
    const [mine] = recorder.seen(id, parsed(entry));
    const all = Array.isArray(entries) ? recorder.seen(id, entries.flatMap(parsed)) : undefined;
    const ends = number(head);
    const listed = Listed.safeParse(conversations).data;
    recorder.record('answered', {
      ...{ op, ...(mine && { entry: mine }), ...(all && { entries: all }) },
      ...(all && ends !== undefined && { head: ends }),
      ...(listed && { listed }),
    });
  };

  const pushed = (frame: Frame) => {
    if (frame.type !== 'entries') return;
    const { conversationId } = frame;
    recorder.record('pushed', { ...who, conversationId, entries: recorder.seen(conversationId, frame.entries) });
  };

  const onFrame = (waiting: Map<string, { op: number; conversationId: string | undefined }>, data: unknown) => {
    const frame = frameIn(data);
    if (!frame) return;
    if (frame.type !== 'reply' && frame.type !== 'refusal') return pushed(frame);
    const one = frame.id === null ? undefined : waiting.get(frame.id);
    if (!one || frame.id === null) return;
    waiting.delete(frame.id);
    if (frame.type === 'refusal') recorder.record('refused', { op: one.op, code: frame.code });
    else answered(one.op, one.conversationId, frame.body);
  };

  const tapped = (socket: Socket): Socket => {
    const waiting = new Map<string, { op: number; conversationId: string | undefined }>();
    return new Proxy(socket, {
      get: (target, name) => {
        if (name === 'send')
          return (frame: string) => {
            const { type, id, body } = JSON.parse(frame) as { type: string; id: string; body: Body };
            const op = asks(type, body);
            if (op !== undefined) waiting.set(id, { op, conversationId: text(body['conversationId']) });
            target.send(frame);
          };
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
      set: (target, name, value: unknown) => {
        if (name !== 'onmessage' || typeof value !== 'function') return Reflect.set(target, name, value);
        const listener = value as (event: { data: unknown }) => void;
        target.onmessage = ((event: { data: unknown }) => {
          onFrame(waiting, event.data);
          listener(event);
        }) as Socket['onmessage'];
        return true;
      },
    });
  };

  return {
    socket: (WebSocket: WebSocketClass): WebSocketClass =>
      class {
        constructor(url: string, protocols: string[]) {
          return tapped(new WebSocket(url, protocols));
        }
      } as unknown as WebSocketClass,
    fetch:
      (fetch: Fetch): Fetch =>
      async (url, init) => {
        const { pathname, searchParams } = new URL(url);
        const decoded = decodeHttp({
          ...{ method: init.method, path: decodeURIComponent(pathname), text: init.body ?? '' },
          query: Object.fromEntries(searchParams),
        });
        const body = decoded.ok ? (decoded.value.body as Body) : {};
        const op = decoded.ok ? asks(decoded.value.type, body) : undefined;
        const response = await fetch(url, init);
        const reply = await response.text();
        if (op !== undefined) {
          const value = parsed(reply);
          const refusal = Refusal.safeParse(value);
          if (response.status >= 200 && response.status < 300) answered(op, text(body['conversationId']), value);
          else if (refusal.success) recorder.record('refused', { op, code: refusal.data.code });
        }
        return { status: response.status, text: async () => reply };
      },
  };
};

const parsed = (reply: string): unknown => {
  try {
    return decodeHttpReply(reply);
  } catch {
    return undefined; // a proxy's page: no answer
  }
};
