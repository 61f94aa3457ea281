import { createSign, generateKeyPairSync } from 'node:crypto';
import { edgeHeader } from '@parley/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const secret = 'what-cloudfront-adds-to-a-request-0123456789';
const pool = { id: 'us-east-1_AbCdEfGhI', client: 'client-1' };
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' };

vi.stubEnv('EDGE_SECRET', secret);
vi.stubEnv('ALLOWED_ORIGINS', 'https://chat.example.com');
vi.stubEnv('USER_POOL_ID', pool.id);
vi.stubEnv('USER_POOL_CLIENT_ID', pool.client);
vi.stubEnv('USER_POOL_JWKS', JSON.stringify({ keys: [key] }));
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'parley-test');
const { handler } = await import('./authorize');

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (() => {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    ...{ sub: 'ana', username: 'ana', origin_jti: 's-1', auth_time: now, iat: now, exp: now + 3_600 },
    ...{ token_use: 'access', client_id: pool.client, iss: `https://cognito-idp.us-east-1.amazonaws.com/${pool.id}` },
  };
  const signed = `${part({ alg: 'RS256', kid: 'k1' })}.${part(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
})();
const methodArn = 'arn:aws:execute-api:us-east-1:1:a/ws/$connect';
const good = { 'Sec-WebSocket-Protocol': `chat.v1, bearer.${token}`, Origin: 'https://chat.example.com' };
const effectOf = async (headers: Record<string, string>) =>
  (await handler({ methodArn, headers })).policyDocument.Statement[0]?.Effect;

/** What was counted, by name. */
const counted: Record<string, number> = {};
beforeEach(() => {
  for (const name of Object.keys(counted)) delete counted[name];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    const { _aws, service: _service, ...counts } = JSON.parse(String(text)) as Record<string, number>;
    Object.assign(counted, counts);
    return true;
  });
  return () => void vi.restoreAllMocks();
});

describe('a handshake', () => {
  it('[F11] is let in with a good token of our page, through CloudFront', async () => {
    expect(await effectOf({ ...good, [edgeHeader]: secret })).toBe('Allow');
    expect(counted).toEqual({});
  });

  it.each([{}, { [edgeHeader]: 'a guess' }])(
    '[F11] is kept out past CloudFront, whatever its token: %j',
    async (way) => {
      expect(await effectOf({ ...good, ...way })).toBe('Deny');
      expect(counted).toEqual({ DoorsClosed: 1 }); // where it is everybody, CloudFront and the door disagree
    },
  );

  it('[F9] is kept out from a foreign page', async () => {
    expect(await effectOf({ ...good, [edgeHeader]: secret, Origin: 'https://evil.example' })).toBe('Deny');
    expect(counted).toEqual({ DoorsClosed: 1 });
  });

  it('[F4] is unauthorized without a good token', async () => {
    const headers = { [edgeHeader]: secret, 'Sec-WebSocket-Protocol': 'chat.v1, bearer.nonsense' };
    await expect(handler({ methodArn, headers })).rejects.toThrow(/^Unauthorized$/);
    expect(counted).toEqual({ HandshakesRefused: 1 });
  });
});
