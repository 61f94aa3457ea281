import { type Answer } from './answer';
import { type HttpRequest } from './http-event';

/** As in the API's CORS configuration. `*` allows every origin, but then without credentials. */
export interface Cors {
  allowOrigins: string[];
  allowMethods?: string[];
  allowHeaders?: string[];
  exposeHeaders?: string[];
  allowCredentials?: boolean;
  /** How long a browser may keep the answer to a preflight. */
  maxAgeSeconds?: number;
}

/** A configured API answers every preflight itself, whatever its routes and authorizers. */
export const preflightAnswer = (cors: Cors, { method, headers }: HttpRequest): Answer | undefined => {
  const isPreflight =
    method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers;
  if (!isPreflight) return undefined;
  const { allowMethods = [], allowHeaders = [], maxAgeSeconds } = cors;
  const allowed = originHeaders(cors, headers.origin);
  const details = {
    ...(allowMethods.length > 0 && { 'access-control-allow-methods': allowMethods.join(',') }),
    ...(allowHeaders.length > 0 && { 'access-control-allow-headers': allowHeaders.join(',') }),
    ...(maxAgeSeconds !== undefined && { 'access-control-max-age': `${maxAgeSeconds}` }),
  };
  return { statusCode: 204, headers: allowed ? { ...allowed, ...details } : {}, cookies: [], body: Buffer.alloc(0) };
};

/** A configured API replaces the CORS headers of its functions by its own. */
export const withCors = (cors: Cors, { headers }: HttpRequest, answer: Answer): Answer => {
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'));
  return { ...answer, headers: { ...Object.fromEntries(own), ...originHeaders(cors, headers.origin) } };
};

const originHeaders = (cors: Cors, origin: string | undefined): Record<string, string> | undefined => {
  const isAny = cors.allowOrigins.includes('*');
  if (origin === undefined || !(isAny || cors.allowOrigins.includes(origin))) return undefined;
  const { exposeHeaders = [] } = cors;
  return {
    'access-control-allow-origin': isAny ? '*' : origin,
    ...(cors.allowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(exposeHeaders.length > 0 && { 'access-control-expose-headers': exposeHeaders.join(',') }),
  };
};
