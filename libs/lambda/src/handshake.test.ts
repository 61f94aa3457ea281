import { describe, expect, it } from 'vitest';
import { edgeGuard, handshake, originGuard } from './handshake';

const isOurPage = originGuard({ ALLOWED_ORIGINS: ['https://chat.example.com'] });

it.each(['origin', 'Origin', 'ORIGIN'])('[F9] [F10] tells a foreign page by its %s header', (name) => {
  expect(isOurPage({ [name]: 'https://evil.example' })).toBe(false);
  expect(isOurPage({ [name]: 'https://chat.example.com' })).toBe(true);
});

describe('of what CloudFront adds', () => {
  const secret = 'a-secret-of-more-than-32-characters';
  const cameThrough = edgeGuard({ EDGE_SECRET: secret });

  it.each(['x-parley-edge', 'X-Parley-Edge'])('[F10] [F11] lets in who shows the secret as %s', (name) => {
    expect(cameThrough({ [name]: secret })).toBe(true);
  });

  it.each([{}, { 'x-parley-edge': '' }, { 'x-parley-edge': `${secret}x` }, { 'x-parley-edge': secret.slice(1) }])(
    '[F11] lets nobody in who wrote %j',
    (headers) => {
      expect(cameThrough(headers)).toBe(false);
    },
  );

  it('asks for nothing where nothing stands in front', () => {
    expect(edgeGuard({})({})).toBe(true);
  });
});

it.each([{}, { 'sec-websocket-protocol': 'chat.v1' }, { 'Sec-WebSocket-Protocol': 'chat.v1, bearer.nonsense' }])(
  'identifies nobody by %j',
  async (headers) => {
    const identify = handshake({
      USER_POOL_ID: 'us-east-1_abc',
      USER_POOL_CLIENT_ID: 'c',
      USER_POOL_JWKS: { keys: [] },
    });
    await expect(identify(headers)).resolves.toBeNull();
  },
);
