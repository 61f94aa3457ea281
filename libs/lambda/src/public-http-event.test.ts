import { expect, it } from 'vitest';
import { PublicHttpEvent, sourceOf } from './public-http-event';

const from = (forwarded?: string) =>
  sourceOf(
    PublicHttpEvent.parse({
      rawPath: '/api/invitations/look',
      headers: { 'x-forwarded-for': forwarded },
      requestContext: { http: { method: 'POST', sourceIp: '203.0.113.9' } },
    }),
  );

it.each([
  ['198.51.100.7, 203.0.113.9', '198.51.100.7'],
  ['192.0.2.1, 198.51.100.7, 203.0.113.9', '198.51.100.7'],
  ['2001:db8::1, 203.0.113.9', '2001:db8::1'],
])('knows the viewer before CloudFront by %s', (forwarded, viewer) => {
  expect(from(forwarded)).toBe(viewer);
});

it.each([undefined, '203.0.113.9', 'nonsense, 203.0.113.9', `${'1'.repeat(500)}, 203.0.113.9`])(
  'takes its peer where %j says nothing of a viewer',
  (forwarded) => {
    expect(from(forwarded)).toBe('203.0.113.9');
  },
);
