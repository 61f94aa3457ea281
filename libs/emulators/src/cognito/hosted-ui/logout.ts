import type { Pool } from '../pool';
import { authorize } from './authorize';
import type { Desk } from './desk';
import { cookie, type Exchange, redirect, refusePage, setCookie } from './exchange';
import type { HostedUiOptions } from './options';

/** `/logout`: forgets who signed in with this browser, and sends it back to the app, or to sign in anew. */
export const logout = (pool: Pool, desk: Desk, options: HostedUiOptions) => {
  const signIn = authorize(pool, desk, options);
  return (exchange: Exchange): void | Promise<void> => {
    const { query, req } = exchange;
    const logoutUri = query.get('logout_uri');
    if (query.get('client_id') !== pool.clientId) return refusePage(exchange, 'Client does not exist.');
    if (logoutUri !== null && !options.logoutUris.includes(logoutUri)) return refusePage(exchange, 'redirect_mismatch');
    if (logoutUri === null && query.get('redirect_uri') === null) {
      return refusePage(exchange, 'Required String parameter logout_uri is not present.');
    }
    desk.browsers.take(cookie(exchange, 'cognito') ?? '');
    setCookie(exchange, 'cognito', '', 0);
    if (logoutUri !== null) return redirect(exchange, logoutUri);
    delete req.headers.cookie;
    return signIn(exchange);
  };
};
