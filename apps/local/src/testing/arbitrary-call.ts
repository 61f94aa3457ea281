import fc from 'fast-check';
import { anyText, spoiledExample, type SpoiledExample, spoiledText } from './spoiled-examples';

/** A request for the one port, as it goes over the wire. `signedIn`: with a good token. */
export type ArbitraryCall = { method: string; path: string; contentType: string; body: string; signedIn: boolean };

// What Node lets a client write into a request line: no white space, no control characters, nothing beyond latin1.
const lineSafe = (text: string): string => text.replace(/[^\u0021-\u007e\u00a1-\u00ff]/g, '~');
const encoded = (value: unknown): string =>
  encodeURIComponent((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed().slice(0, 200));

const query = fc.oneof(
  fc.constant(''),
  fc
    .dictionary(
      fc.constantFrom('before', 'after', 'limit', 'cursor', '__proto__', 'x'),
      fc.oneof(fc.integer().map(String), fc.string()),
      { maxKeys: 4 },
    )
    .map((fields) => `?${new URLSearchParams(fields)}`),
  fc.string({ maxLength: 50 }).map((text) => `?${lineSafe(text)}`),
);
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET', 'POST') },
  { weight: 1, arbitrary: fc.constantFrom('PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'TRACE') },
);
const contentType = fc.constantFrom('application/json', 'text/plain', 'application/octet-stream', '', ';;;');

/** A route of the catalogue with whatever the spoiled body holds in its places. */
const routeOf = ({ request, body }: SpoiledExample): { method: string; path: string } => {
  // Those of sockets alone have no route: they are tried anyway.
  const [method = '', template = ''] = (request.http ?? `POST /api/${request.type.replace('.', '/')}`).split(' ');
  return { method, path: template.replace(/\{(\w+)\}/g, (_, field: string) => encoded(body[field])) };
};

const segment = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map(encoded),
  fc.constantFrom('%zz', '%', '%2f', '%00', '..', '.', '', 'c-', 'messages', 'api', '__proto__', '@connections'),
  fc.string({ maxLength: 30 }).map(lineSafe),
);
const roots = [
  '/api/',
  '/api/',
  '/api/conversations/',
  '/',
  '//',
  '/ws',
  '/ws/',
  '/mail',
  '/cognito/',
  '/healthz',
  '*',
];
const anywhere = fc
  .record({
    root: fc.constantFrom(...roots),
    segments: fc.array(segment, { maxLength: 5 }),
    query,
    method,
    body: anyText,
  })
  .map(({ root, segments, query, method, body }) => ({ method, path: root + segments.join('/') + query, body }));

export const arbitraryCall = (conversationIds: readonly string[]): fc.Arbitrary<ArbitraryCall> => {
  const example = spoiledExample(conversationIds);
  const routed = fc
    .record({ example, query, another: fc.option(method, { freq: 4, nil: undefined }) })
    .map(({ example, query, another }) => {
      const { method, path } = routeOf(example);
      return { method: another ?? method, path: path + query, body: JSON.stringify(example.body) };
    });
  const wrongBody = fc
    .record({ example, body: fc.oneof(spoiledText(example.map(({ body }) => JSON.stringify(body))), anyText) })
    .map(({ example, body }) => ({ ...routeOf(example), method: 'POST', body }));
  const large = fc.record({ example, length: fc.integer({ min: 60_000, max: 90_000 }) }).map(({ example, length }) => ({
    ...routeOf(example),
    method: 'POST',
    body: JSON.stringify({ padding: 'x'.repeat(length) }),
  }));
  return fc
    .record({
      call: fc.oneof(
        { weight: 8, arbitrary: routed },
        { weight: 6, arbitrary: wrongBody },
        { weight: 6, arbitrary: anywhere },
        { weight: 1, arbitrary: large },
      ),
      contentType,
      signedIn: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    })
    .map(({ call, ...rest }) => ({ ...call, ...rest }));
};
