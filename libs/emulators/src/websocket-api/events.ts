import { randomBytes } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { gatewayId } from './ids';
import { type Api } from './options';

/** Who is on the other end, as later events and GetConnection tell it. */
export type Identity = { sourceIp: string; userAgent?: string };

/** What an authorizer said of the caller: flat, every value a string except AWS's own `integrationLatency`. */
export type AuthorizerContext = Record<string, string | number>;

/** The facts of one connection that every event about it repeats; `connectedAt` is in milliseconds since 1970. */
export type Peer = {
  connectionId: string;
  connectedAt: number;
  identity: Identity;
  authorizer?: AuthorizerContext;
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The time as access logs write it: `19/Jan/2023:21:13:26 +0000`. */
export const logTime = (ms: number): string => {
  const [date = '', time = ''] = new Date(ms).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
};

/** The name AWS gives an API that has no domain of its own. */
export const domainName = ({ apiId, region }: Pick<Api, 'apiId' | 'region'>): string =>
  `${apiId}.execute-api.${region}.amazonaws.com`;

const requestContext = <Facts extends { eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT'; routeKey: string }>(
  api: Api,
  { connectionId, connectedAt, identity, authorizer }: Peer,
  facts: Facts,
  requestId = gatewayId(),
) => {
  const now = api.clock.now();
  return {
    ...facts,
    ...(authorizer && { authorizer }),
    extendedRequestId: requestId,
    requestTime: logTime(now),
    messageDirection: 'IN',
    stage: api.stage,
    connectedAt,
    requestTimeEpoch: now,
    identity,
    requestId,
    domainName: domainName(api),
    connectionId,
    apiId: api.apiId,
  };
};

type Lists = Record<string, string[]>;
const grouped = (pairs: Iterable<readonly [string, string]>): Lists => {
  // A map first: a name may be one that every object has already.
  const lists = new Map<string, string[]>();
  for (const [name, value] of pairs) lists.set(name, [...(lists.get(name) ?? []), value]);
  return Object.fromEntries(lists);
};
// Where a name comes several times AWS's single-value maps keep the last.
const lastOf = (lists: Lists) =>
  Object.fromEntries(Object.entries(lists).map(([name, all]) => [name, all.at(-1) ?? '']));

/** The handshake as both the authorizer and `$connect` see it; header names in the case the client sent them. */
export type Handshake = { headers: Lists; query: Lists; requestId: string };

/** Reads the upgrade request, adding the headers that AWS adds in front of every function. */
export const readHandshake = (
  request: IncomingMessage,
  query: URLSearchParams,
  { connectedAt, identity }: Peer,
): Handshake => {
  const { rawHeaders } = request;
  const sent = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as const] : []));
  const addedByAws = ['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'x-amzn-trace-id'];
  const forwardedFor = [request.headers['x-forwarded-for'] ?? [], identity.sourceIp].flat().join(', ');
  return {
    requestId: gatewayId(),
    query: grouped(query),
    headers: grouped([
      ...sent.filter(([name]) => !addedByAws.includes(name.toLowerCase())),
      ['X-Amzn-Trace-Id', `Root=1-${Math.floor(connectedAt / 1000).toString(16)}-${randomBytes(12).toString('hex')}`],
      ['X-Forwarded-For', forwardedFor],
      ['X-Forwarded-Port', '443'],
      ['X-Forwarded-Proto', 'https'],
    ]),
  };
};

/** The event of a Lambda REQUEST authorizer. */
export const authorizerEvent = (api: Api, peer: Peer, { headers, query, requestId }: Handshake, methodArn: string) => ({
  type: 'REQUEST',
  methodArn,
  headers: lastOf(headers),
  multiValueHeaders: headers,
  queryStringParameters: lastOf(query),
  multiValueQueryStringParameters: query,
  stageVariables: {},
  requestContext: requestContext(api, peer, { routeKey: '$connect', eventType: 'CONNECT' }, requestId),
});

/** The event of `$connect`; the query's two maps are absent when the URL has no query. */
export const connectEvent = (api: Api, peer: Peer, { headers, query, requestId }: Handshake) => ({
  headers: lastOf(headers),
  multiValueHeaders: headers,
  ...(Object.keys(query).length > 0 && {
    queryStringParameters: lastOf(query),
    multiValueQueryStringParameters: query,
  }),
  requestContext: requestContext(api, peer, { routeKey: '$connect', eventType: 'CONNECT' }, requestId),
  isBase64Encoded: false,
});

/** The event of one message from the client. */
export const messageEvent = (api: Api, peer: Peer, routeKey: string, body: string) => ({
  requestContext: requestContext(api, peer, { routeKey, eventType: 'MESSAGE', messageId: gatewayId() }),
  body,
  isBase64Encoded: false,
});

/** The event after a connection ended, with the close code and the reason that goes with it. */
export const disconnectEvent = (api: Api, peer: Peer, disconnectStatusCode: number, disconnectReason: string) => {
  const headers = { Host: domainName(api), 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
  const facts = { routeKey: '$disconnect', eventType: 'DISCONNECT', disconnectStatusCode, disconnectReason } as const;
  return {
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    requestContext: requestContext(api, peer, facts),
    isBase64Encoded: false,
  };
};
