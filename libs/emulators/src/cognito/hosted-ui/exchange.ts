import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { sendPage, escapeHtml } from '../../html';

/** A form's fields are few and short; the authorization code is the longest. Ours. */
const formLimit = 16 * 1024;

/** One request to the hosted page, and how to answer it. */
export type Exchange = {
  req: IncomingMessage;
  res: ServerResponse;
  /** Scheme and host that the browser came by. */
  origin: string;
  /** The path that the hosted page lies under; cookies are kept to it. */
  base: string;
  query: URLSearchParams;
};

// The base ends in a cookie's attribute: nothing but a plain path may be one.
const allowed = /^([\w./-]*)\/(oauth2\/(?:authorize|token|idpresponse|userInfo|revoke)|login|logout|error)$/;

/** What is asked for at which base, or nothing where the path is not one of the hosted page. */
export const exchangeOf = (
  req: IncomingMessage,
  res: ServerResponse,
): { endpoint: string; exchange: Exchange } | undefined => {
  const [path = '', query = ''] = (req.url ?? '').split('?');
  const [, base = '', endpoint] = allowed.exec(path) ?? [];
  if (endpoint === undefined) return undefined;
  const scheme = (req.socket as Partial<TLSSocket>).encrypted ? 'https' : 'http';
  const origin = `${scheme}://${req.headers.host ?? 'localhost'}`;
  return { endpoint, exchange: { req, res, origin, base, query: new URLSearchParams(query) } };
};

/** Sends the browser on. Nothing of the way there belongs into a cache, or into a Referer. */
export const redirect = ({ res }: Exchange, to: string, query: Record<string, string | undefined> = {}): void => {
  const url = new URL(to);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.append(name, value);
  res.writeHead(302, { location: url.href, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end();
};

/** Says what is wrong where there is no app to send the browser back to. */
export const refusePage = ({ res }: Exchange, message: string): void => {
  sendPage(res, 400, 'An error was encountered with the requested page.', `<p>${escapeHtml(message)}</p>`);
};

/** Sets a cookie that scripts cannot read; without a value it is removed. */
export const setCookie = ({ res, base, origin }: Exchange, name: string, value: string, seconds: number): void => {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  res.appendHeader(
    'set-cookie',
    `${name}=${value}; Path=${base || '/'}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
  );
};

export const cookie = ({ req }: Exchange, name: string): string | undefined =>
  (req.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** The fields of a form that was sent; nothing where it is none, or too long. */
export const formOf = async ({ req }: Exchange): Promise<URLSearchParams | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= formLimit) chunks.push(chunk);
  }
  const isForm = (req.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return isForm && size <= formLimit ? new URLSearchParams(Buffer.concat(chunks).toString('utf8')) : undefined;
};

/** Pages of any origin may ask, as at the service. */
export const cors = { 'access-control-allow-origin': '*' };

export const sendJson = (
  { res }: Exchange,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void => {
  res
    .writeHead(status, { ...cors, 'content-type': 'application/json', 'cache-control': 'no-store', ...headers })
    .end(JSON.stringify(body));
};
