import { type Api, type Route } from './options';

const ownRoutes = ['$connect', '$disconnect', '$default'];

const selectedKey = (body: string, selectionKey: string): string | undefined => {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, selectionKey)) return undefined;
    const value: unknown = (parsed as Record<string, unknown>)[selectionKey];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined; // not JSON: the message goes to $default
  }
};

/** The route a message takes; `route` is missing when neither its own nor `$default` exists. */
export const routeOf = (
  { routes, routeSelectionKey }: Pick<Api, 'routes' | 'routeSelectionKey'>,
  body: string,
): { routeKey: string; route: Route | undefined } => {
  const key = selectedKey(body, routeSelectionKey);
  // A client cannot name the gateway's own routes, nor what every object inherits.
  const isClientRoute = key !== undefined && !ownRoutes.includes(key) && Object.hasOwn(routes, key);
  const routeKey = isClientRoute ? key : '$default';
  return { routeKey, route: routes[routeKey] };
};

/** The name of the function behind a route. */
export const functionOf = (route: Route): string => (typeof route === 'string' ? route : route.function);
