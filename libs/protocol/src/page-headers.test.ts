import { expect, it } from 'vitest';
import { pageHeaders } from './page-headers';

const directives = (...alsoConnectTo: string[]): Map<string, string> => {
  const { 'content-security-policy': policy } = pageHeaders(alsoConnectTo);
  const named = policy.split('; ').map((directive) => directive.split(' '));
  return new Map(named.map(([name = '', ...sources]) => [name, sources.join(' ')]));
};

it('lets the page run no script but its own: none inline, none evaluated, none foreign', () => {
  const policy = directives();
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('script-src')).toBe("'self'");
  for (const [name, sources] of policy) {
    expect(sources, name).not.toMatch(/unsafe-eval|\*|https?:(\s|$)|blob:/);
    if (name !== 'style-src') expect(sources, name).not.toContain('unsafe-inline');
  }
});

it('makes text neither markup nor script, but by one policy', () => {
  expect(directives().get('require-trusted-types-for')).toBe("'script'");
  expect(directives().get('trusted-types')).toBe('default');
});

it('lets the page talk to its own origin, and to what is named', () => {
  expect(directives().get('connect-src')).toBe("'self'");
  expect(directives('https://idp.example').get('connect-src')).toBe("'self' https://idp.example");
});

it('lets nobody put the page into a frame, open it beside theirs, or learn where one came from', () => {
  expect(directives().get('frame-ancestors')).toBe("'none'");
  expect(directives().get('base-uri')).toBe("'none'");
  expect(pageHeaders()).toMatchObject({
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'permissions-policy': expect.stringContaining('camera=(), microphone=(), geolocation=()'),
  });
});
