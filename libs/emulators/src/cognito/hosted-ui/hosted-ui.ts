import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pool } from '../pool';
import { authorize } from './authorize';
import { desk as openDesk } from './desk';
import { cors, type Exchange, exchangeOf, refusePage, sendJson } from './exchange';
import { idpResponse } from './idp-response';
import { logout } from './logout';
import type { HostedUiOptions } from './options';
import { token } from './token';
import { revoke, userInfo } from './tokens-at-work';

type Endpoint = { methods: string; run(exchange: Exchange): void | Promise<void> };

/**
 * The pool's domain: signing in through a page of the pool, with codes (RFC 6749, RFC 7636) and OpenID Connect.
 * Answers what lies under its paths, and tells whether it did.
 */
export const hostedUi = (pool: Pool, options: HostedUiOptions, report: (error: unknown) => void) => {
  const desk = openDesk(pool.clock);
  const start = authorize(pool, desk, options);
  const endpoints: Record<string, Endpoint> = {
    'oauth2/authorize': { methods: 'GET', run: start },
    'oauth2/idpresponse': { methods: 'GET', run: idpResponse(pool, desk, options, report) },
    'oauth2/token': { methods: 'POST', run: token(pool, desk) },
    'oauth2/userInfo': { methods: 'GET, POST', run: userInfo(pool) },
    'oauth2/revoke': { methods: 'POST', run: revoke(pool) },
    login: { methods: 'GET', run: start },
    logout: { methods: 'GET', run: logout(pool, desk, options) },
    error: { methods: 'GET', run: (exchange) => refusePage(exchange, exchange.query.get('error') ?? 'unknown error') },
  };
  return (req: IncomingMessage, res: ServerResponse): boolean => {
    const asked = exchangeOf(req, res);
    const endpoint = asked && endpoints[asked.endpoint];
    if (!asked || !endpoint) return false;
    const { methods, run } = endpoint;
    if (req.method === 'OPTIONS') {
      const allowed = req.headers['access-control-request-headers'] ?? 'authorization,content-type';
      res
        .writeHead(200, { ...cors, 'access-control-allow-methods': methods, 'access-control-allow-headers': allowed })
        .end();
    } else if (!methods.split(', ').includes(req.method ?? '')) {
      res.writeHead(405, { allow: methods }).end();
    } else {
      (async () => run(asked.exchange))().catch((error: unknown) => {
        if (!req.complete && req.destroyed) return; // the client went away while it was sending
        report(error);
        if (!res.headersSent) sendJson(asked.exchange, 500, { error: 'server_error' });
      });
    }
    return true;
  };
};
