/** A page as a browser without scripts sees it. */
export type Page = { url: URL; status: number; html: string };

const unescape = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Follows redirects and keeps cookies, as a browser does, until the way leads out of `home`, or to `stopAt`. */
export const aBrowser = (home: string, { stopAt }: { stopAt?: string } = {}) => {
  const cookies = new Map<string, { value: string; path: string }>();

  const keep = (line: string) => {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', ...value] = pair.split('=');
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    const isGone = attributes.some((one) => /^max-age=0$/i.test(one) || /^expires=thu, 01 jan 1970/i.test(one));
    if (isGone) cookies.delete(`${name} ${path}`);
    else cookies.set(`${name} ${path}`, { value: value.join('='), path });
  };
  const cookieHeader = (path: string) =>
    [...cookies]
      .filter(([, cookie]) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ');

  /** Opens an address; gives the page at the end of its redirects, or the first address outside. */
  const open = async (address: string | URL, init: RequestInit = {}): Promise<Page> => {
    const url = new URL(address, home);
    if (url.origin !== new URL(home).origin || url.pathname === stopAt) return { url, status: 0, html: '' };
    const headers = { ...(init.headers as Record<string, string>), cookie: cookieHeader(url.pathname) };
    const reply = await fetch(url, { ...init, headers, redirect: 'manual' });
    reply.headers.getSetCookie().forEach(keep);
    const location = reply.headers.get('location');
    if (location !== null) return open(new URL(location, url));
    return { url, status: reply.status, html: await reply.text() };
  };

  /** Sends the page's first form, with these fields. */
  const submit = (page: Page, fields: Record<string, string>): Promise<Page> => {
    const [, action = ''] = /<form method="post" action="([^"]*)"/.exec(page.html) ?? [];
    return open(new URL(unescape(action), page.url), { method: 'POST', body: new URLSearchParams(fields) });
  };
  return { open, submit };
};
