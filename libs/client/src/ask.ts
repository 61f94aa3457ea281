import { limits, type RequestType, requests, utf8Bytes } from '@parley/protocol';
import type { Connection } from './connection';
import { Unreachable } from './failures';
import type { Ask } from './http';

/** Their answers are pages, larger than a frame. */
const pages: ReadonlySet<RequestType> = new Set<RequestType>([
  'conversations.list',
  'memberships.list',
  'memberships.bans',
  'messages.history',
  'messages.changes',
  'people.find',
]);
/** What a frame spends around a body: `{"type":"…64…","id":"…","body":}`. */
const envelopeBytes = 128;

const fitsFrame = (body: unknown) => utf8Bytes(JSON.stringify(body)) <= limits.frameBytes - envelopeBytes;

/** Over the socket where there is one, and over HTTP where that does not answer: with the same body, so the same key. */
export const createAsk =
  (parts: { connection(): Connection | undefined; http: { ask: Ask }; onSilence(): void }): Ask =>
  async (type, body) => {
    const connection = pages.has(type) || !fitsFrame(body) ? undefined : parts.connection();
    if (!connection) return parts.http.ask(type, body);
    try {
      return await connection.ask(type, body);
    } catch (error) {
      if (!(error instanceof Unreachable) || !('http' in requests[type])) throw error;
      parts.onSilence();
      return parts.http.ask(type, body);
    }
  };
