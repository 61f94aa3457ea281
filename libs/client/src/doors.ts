import { createAsk } from './ask';
import type { Clock } from './clock';
import type { Connection } from './connection';
import { Unreachable } from './failures';
import { type Ask, createHttp, type Fetch, type Http, type Token } from './http';
import type { Lifetime } from './lifetime';

/** The ways to the server, for as long as `lifetime` says: no request begins after its end, and none is answered. */
export const createDoors = (parts: {
  apiUrl: string;
  fetch: Fetch;
  token: Token;
  clock: Clock;
  lifetime: Pick<Lifetime, 'check'>;
  connection(): Connection | undefined;
  /** What the server would answer, this build may misread: nothing is asked, and what waits goes on waiting. */
  isOutdated(): boolean;
  /** The connection did not answer. */
  onSilence(): void;
  onFailed(error: unknown): void;
}): {
  http: Http;
  ask: Ask;
  /** On the socket or not at all: it is droppable. */
  whisper: Ask;
} => {
  const { apiUrl, token, clock, lifetime, connection, isOutdated, onSilence, onFailed } = parts;
  const { fetch: given } = parts; // apart from its object: a browser's own wants to be called so
  const fetch: Fetch = async (...request) => {
    lifetime.check();
    return given(...request);
  };
  const http = createHttp({ apiUrl, fetch, token, clock });
  const either = createAsk({ connection, http, onSilence });
  return {
    http,
    ask: async (type, body) => {
      lifetime.check();
      if (isOutdated()) throw new Unreachable('This build is out of date.');
      try {
        return await either(type, body);
      } catch (error) {
        onFailed(error);
        throw error;
      } finally {
        lifetime.check();
      }
    },
    whisper: async (type, body) => {
      const open = connection();
      if (!open) throw new Unreachable('There is no connection.');
      return open.ask(type, body);
    },
  };
};
