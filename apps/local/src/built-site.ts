import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { extname, join, relative, resolve, sep } from 'node:path';
import { pageHeaders } from '@parley/protocol';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const headers = pageHeaders();

/**
 * Serves the built web app as CloudFront does: hashed assets for ever, the page itself never from a cache, and the page
 * for every path that does not name a file. The files are read once, so a path cannot reach outside of them.
 */
export const builtSite = (folder: string): RequestListener => {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`The web app is not built: ${folder} has no index.html. Run \`npx nx run @parley/web:build\`.`);
  const files = new Map<string, Buffer>();
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = resolve(file.parentPath, file.name);
    if (file.isFile()) files.set(`/${relative(folder, path).split(sep).join('/')}`, readFileSync(path));
  }
  return (request, response) => {
    // Not parsed as a URL: `//` is none, and a request must not be able to throw.
    const [pathname = '/'] = (request.url ?? '/').split('?');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const isFile = files.has(pathname) && pathname !== '/index.html';
    // A missing script or picture must not be answered with a page: what looks like a file is one or is not there.
    const isMissing = !files.has(pathname) && /\.[^/]*$/.test(pathname);
    const name = isFile ? pathname : '/index.html';
    response.writeHead(isMissing ? 404 : 200, {
      'content-type': isMissing ? 'text/plain' : (types[extname(name)] ?? 'application/octet-stream'),
      'cache-control': isFile && pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...headers,
    });
    response.end(request.method === 'HEAD' || isMissing ? undefined : files.get(name));
  };
};
