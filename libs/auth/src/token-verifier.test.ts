import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, it } from 'vitest';
import { tokenVerifier } from './token-verifier';

const pool = { userPoolId: 'us-east-1_AbCdEfGhI', clientId: 'client-1' };
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${pool.userPoolId}`;
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwks = { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' } as never] };
const inAnHour = Math.floor(Date.now() / 1000) + 3600;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object = {}, key: KeyObject = keys.privateKey, header: object = {}) => {
  const signed = `${part({ alg: 'RS256', kid: 'k1', ...header })}.${part({
    sub: 'ana',
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

it('knows the person and the end of a good token', async () => {
  await expect(verify(token())).resolves.toEqual({ personId: 'ana', tokenExpires: inAnHour * 1000 });
});

it.each([
  ['an expired one', token({ exp: Math.floor(Date.now() / 1000) - 1 })],
  ['one of another pool', token({ iss: `${issuer}x` })],
  ['one for another client', token({ client_id: 'client-2' })],
  ['an id token', token({ token_use: 'id', aud: pool.clientId })],
  ['one signed by a stranger', token({}, others.privateKey)],
  ['one with a changed body', token().replace(/\.[^.]+\./, `.${part({ sub: 'bo' })}.`)],
  ['one without a signature', `${part({ alg: 'none' })}.${part({ sub: 'ana' })}.`],
  ['one that names an unknown key', token({}, keys.privateKey, { kid: 'k2' })],
  ['one without a subject', token({ sub: '' })],
  ['nonsense', 'abc'],
  ['nothing', ''],
])('takes no token that is %s', async (_, bad) => {
  await expect(verify(bad)).resolves.toBeNull();
});
