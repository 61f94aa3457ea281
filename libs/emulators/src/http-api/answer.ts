import { validateHeaderName, validateHeaderValue } from 'node:http';

/** A response, ready to be written. */
export interface Answer {
  statusCode: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
}

/** What API Gateway itself says: `{"message":"…"}`. */
export const jsonAnswer = (statusCode: number, message: string): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(JSON.stringify({ message })),
});

/**
 * What a function's result means as a response. With a `statusCode` it is one, part by part; without, it is the body of
 * a 200. Throws on a result that is no response, which API Gateway answers with 500.
 */
export const answerOf = (result: unknown): Answer => {
  if (!isObject(result) || result.statusCode === undefined) return inferred(result);
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) throw malformed('statusCode', statusCode);
  if (typeof isBase64Encoded !== 'boolean') throw malformed('isBase64Encoded', isBase64Encoded);
  const text = body ?? '';
  if (typeof text !== 'string') throw malformed('body', text);
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string'))
    throw malformed('cookies', cookies);
  for (const cookie of cookies) validateHeaderValue('set-cookie', cookie);
  return {
    statusCode: status,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...headersOf(headers ?? {}) },
    cookies,
    body: Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8'),
  };
};

const inferred = (result: unknown): Answer => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(typeof result === 'string' ? result : JSON.stringify(result)),
});

/** The gateway says itself how it sends: a function cannot. */
const ownHeaders = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);

const headersOf = (headers: unknown): Record<string, string> => {
  if (!isObject(headers)) throw malformed('headers', headers);
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  return Object.fromEntries(
    kept.map(([name, value]) => {
      if (!['string', 'number', 'boolean'].includes(typeof value)) throw malformed(`header ${name}`, value);
      validateHeaderName(name);
      validateHeaderValue(name, String(value));
      return [name.toLowerCase(), String(value)];
    }),
  );
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const malformed = (part: string, value: unknown) =>
  new Error(`The function answered with a ${part} that is none: ${JSON.stringify(value)}`);
