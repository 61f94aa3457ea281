const ours = /^\/c\/[cd]-[0-9a-f]{32}$/;

/** The page that was asked for before signing in, from a `?to=`. Only our own pages: a link must not lead elsewhere. */
export const returnTo = (params: URLSearchParams): string => {
  const to = params.get('to') ?? '/';
  return ours.test(to) ? to : '/';
};

/** `path` with the page to return to. */
export const withReturn = (path: string, to: string): string =>
  ours.test(to) ? `${path}?${new URLSearchParams({ to })}` : path;
