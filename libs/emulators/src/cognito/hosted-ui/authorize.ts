import { createHash, randomBytes } from 'node:crypto';
import { escapeHtml, sendPage } from '../../html';
import { claimChanges } from '../claim-changes';
import { Fault } from '../fault';
import type { Pool } from '../pool';
import type { User } from '../state';
import { browserSeconds, type Desk, type Wish } from './desk';
import { cookie, type Exchange, redirect, refusePage, setCookie } from './exchange';
import type { HostedUiOptions } from './options';

/** RFC 7636: 32 bytes, base64url without padding. */
const challengeForm = /^[A-Za-z0-9_-]{43}$/;
const defaultScopes = ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'];

/**
 * Makes a code for somebody who has signed in. The PreTokenGeneration trigger is asked here, and not as the code is
 * redeemed: so its refusal reaches the app in the way back.
 */
export const codeFor = async (pool: Pool, desk: Desk, user: User, wish: Wish): Promise<string> => {
  const asked = { source: 'TokenGeneration_HostedAuth' as const, scope: wish.scope, clientMetadata: undefined };
  return desk.codes.open({ sub: user.sub, wish, changes: await claimChanges(pool, user, asked) });
};

/** Sends an app the code for somebody who has signed in. */
export const giveCode = (exchange: Exchange, code: string, { redirectUri, state }: Wish): void =>
  redirect(exchange, redirectUri, { code, state });

/** The service's sentence about a trigger ends with a blank on the hosted page. */
export const refusalText = ({ code, message }: Fault): string =>
  code === 'UserLambdaValidationException' ? `${message} ` : message;

/** Tells an app what went wrong. */
export const giveError = (
  exchange: Exchange,
  { redirectUri, state }: Pick<Wish, 'redirectUri' | 'state'>,
  error: string,
  description?: string,
): void => redirect(exchange, redirectUri, { error_description: description, state, error });

/** Remembers in the browser that its person has signed in. */
export const rememberBrowser = (exchange: Exchange, desk: Desk, person: { sub: string; provider: string }): void =>
  setCookie(exchange, 'cognito', desk.browsers.open(person), browserSeconds);

// The provider's answer is taken from the browser that was sent there alone.
const visitProvider = (exchange: Exchange, desk: Desk, options: HostedUiOptions, name: string, wish: Wish): void => {
  const provider = options.providers[name];
  if (!provider) return giveError(exchange, wish, 'invalid_request', `The provider ${name} is not enabled.`);
  const nonce = randomBytes(16).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = `${exchange.origin}${exchange.base}/oauth2/idpresponse`;
  const state = desk.visits.open({ wish, provider: name, nonce, verifier, redirectUri });
  setCookie(exchange, 'csrf-state', state, 300);
  const { query } = exchange;
  redirect(exchange, new URL(provider.authorizeUrl, exchange.origin).href, {
    client_id: provider.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    prompt: query.get('prompt') ?? undefined,
    login_hint: query.get('login_hint') ?? undefined,
  });
};

const wishOf = (
  { query }: Exchange,
  { scopes: allowed = defaultScopes }: HostedUiOptions,
  redirectUri: string,
): Wish | [error: string, description: string] => {
  const wanted = query.get('scope')?.split(' ').filter(Boolean) ?? [...allowed];
  const codeChallenge = query.get('code_challenge') ?? undefined;
  if (query.get('response_type') !== 'code') return ['unauthorized_client', 'response_type must be code'];
  if (!wanted.every((scope) => allowed.includes(scope))) return ['invalid_scope', 'invalid_scope'];
  if (codeChallenge !== undefined && !challengeForm.test(codeChallenge)) {
    return ['invalid_request', 'code_challenge must be a SHA-256, base64url'];
  }
  if (codeChallenge !== undefined && query.get('code_challenge_method') !== 'S256') {
    return ['invalid_request', 'code_challenge_method must be S256'];
  }
  return {
    redirectUri,
    state: query.get('state') ?? undefined,
    scope: wanted.join(' '),
    nonce: query.get('nonce') ?? undefined,
    codeChallenge,
  };
};

const choicePage = ({ res, query, base }: Exchange, options: HostedUiOptions): void => {
  const links = Object.keys(options.providers).map((name) => {
    const chosen = new URLSearchParams([...query, ['identity_provider', name]]);
    return `<p><a href="${escapeHtml(`${base}/oauth2/authorize?${chosen}`)}">Continue with ${escapeHtml(name)}</a></p>`;
  });
  sendPage(res, 200, 'Sign in', links.join('\n'));
};

/** For a browser whose person signed in before: nobody is asked who they are, and the trigger is, as for any tokens. */
const giveCodeAgain = async (exchange: Exchange, pool: Pool, desk: Desk, sub: string, wish: Wish): Promise<void> => {
  const user = pool.store.state.users.get(sub);
  if (!user) return giveError(exchange, wish, 'invalid_request', 'User does not exist.');
  try {
    giveCode(exchange, await codeFor(pool, desk, user, wish), wish);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    giveError(exchange, wish, 'invalid_request', refusalText(cause));
  }
};

/** `/oauth2/authorize`: where an app sends people to sign in. */
export const authorize = (pool: Pool, desk: Desk, options: HostedUiOptions) => async (exchange: Exchange) => {
  const { query } = exchange;
  const redirectUri = query.get('redirect_uri');
  // Who asks and where to answer come first: an address that is not the app's own is never sent anything.
  if (query.get('client_id') !== pool.clientId) return refusePage(exchange, 'Client does not exist.');
  if (redirectUri === null || !options.redirectUris.includes(redirectUri)) {
    return refusePage(exchange, 'redirect_mismatch');
  }
  const wish = wishOf(exchange, options, redirectUri);
  if (Array.isArray(wish)) {
    return giveError(exchange, { redirectUri, state: query.get('state') ?? undefined }, ...wish);
  }
  const name = query.get('identity_provider') ?? undefined;
  const prompt = query.get('prompt');
  const known = desk.browsers.see(cookie(exchange, 'cognito') ?? '');
  const isSigned = known !== undefined && (name === undefined || known.provider === name);
  if (isSigned && prompt !== 'login' && prompt !== 'select_account') {
    return giveCodeAgain(exchange, pool, desk, known.sub, wish);
  }
  if (prompt === 'none') return giveError(exchange, wish, 'login_required');
  if (name !== undefined) return visitProvider(exchange, desk, options, name, wish);
  return choicePage(exchange, options);
};
