import {
  decodeHttpReply,
  encodeHttp,
  type Input,
  Refusal,
  refusal,
  type Reply,
  type RequestType,
} from '@parley/protocol';
import type { Clock } from './clock';
import { answerMs } from './connection';
import { within } from './deadline';
import { Refused, Unreachable } from './failures';
import { parseReply } from './reply';

/** What the client uses of `fetch`. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal },
) => Promise<{ status: number; text(): Promise<string> }>;

/** The access token. `fresh`: not the one held, another. Null when signed out; rejects when it cannot tell now. */
export type Token = (options?: { fresh?: boolean }) => Promise<string | null>;

export type Ask = <T extends RequestType>(type: T, body: Input<T>) => Promise<Reply<T>>;

/** 30 s: the longest that an HTTP API waits for its integration. */
export const httpDeadlineMs = 30_000;

/**
 * The token, or why there is none: signed out is `Refused`, not to be told offline is `Unreachable`. One that has not
 * come after 10 s is not waited for: a refresh that began on a dead network must not hold what the living one could do.
 */
export const tokenOrThrow = async (token: Token, clock: Clock, fresh: boolean): Promise<string> => {
  const held = await within(clock, answerMs, token(fresh ? { fresh } : {})).catch(() => undefined);
  if (held === undefined) throw new Unreachable('Whether you are signed in cannot be told now.');
  if (held === null) throw new Refused(refusal('not_signed_in'));
  return held;
};

export type Http = {
  ask: Ask;
  /**
   * There is another connection: what has been unanswered for longer than people wait was asked on a network that is
   * gone. It is unreachable now, not at its deadline, and is asked again by whoever needs it; no request minds that.
   */
  giveUpOld(): void;
  /** Whatever is unanswered is unreachable now. */
  giveUp(): void;
};

/** Asks over HTTP. A token that the door does not take is replaced once. */
export const createHttp = (parts: { apiUrl: string; fetch: Fetch; token: Token; clock: Clock }): Http => {
  const { apiUrl, fetch, token, clock } = parts;
  const underWay = new Map<AbortController, number>();

  const exchange = async (path: string, init: Omit<Parameters<Fetch>[1], 'signal'>) => {
    const abort = new AbortController();
    const late = new Promise<never>((_, reject) => {
      abort.signal.addEventListener('abort', () => reject(new Error('late')));
    });
    const cancel = clock.after(httpDeadlineMs, () => abort.abort());
    underWay.set(abort, clock.now());
    const answer = async () => {
      const { status, text } = await fetch(apiUrl + path, { ...init, signal: abort.signal }).then(async (response) => ({
        status: response.status,
        text: await response.text(),
      }));
      return { status, value: decodeHttpReply(text) };
    };
    try {
      return await Promise.race([answer(), late]);
    } catch {
      throw new Unreachable(abort.signal.aborted ? 'The server did not answer in time.' : 'The network is not there.');
    } finally {
      underWay.delete(abort);
      cancel();
    }
  };

  const once = async <T extends RequestType>(type: T, body: Input<T>, fresh: boolean): Promise<Reply<T>> => {
    const http = encodeHttp(type, body);
    if (!http) throw new Unreachable(`${type} is asked on a connection only, and there is none.`);
    const headers: Record<string, string> = { authorization: `Bearer ${await tokenOrThrow(token, clock, fresh)}` };
    if (http.text !== undefined) headers['content-type'] = 'application/json';
    const init = { method: http.method, headers, ...(http.text === undefined ? {} : { body: http.text }) };
    const { status, value } = await exchange(http.path, init);
    if (status >= 200 && status < 300) return parseReply(type, value);
    const parsed = Refusal.safeParse(value);
    if (parsed.success) throw new Refused(parsed.data);
    // An authorizer before the door says 401 in words of its own.
    if (status === 401) throw new Refused(refusal('not_signed_in'));
    throw new Unreachable(`Something between here and the server answered ${status}.`);
  };

  return {
    giveUpOld: () => {
      for (const [abort, since] of underWay) if (clock.now() - since >= answerMs) abort.abort();
    },
    giveUp: () => {
      for (const abort of underWay.keys()) abort.abort();
    },
    ask: async (type, body) => {
      try {
        return await once(type, body, false);
      } catch (error) {
        if (!(error instanceof Refused && error.refusal.code === 'not_signed_in')) throw error;
        return once(type, body, true);
      }
    },
  };
};
