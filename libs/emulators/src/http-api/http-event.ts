import { type IncomingMessage } from 'node:http';
import { type Authorizer } from './jwt-authorizer';
import { type RouteMatch } from './routes';

/** Who asks for what, before a route is known. */
export interface HttpRequest {
  method: string;
  /** Decoded, as HTTP APIs match and deliver it. */
  path: string;
  rawQueryString: string;
  /** Names in lower case, values of one name joined by a comma; without cookies. */
  headers: Record<string, string>;
  cookies: string[];
  sourceIp: string;
  protocol: string;
}

/** Where the request arrived. */
export interface Api {
  apiId: string;
  region: string;
  accountId: string;
}

/** Headers about one connection end at the gateway. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Undefined when the path is not validly encoded, which API Gateway answers with 400. */
export const httpRequestOf = (req: IncomingMessage): HttpRequest | undefined => {
  const [rawPath = '/', ...query] = (req.url ?? '/').split('?');
  const headers: Record<string, string> = {};
  for (const [name, values = []] of Object.entries(req.headersDistinct))
    if (!hopByHop.has(name) && name !== 'cookie') headers[name] = values.join(',');
  const sourceIp = (req.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
  const forwarded = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`;
  headers['x-forwarded-proto'] ??= 'encrypted' in req.socket ? 'https' : 'http';
  headers['x-forwarded-port'] ??= `${req.socket.localPort ?? ''}`;
  try {
    return {
      method: req.method ?? 'GET',
      path: decodeURIComponent(rawPath),
      rawQueryString: query.join('?'),
      headers,
      cookies: (req.headersDistinct.cookie ?? []).flatMap((line) => line.split(/; */)).filter(Boolean),
      sourceIp,
      protocol: `HTTP/${req.httpVersion}`,
    };
  } catch {
    return undefined;
  }
};

/** The only content types that reach a function as text; all others, and none at all, arrive as base64. */
const isText = (contentType = '') =>
  /^(text\/[^;]+|application\/(json|xml|javascript)) *(;|$)/i.test(contentType.trim());

/** The event of payload format 2.0. */
export const httpEventOf = (
  request: HttpRequest,
  { route, pathParameters }: RouteMatch,
  {
    apiId,
    region,
    accountId,
    ...from
  }: Api & { requestId: string; timeEpoch: number; body: Buffer; authorizer: Authorizer | undefined },
) => {
  const { method, path, rawQueryString, headers, cookies, sourceIp, protocol } = request;
  const isBase64Encoded = from.body.length > 0 && !isText(headers['content-type']);
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(rawQueryString !== '' && { queryStringParameters: queryOf(rawQueryString) }),
    requestContext: {
      accountId,
      apiId,
      ...(from.authorizer && { authorizer: from.authorizer }),
      domainName: `${apiId}.execute-api.${region}.amazonaws.com`,
      domainPrefix: apiId,
      http: { method, path, protocol, sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId: from.requestId,
      routeKey: route.routeKey,
      stage: '$default',
      time: commonLogTime(from.timeEpoch),
      timeEpoch: from.timeEpoch,
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(from.body.length > 0 && { body: from.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
};

/** The event of payload format 2.0, as a handler gets it. */
export type HttpEvent = ReturnType<typeof httpEventOf>;

const queryOf = (rawQueryString: string): Record<string, string> => {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(rawQueryString))
    values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(',')]));
};

/** For example `12/Mar/2020:19:03:58 +0000`. */
const commonLogTime = (timeEpoch: number) => {
  const [, day, month, year, time] = new Date(timeEpoch).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};
