import { createHash } from 'node:crypto';
import { Fault } from '../fault';
import type { Pool } from '../pool';
import { type AuthenticationResult, openSession, refresh } from '../sessions';
import type { Desk, Wish } from './desk';
import { type Exchange, formOf, sendJson } from './exchange';

const isVerifierOf = ({ codeChallenge }: Wish, verifier: string | null): boolean =>
  codeChallenge === undefined ||
  (verifier !== null && createHash('sha256').update(verifier).digest('base64url') === codeChallenge);

const reply = (exchange: Exchange, result: AuthenticationResult, scope: string): void =>
  sendJson(exchange, 200, {
    // OpenID Connect: an ID token only for who asked for one.
    ...(scope.split(' ').includes('openid') && { id_token: result.IdToken }),
    access_token: result.AccessToken,
    ...(result.RefreshToken && { refresh_token: result.RefreshToken }),
    expires_in: result.ExpiresIn,
    token_type: result.TokenType,
  });

/** `/oauth2/token`: a code, or a refresh token, for tokens. */
export const token = (pool: Pool, desk: Desk) => {
  const redeem = async (exchange: Exchange, form: URLSearchParams): Promise<void> => {
    const code = desk.codes.take(form.get('code') ?? ''); // good once, whatever comes of it
    const user = code && pool.store.state.users.get(code.sub);
    const isIts =
      code?.wish.redirectUri === form.get('redirect_uri') && isVerifierOf(code.wish, form.get('code_verifier'));
    if (!user?.enabled || !isIts) return sendJson(exchange, 400, { error: 'invalid_grant' });
    const { scope, nonce } = code.wish;
    const hosted = { nonce };
    const { changes } = code;
    const entrance = {
      source: 'TokenGeneration_HostedAuth' as const,
      clientMetadata: undefined,
      scope,
      hosted,
      changes,
    };
    reply(exchange, await openSession(pool, user, entrance), scope);
  };

  const renew = async (exchange: Exchange, form: URLSearchParams): Promise<void> => {
    try {
      reply(exchange, await refresh(pool, form.get('refresh_token') ?? '', undefined), 'openid');
    } catch (error) {
      const isRefusal = error instanceof Fault && error.code !== 'UserLambdaValidationException';
      if (!isRefusal) throw error;
      sendJson(exchange, 400, { error: 'invalid_grant', error_description: error.message });
    }
  };

  return async (exchange: Exchange): Promise<void> => {
    const form = await formOf(exchange);
    if (!form) return sendJson(exchange, 400, { error: 'invalid_request' });
    if (form.get('client_id') !== pool.clientId) return sendJson(exchange, 400, { error: 'invalid_client' });
    const grant = form.get('grant_type');
    if (grant !== 'authorization_code' && grant !== 'refresh_token') {
      return sendJson(exchange, 400, { error: grant === null ? 'invalid_request' : 'unsupported_grant_type' });
    }
    try {
      await (grant === 'refresh_token' ? renew : redeem)(exchange, form);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      sendJson(exchange, 400, { error: 'invalid_request', error_description: error.message });
    }
  };
};
