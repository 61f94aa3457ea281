/** One route of the API, for example `GET /api/people/{id}`, `ANY /api/{proxy+}` or `$default`. */
export interface Route {
  routeKey: string;
  /** The function that answers. */
  function: string;
  /** Default `none`. */
  authorizer?: 'jwt' | 'none';
  /** The token must hold at least one of these; only with `jwt`. */
  scopes?: string[];
}

/** The route that a request takes, and what its variables hold. */
export interface RouteMatch {
  route: Route;
  pathParameters: Record<string, string>;
}

/** From best to worst: a fixed segment, a variable, a greedy variable. */
const weight = { fixed: 0, variable: 1, greedy: 2 } as const;
type Segment = { kind: keyof typeof weight; name: string };
type Compiled = { route: Route; method: string; segments: Segment[] };

/**
 * Finds the route of a request as API Gateway does: a full match wins over a greedy `{proxy+}`, which wins over
 * `$default`; of two alike the one with the more specific path, then the one that names the method instead of `ANY`.
 * The path is matched decoded. Throws on a route key that is none.
 */
export const routeTable = (routes: Route[]): ((method: string, path: string) => RouteMatch | undefined) => {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const table = routes.filter((route) => route !== fallback).map(compile);
  table.sort(moreSpecificFirst);
  return (method, path) => {
    const parts = path.split('/').slice(1);
    for (const { route, method: wanted, segments } of table) {
      const pathParameters = wanted === 'ANY' || wanted === method ? match(segments, parts) : undefined;
      if (pathParameters) return { route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
};

const compile = (route: Route): Compiled => {
  const [, method, path] = /^(ANY|GET|HEAD|OPTIONS|PATCH|POST|PUT|DELETE) \/(\S*)$/.exec(route.routeKey) ?? [];
  if (method === undefined || path === undefined)
    throw new Error(`"${route.routeKey}" is no route key: write "GET /path", "ANY /path/{proxy+}" or "$default"`);
  const segments = path.split('/').map(segmentOf);
  if (segments.slice(0, -1).some(({ kind }) => kind === 'greedy'))
    throw new Error(`"${route.routeKey}" is no route key: {proxy+} can only be its last part`);
  return { route, method, segments };
};

const segmentOf = (text: string): Segment => {
  const [, name, plus] = /^\{([^{}+]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'fixed', name: text };
  return { kind: plus ? 'greedy' : 'variable', name };
};

const moreSpecificFirst = (a: Compiled, b: Compiled): number => {
  const isGreedy = ({ segments }: Compiled) => Number(segments.some(({ kind }) => kind === 'greedy'));
  const byGreed = isGreedy(a) - isGreedy(b);
  if (byGreed) return byGreed;
  for (let at = 0; at < Math.max(a.segments.length, b.segments.length); at++) {
    const kinds = weight[a.segments[at]?.kind ?? 'greedy'] - weight[b.segments[at]?.kind ?? 'greedy'];
    if (kinds) return kinds;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
};

const match = (segments: Segment[], parts: string[]): Record<string, string> | undefined => {
  const found: Record<string, string> = {};
  for (const [at, { kind, name }] of segments.entries()) {
    const rest = kind === 'greedy' ? parts.slice(at).join('/') : parts[at];
    if (rest === undefined || (kind !== 'fixed' && rest === '')) return undefined;
    if (kind === 'greedy') return { ...found, [name]: rest };
    if (kind === 'variable') found[name] = rest;
    else if (rest !== name) return undefined;
  }
  return parts.length === segments.length ? found : undefined;
};
