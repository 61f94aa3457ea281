/** What an app does with its tokens at the pool's domain. */
import { Fault } from '../fault';
import { isJwt } from '../operations/revoke-token';
import type { Pool } from '../pool';
import { bearerOf, sessionOf } from '../sessions';
import { attributesOf, usernameOf } from '../users';
import { type Exchange, formOf, sendJson } from './exchange';

const notGood = (exchange: Exchange, description: string): void =>
  sendJson(
    exchange,
    401,
    { error: 'invalid_token', error_description: description },
    { 'www-authenticate': `error="invalid_token", error_description="${description}"` },
  );

/** `/oauth2/userInfo`: who an access token speaks for, if it has the scope `openid`. */
export const userInfo = (pool: Pool) => (exchange: Exchange) => {
  const [, token = ''] = /^Bearer (.+)$/.exec(exchange.req.headers.authorization ?? '') ?? [];
  try {
    const { user, scopes } = bearerOf(pool, token);
    if (!scopes.includes('openid')) return notGood(exchange, 'Access token does not contain openid scope');
    return sendJson(exchange, 200, { ...attributesOf(user), username: usernameOf(user) });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return notGood(exchange, 'Access token is expired, disabled or deleted, or the user has globally signed out.');
  }
};

/** `/oauth2/revoke`: ends the session of a refresh token. One that is unknown is no error. */
export const revoke = (pool: Pool) => async (exchange: Exchange) => {
  const form = await formOf(exchange);
  const token = form?.get('token');
  if (!token) return sendJson(exchange, 400, { error: 'invalid_request' });
  if (form?.get('client_id') !== pool.clientId) return sendJson(exchange, 400, { error: 'invalid_client' });
  if (isJwt(token)) return sendJson(exchange, 400, { error: 'unsupported_token_type' });
  const session = sessionOf(pool, token);
  if (session) {
    session.revoked = true;
    await pool.store.save();
  }
  return sendJson(exchange, 200, {});
};
