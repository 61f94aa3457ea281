import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { builtSite } from './built-site';
import { call } from './testing/over-http';

const folderWith = async (files: Record<string, string>): Promise<string> => {
  const around = await mkdtemp(join(tmpdir(), 'parley-site-'));
  onTestFinished(() => rm(around, { recursive: true }));
  const folder = join(around, 'dist');
  await mkdir(join(folder, 'assets'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
};
const page = '<!doctype html><title>Parley</title>';
const files = {
  'index.html': page,
  'icon.svg': '<svg/>',
  'assets/index-1a2b.js': 'run()',
  'assets/font-3c.woff2': 'f',
};

const serve = async (folder: string) => {
  const server = createServer(builtSite(folder)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return (path: string, method = 'GET') => call(url, { path, method });
};

describe('the built site', () => {
  it.each([
    ['/', page, 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', page, 'text/html; charset=utf-8', 'no-cache'],
    ['/c/1?x=1', page, 'text/html; charset=utf-8', 'no-cache'],
    ['//', page, 'text/html; charset=utf-8', 'no-cache'],
    ['/icon.svg', '<svg/>', 'image/svg+xml', 'no-cache'],
    ['/assets/index-1a2b.js', 'run()', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/font-3c.woff2?v=1', 'f', 'font/woff2', 'public, max-age=31536000, immutable'],
  ])('serves %s', async (path, text, type, caching) => {
    const get = await serve(await folderWith(files));
    expect(await get(path)).toMatchObject({
      status: 200,
      text,
      headers: {
        'content-type': type,
        'cache-control': caching,
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("script-src 'self';"),
      },
    });
  });

  it.each(['/assets/index-0000.js', '/favicon.ico', '/c/1/icon.png'])(
    'has no page for a missing file: %s',
    async (path) => {
      const get = await serve(await folderWith(files));
      expect(await get(path)).toMatchObject({
        status: 404,
        text: '',
        headers: { 'content-type': 'text/plain' },
      });
    },
  );

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/link.txt',
    '/__proto__',
    '/constructor',
  ])('serves nothing from outside of its folder: %s is the page, or is not there', async (path) => {
    const folder = await folderWith(files);
    await writeFile(join(folder, '..', 'secret.txt'), 'secret');
    await symlink(join(folder, '..', 'secret.txt'), join(folder, 'link.txt'));
    const get = await serve(folder);
    expect((await get(path)).text).toBe(path.endsWith('.txt') ? '' : page);
  });

  it('is read, and not written', async () => {
    const get = await serve(await folderWith(files));
    expect(await get('/', 'HEAD')).toMatchObject({ status: 200, text: '' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect(await get('/', method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it('says how to build it when it is not there', async () => {
    const folder = await folderWith({});
    expect(() => builtSite(folder)).toThrow(`${folder} has no index.html. Run \`npx nx run @parley/web:build\`.`);
  });
});
