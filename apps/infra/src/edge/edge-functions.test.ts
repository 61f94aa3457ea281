import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

/** The function as CloudFront takes it: a script with a `handler`. */
const load = (name: string): ((event: object) => object) =>
  runInNewContext(`${readFileSync(join(import.meta.dirname, `${name}.js`), 'utf8')}; handler`);

describe('spa-fallback', () => {
  const asksFor = (uri: string) => load('spa-fallback')({ request: { method: 'GET', uri } });

  it.each(['/', '/conversations/c-1', '/conversations/c-1/', '/v1.2/people'])('answers %s with the page', (uri) => {
    expect(asksFor(uri)).toEqual({ method: 'GET', uri: '/index.html' });
  });

  it.each(['/index.html', '/config.json', '/assets/index-1a2b.js', '/manifest.webmanifest'])('leaves %s', (uri) => {
    expect(asksFor(uri)).toEqual({ method: 'GET', uri });
  });
});

it('immutable lets browsers keep a file for good', () => {
  const response = { statusCode: 200, headers: { etag: { value: 'x' } } };
  expect(load('immutable')({ response })).toEqual({
    statusCode: 200,
    headers: { etag: { value: 'x' }, 'cache-control': { value: 'public, max-age=31536000, immutable' } },
  });
});
