import { expect, it } from 'vitest';
import { handshake, originGuard } from './handshake';

const isOurPage = originGuard({ ALLOWED_ORIGINS: ['https://chat.example.com'] });

it.each(['origin', 'Origin', 'ORIGIN'])('[F9] [F10] tells a foreign page by its %s header', (name) => {
  expect(isOurPage({ [name]: 'https://evil.example' })).toBe(false);
  expect(isOurPage({ [name]: 'https://chat.example.com' })).toBe(true);
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
