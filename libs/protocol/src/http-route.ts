import { decodeBody, type Asked, type Decoded, decodeHttpBody } from './decode';
import type { Request } from './request';
import { refusal } from './refusals';
import { requests } from './requests';

type Route = { method: string; parts: string[]; request: Request };

const routes: Route[] = Object.values(requests as Record<string, Request>).flatMap((request) => {
  if (!request.http) return [];
  const [method = '', path = ''] = request.http.split(' ');
  return [{ method, parts: path.split('/'), request }];
});

const fieldOf = (part: string): string | undefined => /^\{(\w+)\}$/.exec(part)?.[1];

// What is no number stays text, so that the schema names the field that is wrong.
const valueOf = (kind: 'text' | 'integer' | undefined, text: string): string | number =>
  kind === 'integer' && /^\d{1,15}$/.test(text) ? Number(text) : text;

// The fields that the path carries, or undefined where the path is another's.
const match = ({ parts, request }: Route, segments: string[]): Record<string, string | number> | undefined => {
  if (parts.length !== segments.length) return undefined;
  const fields: Record<string, string | number> = {};
  for (const [i, part] of parts.entries()) {
    const segment = segments[i] ?? '';
    const field = fieldOf(part);
    if (field) fields[field] = valueOf(request.path?.[field], segment);
    else if (part !== segment) return undefined;
  }
  return fields;
};

const fromQuery = ({ query = {} }: Request, given: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, kind]) => {
      const value = given[name];
      return value === undefined ? [] : [[name, valueOf(kind, value)]];
    }),
  );

/** An HTTP request to `/api/…` as the request of the catalogue that it is. `path` is percent-decoded. */
export const decodeHttp = (http: {
  method: string;
  path: string;
  query: Readonly<Record<string, string | undefined>>;
  text: string;
}): Decoded<Asked> => {
  const segments = http.path.split('/');
  for (const route of routes) {
    const fields = route.method === http.method ? match(route, segments) : undefined;
    if (!fields) continue;
    if (route.method === 'GET')
      return decodeBody(route.request.type, { ...fromQuery(route.request, http.query), ...fields });
    const body = decodeHttpBody(http.text);
    return body.ok ? decodeBody(route.request.type, { ...body.value, ...fields }) : body;
  }
  return { ok: false, refusal: refusal('unknown_request') };
};

/** How a client asks `type` over HTTP: the method, the path with its fields filled in, and what is left as JSON text. */
export const encodeHttp = (
  type: keyof typeof requests,
  body: object,
): { method: string; path: string; text?: string } | undefined => {
  const request = requests[type] as Request;
  if (!request.http) return undefined;
  const [method = '', template = ''] = request.http.split(' ');
  const rest: Record<string, unknown> = { ...body };
  const path = template.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = String(rest[field]);
    delete rest[field];
    return encodeURIComponent(value);
  });
  if (method !== 'GET') return { method, path, text: JSON.stringify(rest) };
  const query = new URLSearchParams(
    Object.entries(rest).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  ).toString();
  return { method, path: query ? `${path}?${query}` : path };
};
