import { Fault } from '../fault';
import type { Pool } from '../pool';
import { codeFor, giveCode, giveError, refusalText, rememberBrowser } from './authorize';
import type { Desk } from './desk';
import { cookie, type Exchange, refusePage, setCookie } from './exchange';
import { federate } from './federate';
import { type Profile, redeemProfile } from './identity-token';
import type { HostedUiOptions } from './options';

/** `/oauth2/idpresponse`: where an identity provider sends people back to. */
export const idpResponse =
  (pool: Pool, desk: Desk, options: HostedUiOptions, report: (error: unknown) => void) =>
  async (exchange: Exchange): Promise<void> => {
    const { query } = exchange;
    const state = query.get('state') ?? '';
    const isSameBrowser = state !== '' && cookie(exchange, 'csrf-state') === state;
    const visit = isSameBrowser ? desk.visits.take(state) : undefined;
    const provider = visit && options.providers[visit.provider];
    if (!visit || !provider)
      return refusePage(exchange, 'Invalid state: the sign-in took too long, or began elsewhere.');
    setCookie(exchange, 'csrf-state', '', 0);
    const { wish } = visit;
    const error = query.get('error');
    if (error !== null) return giveError(exchange, wish, error, query.get('error_description') ?? error);

    let profile: Profile;
    try {
      profile = await redeemProfile(provider, query.get('code') ?? '', visit, pool.clock);
    } catch (cause) {
      report(cause);
      return giveError(exchange, wish, 'invalid_request', `Error while reading the profile from ${visit.provider}`);
    }
    try {
      const user = await federate(pool, visit.provider, profile, options.afterLinking ?? 'refuse-once');
      const code = await codeFor(pool, desk, user, wish);
      rememberBrowser(exchange, desk, { sub: user.sub, provider: visit.provider });
      giveCode(exchange, code, wish);
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      giveError(exchange, wish, 'invalid_request', refusalText(cause));
    }
  };
