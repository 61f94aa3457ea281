import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';
import { elapsed } from '../clock';
import { authorize } from './authorizer';
import { connectEvent, type Handshake, type Peer } from './events';
import { proxyResult, runFunction } from './invocation';
import { type Api } from './options';
import { functionOf } from './routing';

/** Why a handshake ends before the socket opens: its HTTP status, and the message of its JSON body. */
export type Refusal = { status: number; message: string };

const refusal = (status: number, message = STATUS_CODES[status] ?? 'Refused'): Refusal => ({ status, message });

/** F12, F34: more handshakes, or more calls of whatever kind, than the account has. */
export const tooManyRequests = refusal(429);

/** Answers an upgrade request with a plain HTTP response in AWS's shape and gives up the connection. */
export const refuseUpgrade = (
  wire: Duplex,
  { status, message }: Refusal,
  ids: { connectionId?: string; requestId?: string } = {},
): void => {
  if (!wire.writable) return void wire.destroy();
  const body = JSON.stringify({ message, ...ids });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  wire.once('finish', () => wire.destroy());
  wire.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};

/** What is wrong with the request itself, before any function is asked. Every path but the stage's is forbidden. */
export const upgradeRefusal = (
  { stage, limits }: Pick<Api, 'stage' | 'limits'>,
  { method, url = '', headers }: IncomingMessage,
): Refusal | undefined => {
  if (url.length > limits.urlChars) return refusal(414);
  if (url.split('?')[0] !== `/${stage}`) return refusal(403);
  const keyIsValid = /^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '');
  const isWebsocket = method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';
  return isWebsocket && keyIsValid && headers['sec-websocket-version'] === '13' ? undefined : refusal(400);
};

/** A handshake that may be completed: the peer with what its authorizer said, and the subprotocol to echo. */
export type Accepted = { peer: Peer; protocol: string | undefined };

const isToken = (text: string) => /^[\w!#$%&'*+.^`|~-]+$/.test(text);

/** Runs the authorizer and `$connect`, and says whether the socket opens. */
export const connect = async (api: Api, caller: Peer, handshake: Handshake): Promise<Accepted | Refusal> => {
  const verdict = await authorize(api, caller, handshake);
  if (verdict.kind === 'unauthorized') return refusal(401);
  if (verdict.kind === 'denied') return refusal(403);
  if (verdict.kind === 'failed') return refusal(500);

  const peer: Peer = verdict.context ? { ...caller, authorizer: verdict.context } : caller;
  const route = api.routes.$connect;
  if (!route) return { peer, protocol: undefined };
  if (api.faults.strikes('F13')) await elapsed(api.clock, api.faults.drawn('F13'));
  const outcome = await runFunction(api, functionOf(route), connectEvent(api, peer, handshake));
  if (outcome.kind === 'timed_out') return refusal(504);
  const result = proxyResult(outcome);
  if (!result) return refusal(502);
  if (result.statusCode >= 300) return refusal(result.statusCode);

  const headers = Object.entries(result.headers ?? {});
  const protocol = headers.find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1];
  if (protocol === undefined) return { peer, protocol: undefined };
  return isToken(String(protocol)) ? { peer, protocol: String(protocol) } : refusal(502);
};
