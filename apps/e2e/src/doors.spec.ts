import { WebSocket } from 'ws';
import { tokenOf } from './api';
import { expect, test } from './test';

/** How a handshake is answered: the subprotocol where it opens, else the HTTP status. */
const handshake = (site: string, token: string | undefined, origin: string): Promise<string | number> =>
  new Promise((resolve, reject) => {
    const address = new URL('/ws', site.replace(/^http/, 'ws'));
    const socket = new WebSocket(address, ['chat.v1', ...(token === undefined ? [] : [`bearer.${token}`])], { origin });
    socket.on('open', () => {
      resolve(socket.protocol);
      socket.close();
    });
    socket.on('unexpected-response', (request, { statusCode = 0 }) => {
      resolve(statusCode);
      request.destroy();
    });
    socket.on('error', reject);
  });

/** The same token with another signature. */
const forged = (token: string): string => token.replace(/[^.]+$/, (signature) => [...signature].reverse().join(''));

test('the WebSocket opens for a good token of our own page alone @promised', async ({
  person,
  deployment: { url },
}) => {
  const ana = await person('Ana');
  const token = await tokenOf(ana.page);
  expect(await handshake(url, token, new URL(url).origin)).toBe('chat.v1');
  expect(await handshake(url, token, 'https://evil.example')).toBe(403);
  expect(await handshake(url, forged(token), new URL(url).origin)).toBe(401);
});

test('the WebSocket answers 401 to who brings no token, or none that is one @promised', async ({
  deployment: { url },
}) => {
  expect(await handshake(url, undefined, new URL(url).origin)).toBe(401);
  expect(await handshake(url, 'not-a-token', new URL(url).origin)).toBe(401);
});

test('the API answers 401 without a good token @promised', async ({ person, deployment: { url } }) => {
  const ana = await person('Ana');
  const token = await tokenOf(ana.page);
  const me = async (authorization?: string) =>
    (await fetch(new URL('/api/people/me', url), { headers: authorization ? { authorization } : {} })).status;
  expect(await me(`Bearer ${token}`)).toBe(200);
  expect(await me()).toBe(401);
  expect(await me('Bearer not-a-token')).toBe(401);
  expect(await me(`Bearer ${forged(token)}`)).toBe(401);
});
