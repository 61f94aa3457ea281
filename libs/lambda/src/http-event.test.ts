import { expect, it } from 'vitest';
import { HttpEvent, httpCallerOf, textOf } from './http-event';

const event = (claims: object, more: object = {}) =>
  HttpEvent.parse({
    rawPath: '/api/people/me',
    requestContext: { http: { method: 'GET' }, authorizer: { jwt: { claims } } },
    ...more,
  });

it('knows the caller by the claims of an access token, which arrive as text', () => {
  expect(httpCallerOf(event({ sub: 'ana', exp: '1700000000', token_use: 'access' }))).toEqual({
    personId: 'ana',
    tokenExpires: 1_700_000_000_000,
  });
});

it('knows nobody by an id token: the JWT authorizer takes either kind', () => {
  expect(httpCallerOf(event({ sub: 'ana', exp: '1700000000', token_use: 'id' }))).toBeNull();
});

it('reads a body that API Gateway passes on in base64', () => {
  const claims = { sub: 'ana', exp: 1, token_use: 'access' };
  const body = Buffer.from('{"text":"né"}').toString('base64');
  expect(textOf(event(claims, { body, isBase64Encoded: true }))).toBe('{"text":"né"}');
  expect(textOf(event(claims, { body: '{}' }))).toBe('{}');
  expect(textOf(event(claims))).toBe('');
});
