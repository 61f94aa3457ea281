import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clockSkewMs, tokenVerifier } from './token-verifier';

const pool = { userPoolId: 'us-east-1_AbCdEfGhI', clientId: 'client-1' };
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${pool.userPoolId}`;
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwks = { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' } as never] };
const now = Math.floor(Date.now() / 1000);
const inAnHour = now + 3600;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object = {}, key: KeyObject = keys.privateKey, header: object = {}) => {
  const signed = `${part({ alg: 'RS256', kid: 'k1', ...header })}.${part({
    sub: 'ana',
    username: 'Google_1',
    origin_jti: 's-1',
    auth_time: now - 86_400,
    iss: issuer,
    client_id: pool.clientId,
    token_use: 'access',
    exp: inAnHour,
    iat: inAnHour - 3600,
    ...claims,
  })}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
};
const verify = tokenVerifier({ ...pool, jwks });

// Each differs from a good one by one thing alone, so that nothing else keeps it out.
const [header, body, signature] = token().split('.');
const claimsSaidToBeHmac = `${part({ alg: 'HS256', kid: 'k1' })}.${body}`;
const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' });
const signedWithPublicKey = `${claimsSaidToBeHmac}.${createHmac('sha256', publicPem).update(claimsSaidToBeHmac).digest('base64url')}`;

it('knows the person, their sign-in and the end of a good token', async () => {
  await expect(verify(token())).resolves.toEqual({
    personId: 'ana',
    username: 'Google_1',
    sessionId: 's-1',
    authTime: (now - 86_400) * 1000,
    tokenExpires: inAnHour * 1000 + clockSkewMs,
  });
});

it('takes a token a little longer than it lives, as clocks differ, and says so', async () => {
  const exp = now - clockSkewMs / 2_000;
  await expect(verify(token({ exp }))).resolves.toMatchObject({ tokenExpires: exp * 1000 + clockSkewMs });
});

it.each([
  ['an expired one', token({ exp: now - clockSkewMs / 1000 - 1 })],
  ['one of another pool', token({ iss: `${issuer}x` })],
  ['one for another client', token({ client_id: 'client-2' })],
  ['an id token', token({ token_use: 'id', aud: pool.clientId })],
  ['one signed by a stranger', token({}, others.privateKey)],
  ['one with a changed body', `${header}.${token({ sub: 'bo' }).split('.')[1]}.${signature}`],
  ['one without a signature', `${part({ alg: 'none', kid: 'k1' })}.${body}.`],
  ['one that was signed with what everybody may know, as if that were a secret', signedWithPublicKey],
  ['one that names an unknown key', token({}, keys.privateKey, { kid: 'k2' })],
  ['one whose key is named as what every object has', token({}, keys.privateKey, { kid: '__proto__' })],
  ['one whose key is named by a path', token({}, keys.privateKey, { kid: '../../k1' })],
  ['one that is not good yet', token({ nbf: now + 600 })],
  ['one without a subject', token({ sub: '' })],
  ['one without a time of sign-in', token({ auth_time: undefined })],
  ['one of no session that could be ended', token({ origin_jti: undefined })],
  ['nonsense', 'abc'],
  ['nonsense in three parts', 'a.b.c'],
  ['nothing', ''],
])('takes no token that is %s', async (_, bad) => {
  await expect(verify(bad)).resolves.toBeNull();
});

describe('keys that change', () => {
  const jwkOf = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' });
  const served = (...sets: object[][]) => {
    const asked: string[] = [];
    const fetchKeys = async (address: string) => {
      asked.push(address);
      return { keys: (sets[Math.min(asked.length, sets.length) - 1] ?? []) as never };
    };
    return { asked, verify: tokenVerifier({ ...pool, fetchKeys }) };
  };
  const [old, next] = [jwkOf(keys.publicKey, 'k1'), jwkOf(others.publicKey, 'k2')];
  const ofNext = () => token({}, others.privateKey, { kid: 'k2' });

  it('are fetched once, from the address of the pool', async () => {
    const { asked, verify } = served([old]);
    await verify(token());
    await expect(verify(token())).resolves.toMatchObject({ personId: 'ana' });
    expect(asked).toEqual([`${issuer}/.well-known/jwks.json`]);
  });

  it('are fetched again for a token of a key that is not known yet: the pool has rotated', async () => {
    const { asked, verify } = served([old], [old, next]);
    await verify(token());
    await expect(verify(ofNext())).resolves.toMatchObject({ personId: 'ana' });
    await expect(verify(token())).resolves.toMatchObject({ personId: 'ana' });
    expect(asked).toHaveLength(2);
  });

  it('are no longer taken once the pool has dropped them', async () => {
    const { verify } = served([old], [next]);
    await verify(token());
    await verify(ofNext());
    await expect(verify(token())).resolves.toBeNull();
  });

  it('are not fetched for each token that names a key of its own invention', async () => {
    const { asked, verify } = served([old]);
    for (const kid of ['x', 'y', 'z']) await expect(verify(token({}, keys.privateKey, { kid }))).resolves.toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('that cannot be had say nothing about the token: that is an error of ours', async () => {
    const fetchKeys = () => Promise.reject(new Error('no network'));
    await expect(tokenVerifier({ ...pool, fetchKeys })(token())).rejects.toThrow('no network');
  });
});
