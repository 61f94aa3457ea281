import type { Fetch, Socket, WebSocketClass } from '@parley/client';
import type { Caller, FrameSender, Sent } from '@parley/core';
import { decodeHttp, refusals } from '@parley/protocol';
import { between, type Random } from '../random';
import type { Faults } from './faults';
import type { Processes } from './processes';
import type { Simulation } from './simulation';

/** One way through the network, ms. */
const wayMs = { low: 5, high: 40 };
/** F35: how late a post may be that others overtake. */
const lateMs = 1_500;
/** A post that is never answered is given up by its sender after 2 s (F33). */
const postDeadlineMs = 2_000;
/**
 * How long a token lives: of some devices so short that connections are changed while things happen, of the others so
 * long that no new hello hides what only a ping can notice.
 */
const tokenMs = { short: 3 * 60_000, long: 60 * 60_000 };

/** F23: a connection without traffic ends after ten minutes; a half-open one is found dead by nothing else. */
const idleMs = 10 * 60_000;

type End = {
  id: string;
  caller: Caller & { connection: { id: string; connectedAt: number } };
  isHalfOpen: boolean;
  isClosed: boolean;
  lastAt: number;
  deliver(text: string): void;
  close(): void;
};

/** Whom a device is signed in as, since when. */
export const sessionOf = (personId: string, device: string, authTime = 0) => ({
  ...{ personId, username: personId, authTime },
  sessionId: `session-of-${personId}-${device}-${authTime}`,
});

/** What a device shows at a door: who it is for, and which device. */
export const tokenOf = (personId: string, device: string): string => `${personId}/${device}`;
const shownIn = (token: string): { person: string; device: string } => {
  const [person = '', device = ''] = token.split('/');
  return { person, device };
};

/** What API Gateway says itself when a handler failed (F19). */
const errorFrame = (connectionId: string, requestId: number): string =>
  JSON.stringify({ message: 'Internal server error', connectionId, requestId: `r-${requestId}` });

/** What lies between devices and processes: sockets and HTTP that lose, double, delay and break. */
export const createNetwork = (parts: {
  simulation: Simulation;
  faults: Faults;
  random: Random;
  processes: () => Processes;
}) => {
  const { simulation, faults, random, processes } = parts;
  const ends = new Map<string, End>();
  const down = new Set<string>();
  const signIns = new Map<string, number>();
  let [connections, requests] = [0, 0];

  const way = () => between(random, wayMs.low, wayMs.high);
  const later = (ms: number, run: () => void) => void simulation.after(ms, run);

  /** The server's side of a socket has ended; whether anybody is told is another matter (F25). */
  const ended = (end: End) => {
    if (end.isClosed) return;
    end.isClosed = true;
    ends.delete(end.id);
    if (faults.strikes('F25')) return;
    // Nobody waits for it, so nobody is told when it fails: a lease ends by itself.
    later(
      way(),
      () =>
        void processes()
          .closed(end.caller.personId, end.id)
          .catch(() => undefined),
    );
  };
  const broken = (end: End) => {
    ended(end);
    later(way(), () => end.close());
  };

  const post = async (connectionId: string, text: string, isReply: boolean): Promise<Sent> => {
    if (faults.strikes('F33')) {
      await simulation.sleep(postDeadlineMs);
      return 'failed';
    }
    const end = ends.get(connectionId);
    if (!end) return 'gone';
    if (end.isHalfOpen) {
      if (simulation.now() - end.lastAt <= idleMs) return 'sent';
      ended(end);
      return 'gone';
    }
    if (faults.strikes('F31')) return 'slow';
    if (faults.strikes(isReply ? 'reply' : 'push')) return 'sent';
    if (faults.strikes('cut')) {
      broken(end);
      return 'sent';
    }
    const times = faults.strikes('F37') ? 2 : 1;
    for (let nth = 0; nth < times; nth += 1)
      later(faults.strikes('F35') ? between(random, 0, lateMs) : way(), () => end.deliver(text));
    return 'sent';
  };
  const isReply = (text: string) => text.startsWith('{"type":"reply"') || text.startsWith('{"type":"refusal"');
  const frames: FrameSender = {
    send: (connectionId, text) => post(connectionId, text, isReply(text)),
    close: async (connectionId) => {
      const end = ends.get(connectionId);
      if (end) broken(end);
      return 'closed';
    },
  };

  const invoke = async (end: End, text: string) => {
    if (faults.strikes('F19')) return end.deliver(errorFrame(end.id, (requests += 1)));
    const answer = await processes().handle(end.caller, text);
    await frames.send(end.id, answer);
  };
  const arrive = (end: End, text: string) => {
    end.lastAt = simulation.now();
    if (faults.strikes('F26')) end.isHalfOpen = true;
    if (end.isClosed || end.isHalfOpen || faults.strikes('request')) return;
    void invoke(end, text);
    if (faults.strikes('F15')) later(between(random, 0, lateMs), () => void invoke(end, text));
  };

  const identityOf = (person: string, device: string) => ({
    ...sessionOf(person, device, signIns.get(person)),
    tokenExpires: simulation.now() + (random() < 0.3 ? tokenMs.short : tokenMs.long),
  });

  const connect = (device: string, person: string, socket: { deliver(text: string): void; close(): void }) => {
    if (down.has(device) || faults.strikes('F12') || faults.strikes('F40')) return undefined;
    const id = `connection-${(connections += 1)}`;
    const connectedAt = simulation.now();
    const caller = { ...identityOf(person, device), connection: { id, connectedAt } };
    const end: End = { id, caller, isHalfOpen: false, isClosed: false, lastAt: connectedAt, ...socket };
    ends.set(id, end);
    return end;
  };

  const webSocketOf = (device: string): WebSocketClass =>
    class implements Socket {
      onopen: Socket['onopen'] = null;
      onmessage: Socket['onmessage'] = null;
      onerror: Socket['onerror'] = null;
      onclose: Socket['onclose'] = null;
      private end: End | undefined;
      private isClosed = false;

      constructor(_url: string, protocols: string[]) {
        const { person } = shownIn((protocols[1] ?? '').replace(/^bearer\./, ''));
        later(2 * way(), () => {
          if (this.isClosed) return;
          this.end = connect(device, person, {
            deliver: (data) => {
              if (!this.isClosed && !down.has(device)) this.onmessage?.({ data } as never);
            },
            close: () => this.die(),
          });
          if (this.end) this.onopen?.({} as never);
          else this.die();
        });
      }
      send(text: string): void {
        const { end } = this;
        if (end && !down.has(device)) later(way(), () => arrive(end, text));
      }
      close(): void {
        this.isClosed = true;
        const { end } = this;
        if (!end) return;
        // A device without a network ends its socket for itself alone: the other end stays half-open.
        if (down.has(device)) end.isHalfOpen = true;
        else later(way(), () => ended(end));
      }
      die(): void {
        if (this.isClosed) return;
        this.isClosed = true;
        this.onclose?.({} as never);
      }
    };

  const http = async (person: string, url: string, init: Parameters<Fetch>[1]) => {
    if (faults.strikes('F40')) return { status: 403, text: '<html>Request blocked.</html>' };
    const { pathname, searchParams } = new URL(url);
    const decoded = decodeHttp({
      ...{ method: init.method, path: decodeURIComponent(pathname), text: init.body ?? '' },
      query: Object.fromEntries(searchParams),
    });
    const caller = { ...sessionOf(person, 'http', signIns.get(person)), tokenExpires: simulation.now() + tokenMs.long };
    const answer = decoded.ok ? await processes().answer(caller, decoded.value) : decoded;
    const [status, body] = 'body' in answer ? [200, answer.body] : [0, !answer.ok && answer.refusal];
    if (status === 200) return { status, text: JSON.stringify(body) };
    if (!body || !('code' in body)) throw new Error('A refusal without a code');
    return { status: refusals[body.code].http, text: JSON.stringify(body) };
  };

  const fetchOf =
    (device: string): Fetch =>
    (url, init) =>
      new Promise((resolve, reject) => {
        const fail = () => reject(new TypeError('fetch failed'));
        const { person } = shownIn((init.headers['authorization'] ?? '').replace(/^Bearer /, ''));
        if (down.has(device)) return later(1, fail);
        later(way(), () => {
          if (faults.strikes('request')) return later(way(), fail);
          void http(person, url, init).then(({ status, text }) =>
            later(way(), () => {
              if (down.has(device) || faults.strikes('reply')) fail();
              else resolve({ status, text: async () => text });
            }),
          );
        });
      });

  return {
    frames,
    webSocketOf,
    fetchOf,
    /** Whom a token speaks for that is shown later, on an open connection. */
    verify: async (token: string) => {
      const { person, device } = shownIn(token);
      return identityOf(person, device);
    },
    /** The device has no network: nothing goes out or comes in, and the server knows nothing of it. */
    goOffline: (device: string): void => void down.add(device),
    goOnline: (device: string): void => void down.delete(device),
    /** The person signs in again, on all their devices: dated to the second after this one, as what began in this one may not count. */
    signIn: (person: string): void => void signIns.set(person, Math.ceil(simulation.now() / 1_000 + 1) * 1_000),
    isOffline: (device: string): boolean => down.has(device),
    /** How many requests of which kind reached the server is counted by the tap; this is all of them. */
    connections: (): number => connections,
  };
};
export type Network = ReturnType<typeof createNetwork>;
