import { Fault } from '../fault';
import type { Pool } from '../pool';
import { giveCode, giveError, rememberBrowser } from './authorize';
import type { Desk } from './desk';
import { cookie, type Exchange, refusePage, setCookie } from './exchange';
import { federate } from './federate';
import { type Profile, redeemProfile } from './identity-token';
import type { HostedUiOptions } from './options';

/** The service's sentence about a trigger ends with a blank here. */
const describe = ({ code, message }: Fault): string =>
  code === 'UserLambdaValidationException' ? `${message} ` : message;

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
      const { sub } = await federate(pool, visit.provider, profile, options.afterLinking ?? 'refuse-once');
      rememberBrowser(exchange, desk, { sub, provider: visit.provider });
      giveCode(exchange, desk, sub, wish);
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      giveError(exchange, wish, 'invalid_request', describe(cause));
    }
  };
