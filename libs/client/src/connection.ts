import {
  decodeFrame,
  type Frame,
  type Input,
  type Push,
  type Refusal,
  type Reply,
  type RequestType,
} from '@parley/protocol';
import type { Clock } from './clock';
import { Refused, Unreachable } from './failures';
import { parseReply } from './reply';
import type { WebSocketClass } from './web-socket';

/** How long an opening and an answer may take: cold starts (1-3 s) fit, and people still wait. */
export const answerMs = 10_000;

/** One open socket. */
export type Connection = {
  ask<T extends RequestType>(type: T, body: Input<T>): Promise<Reply<T>>;
  isOpen(): boolean;
  /** For how long it has said nothing. */
  silentMs(): number;
  /** Closes once everything asked is answered (or was not, in time). */
  retire(): void;
  /** Closes now; what is asked and not answered is unreachable. */
  drop(): void;
};

export type ConnectionEvents = { onPush(push: Push): void; onClosed(): void };
export type SocketDoor = { socketUrl: string; webSocket: WebSocketClass; clock: Clock };

type Waiting = { resolve(body: unknown): void; reject(error: Error): void };

/** Opens a socket. Rejects with `Unreachable` where it does not open, for whatever reason: browsers do not tell. */
export const openConnection = (
  { socketUrl, webSocket: WebSocket, clock }: SocketDoor,
  token: string,
  { onPush, onClosed }: ConnectionEvents,
): Promise<Connection> =>
  new Promise((opened, failed) => {
    const waiting = new Map<string, Waiting>();
    let [state, asked, retiring]: ['opening' | 'open' | 'closed', number, boolean] = ['opening', 0, false];

    const closed = () => {
      if (state === 'closed') return;
      const wasOpen = state === 'open';
      state = 'closed';
      cancelOpening();
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.onerror = () => undefined; // `ws` throws an error that nobody listens for
      socket.close();
      failed(new Unreachable('The connection could not be opened.'));
      for (const { reject } of waiting.values()) reject(new Unreachable('The connection was lost.'));
      waiting.clear();
      if (wasOpen) onClosed();
    };

    const settle = (id: string, how: (one: Waiting) => void) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (one) how(one);
      if (retiring && waiting.size === 0) closed();
    };

    let heardAt = clock.now();
    const receive = (frame: Frame | null) => {
      heardAt = clock.now();
      if (frame === null) return;
      if (frame.type === 'reply') return settle(frame.id, ({ resolve }) => resolve(frame.body));
      if (frame.type !== 'refusal') return onPush(frame);
      const { id, type: _, ...refusal } = frame;
      if (id !== null) settle(id, ({ reject }) => reject(new Refused(refusal satisfies Refusal)));
    };

    const ask = async <T extends RequestType>(type: T, body: Input<T>): Promise<Reply<T>> => {
      if (state !== 'open') throw new Unreachable('There is no connection.');
      const id = String((asked += 1));
      const answer = new Promise<unknown>((resolve, reject) => {
        const cancel = clock.after(answerMs, () =>
          settle(id, (one) => one.reject(new Unreachable(`${type} was not answered in ${answerMs / 1000} s.`))),
        );
        const once =
          <V>(then: (value: V) => void) =>
          (value: V) => {
            cancel();
            then(value);
          };
        waiting.set(id, { resolve: once(resolve), reject: once(reject) });
      });
      try {
        socket.send(JSON.stringify({ type, id, body }));
      } catch {
        closed(); // the socket closed and has not said so yet
      }
      return parseReply(type, await answer);
    };

    const retire = () => {
      retiring = true;
      if (waiting.size === 0) closed();
    };

    // The token travels as a subprotocol, never in a URL. An error of the constructor may quote it, so it is not passed on.
    const open = () => {
      try {
        return new WebSocket(socketUrl, ['chat.v1', `bearer.${token}`]);
      } catch {
        throw new Unreachable('The connection could not be opened: its address or the token is malformed.');
      }
    };
    const socket = open();
    const cancelOpening = clock.after(answerMs, closed);
    socket.onopen = () => {
      state = 'open';
      cancelOpening();
      opened({ ask, retire, isOpen: () => state === 'open', silentMs: () => clock.now() - heardAt, drop: closed });
    };
    socket.onmessage = ({ data }: { data: unknown }) => receive(typeof data === 'string' ? decodeFrame(data) : null);
    socket.onclose = closed;
    socket.onerror = () => undefined; // a close follows
  });
