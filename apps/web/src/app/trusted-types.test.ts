import { expect, it } from 'vitest';
import { guardMarkup, withoutMarkup } from './trusted-types';

it('lets style sheets through as they are, and nothing that could be markup', () => {
  const styles = ':root { --mantine-scale: 1 } @media (max-width: 48em) { a > b { display: none } }';
  expect(withoutMarkup.createHTML(styles)).toBe(styles);
  for (const text of ['<img src=x onerror=alert(1)>', 'a<b', '</style><script>', '<!--'])
    expect(withoutMarkup.createHTML(text)).toBeNull();
});

it('makes no policy for scripts or their addresses, and needs no browser that knows of any', () => {
  const made: [string, object][] = [];
  guardMarkup({ trustedTypes: { createPolicy: (name, policy) => made.push([name, policy]) } });
  expect(made.map(([name, policy]) => [name, Object.keys(policy)])).toEqual([['default', ['createHTML']]]);
  expect(() => guardMarkup({})).not.toThrow();
});
