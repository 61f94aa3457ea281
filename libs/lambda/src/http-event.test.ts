import { clockSkewMs } from '@parley/auth';
import { expect, it } from 'vitest';
import { HttpEvent, httpCallerOf, textOf } from './http-event';

const event = (claims: object, more: object = {}) =>
  HttpEvent.parse({
    rawPath: '/api/people/me',
    requestContext: { http: { method: 'GET' }, authorizer: { jwt: { claims } } },
    ...more,
  });

const claims = {
  ...{ sub: 'ana', username: 'Google_1', origin_jti: 's-1', token_use: 'access' },
  ...{ auth_time: '1699990000', exp: '1700000000' },
};

it('knows the caller by the claims of an access token, which arrive as text', () => {
  expect(httpCallerOf(event(claims))).toEqual({
    personId: 'ana',
    username: 'Google_1',
    sessionId: 's-1',
    authTime: 1_699_990_000_000,
    tokenExpires: 1_700_000_000_000 + clockSkewMs,
  });
});

it('knows nobody by an id token: the JWT authorizer takes either kind', () => {
  expect(httpCallerOf(event({ ...claims, token_use: 'id' }))).toBeNull();
});

it.each(['sub', 'username', 'origin_jti', 'auth_time', 'exp'])('knows nobody by a token without %s', (name) => {
  expect(httpCallerOf(event({ ...claims, [name]: undefined }))).toBeNull();
});

it('reads a body that API Gateway passes on in base64', () => {
  const body = Buffer.from('{"text":"né"}').toString('base64');
  expect(textOf(event(claims, { body, isBase64Encoded: true }))).toBe('{"text":"né"}');
  expect(textOf(event(claims, { body: '{}' }))).toBe('{}');
  expect(textOf(event(claims))).toBe('');
});
