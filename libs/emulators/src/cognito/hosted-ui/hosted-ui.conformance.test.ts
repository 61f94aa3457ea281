import { AdminUserGlobalSignOutCommand, GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { aBrowser } from '../testing/a-browser';
import { logoutUri, redirectUri, startHostedUi, type Tokens } from '../testing/start-hosted-ui';
import { claimsOf, clientId, refusalOf, userPoolId as UserPoolId } from '../testing/start-pool';

const ana = 'ana@example.com';
const minutes = 60_000;
const codeOf = (back: URL) => back.searchParams.get('code') ?? `no code, but ${back.search}`;

describe('/oauth2/authorize', () => {
  it.each([
    ['another client', { client_id: 'another' }],
    ['another address', { redirect_uri: 'https://evil.example/' }],
    ['an address that begins like ours', { redirect_uri: `${redirectUri}more` }],
    ['an address of another scheme', { redirect_uri: redirectUri.replace('http:', 'https:') }],
    ['no address', { redirect_uri: undefined }],
  ])('sends nobody to %s', async (_, changes) => {
    const { authorize, endpoint } = await startHostedUi();
    const page = await authorize(changes);
    expect(page.url.origin).toBe(endpoint);
    expect(page.status).toBe(400);
  });

  it.each([
    ['another response', { response_type: 'token' }, 'unauthorized_client'],
    ['a scope that the client may not have', { scope: 'openid phone' }, 'invalid_scope'],
    ['a challenge in the clear', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a challenge of another length', { code_challenge: 'short' }, 'invalid_request'],
    ['another provider', { identity_provider: 'Facebook' }, 'invalid_request'],
    ['a password, which is asked for by the app alone', { identity_provider: 'COGNITO' }, 'invalid_request'],
    ['nobody to be asked', { prompt: 'none' }, 'login_required'],
  ])('tells the app that it asked for %s', async (_, changes, error) => {
    const { authorize } = await startHostedUi();
    const { url } = await authorize(changes);
    expect(`${url.origin}${url.pathname}`).toBe(redirectUri);
    expect(url.searchParams.get('error')).toBe(error);
    expect(url.searchParams.get('state')).toBe('s-1');
    expect(url.searchParams.has('code')).toBe(false);
  });

  it('offers the providers where none was asked for, and shows what it was given as text', async () => {
    const { authorize, browser } = await startHostedUi();
    const page = await authorize({ identity_provider: undefined, state: '"><script>alert(1)</script>' });
    expect(page.html).toContain('Continue with Google');
    expect(page.html).not.toMatch(/password|sign up/i);
    expect(page.html).not.toContain('<script');
    const [, link = ''] = /<a href="([^"]+)"/.exec(page.html) ?? [];
    expect((await browser.open(link.replaceAll('&amp;', '&'))).html).toContain('Choose an account');
  });
});

describe('the answer of the provider', () => {
  it('is taken from the browser that was sent there, once, and from no other', async () => {
    const { authorize, endpoint, browser } = await startHostedUi();
    const mine = aBrowser(endpoint, { stopAt: '/cognito/oauth2/idpresponse' });
    const { url: answer } = await mine.submit(await authorize({}, mine), { email: ana });
    expect(answer.searchParams.has('code')).toBe(true);
    expect((await browser.open(answer)).status).toBe(400);
    const me = aBrowser(endpoint);
    const { url: other } = await me.submit(await authorize({}, me), { email: ana });
    expect(codeOf(other)).toMatch(/^[\w-]{128}$/);
    expect((await me.open(answer)).status).toBe(400); // the state of another sign-in
  });

  it('is waited for for five minutes', async () => {
    let shift = 0;
    const { authorize, browser } = await startHostedUi({ clock: { now: () => Date.now() + shift } });
    const chooser = await authorize();
    shift = 5 * minutes;
    const page = await browser.submit(chooser, { email: ana });
    expect([page.status, page.url.pathname]).toEqual([400, '/cognito/oauth2/idpresponse']);
    expect(page.html).toContain('Invalid state');
  });

  it('reaches the app when somebody goes back', async () => {
    const { authorize, browser } = await startHostedUi();
    const { url } = await browser.submit(await authorize(), { cancel: '1' });
    expect(`${url.origin}${url.pathname}`).toBe(redirectUri);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'The user denied access.',
      state: 's-1',
    });
  });

  it.each([
    ['for another secret', { clientSecret: 'another' }],
    ['of another issuer', { issuer: 'https://accounts.google.com' }],
    ['from nowhere', { tokenUrl: 'http://127.0.0.1:1/token' }],
  ])('%s is told to the app, and why to whoever runs the pool', async (_, believed) => {
    const reported: unknown[] = [];
    const { comeAs } = await startHostedUi({ onError: (error) => reported.push(error) }, {}, believed);
    const back = await comeAs(ana);
    expect(back.searchParams.get('error')).toBe('invalid_request');
    expect(back.searchParams.get('error_description')).toBe('Error while reading the profile from Google');
    expect(reported).toHaveLength(1);
  });

  it('is refused where the client may not write what it becomes, and needs no more than that', async () => {
    const { comeAs } = await startHostedUi({ writeAttributes: ['name', 'picture'] });
    const back = await comeAs(ana);
    expect(back.searchParams.get('error')).toBe('invalid_request');
    expect(back.searchParams.get('error_description')).toContain('attempted to write unauthorized attribute');
    const { signInWithGoogle } = await startHostedUi({ writeAttributes: ['email', 'name', 'picture'] });
    expect(claimsOf((await signInWithGoogle(ana)).id_token)).toMatchObject({ email: ana, email_verified: true });
  });

  it('signed with a key that Google does not publish is refused', async () => {
    const reported: unknown[] = [];
    const other = await startHostedUi();
    const believed = { jwksUrl: `${other.endpoint}/google/jwks` };
    const { comeAs } = await startHostedUi({ onError: (error) => reported.push(error) }, {}, believed);
    expect((await comeAs(ana)).searchParams.get('error')).toBe('invalid_request');
    expect(String(reported[0])).toContain('does not publish');
  });
});

describe('/oauth2/token', () => {
  it.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
    ['no verifier', { code_verifier: '' }, 'invalid_grant'],
    ['another address', { redirect_uri: logoutUri }, 'invalid_grant'],
    ['another client', { client_id: 'another' }, 'invalid_client'],
    ['another grant', { grant_type: 'client_credentials' }, 'unsupported_grant_type'],
  ])('refuses a code with %s', async (_, changes, error) => {
    const { comeAs, redeem } = await startHostedUi();
    const reply = await redeem(codeOf(await comeAs(ana)), changes);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error });
  });

  it('takes a code once', async () => {
    const { comeAs, redeem } = await startHostedUi();
    const code = codeOf(await comeAs(ana));
    expect((await redeem(code)).status).toBe(200);
    expect(await (await redeem(code)).json()).toEqual({ error: 'invalid_grant' });
    expect(await (await redeem('made up')).json()).toEqual({ error: 'invalid_grant' });
  });

  it('takes a code for five minutes', async () => {
    let shift = 0;
    const { comeAs, redeem } = await startHostedUi({ clock: { now: () => Date.now() + shift } });
    const [first, second] = [codeOf(await comeAs(ana)), codeOf(await comeAs(ana))];
    shift = 4 * minutes;
    expect((await redeem(first)).status).toBe(200);
    shift = 5 * minutes;
    expect((await redeem(second)).status).toBe(400);
  });

  it('gives no ID token without the scope openid, and no way into the API without its own', async () => {
    const { signInWithGoogle, sdk } = await startHostedUi();
    const tokens = await signInWithGoogle(ana, { scope: 'email' });
    expect(tokens).not.toHaveProperty('id_token');
    expect(claimsOf(tokens.access_token)['scope']).toBe('email');
    const call = sdk.send(new GetUserCommand({ AccessToken: tokens.access_token }));
    expect((await refusalOf(call))[1]).toBe('Access Token does not have required scopes');
  });

  it('renews, until everything is signed out', async () => {
    const { signInWithGoogle, post, sdk } = await startHostedUi();
    const { access_token, refresh_token } = await signInWithGoogle(ana);
    const renew = () => post('token', { grant_type: 'refresh_token', client_id: clientId, refresh_token });
    const renewed = (await (await renew()).json()) as Tokens;
    expect(claimsOf(renewed.access_token)).toMatchObject({
      origin_jti: claimsOf(access_token)['origin_jti'],
      scope: claimsOf(access_token)['scope'],
      version: 2,
    });
    const Username = String(claimsOf(access_token)['username']);
    await sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }));
    expect(await (await renew()).json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('is open to pages of any origin, and to forms alone', async () => {
    const { endpoint, redeem } = await startHostedUi();
    expect((await redeem('x')).headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await fetch(`${endpoint}/cognito/oauth2/token`, { method: 'OPTIONS' });
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
    const asJson = await fetch(`${endpoint}/cognito/oauth2/token`, { method: 'POST', body: '{}' });
    expect(await asJson.json()).toEqual({ error: 'invalid_request' });
    expect((await fetch(`${endpoint}/cognito/oauth2/token`)).status).toBe(405);
  });
});

describe('/oauth2/userInfo and /oauth2/revoke', () => {
  it('tell who a token speaks for, until its session is revoked', async () => {
    const { signInWithGoogle, endpoint, post } = await startHostedUi();
    const { access_token, refresh_token } = await signInWithGoogle(ana);
    const ask = (token: string) =>
      fetch(`${endpoint}/cognito/oauth2/userInfo`, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await ask(access_token)).json()).toMatchObject({
      sub: claimsOf(access_token)['sub'],
      email: ana,
      email_verified: 'true',
      username: claimsOf(access_token)['username'],
    });
    expect((await ask('made up')).status).toBe(401);
    expect(await (await post('revoke', { token: access_token, client_id: clientId })).json()).toEqual({
      error: 'unsupported_token_type',
    });
    expect((await post('revoke', { token: refresh_token, client_id: 'another' })).status).toBe(400);
    expect((await post('revoke', { token: refresh_token, client_id: clientId })).status).toBe(200);
    expect((await ask(access_token)).status).toBe(401);
  });
});

describe('a browser that has signed in', () => {
  it('is not asked again, unless the app wants it to be, until it signs out', async () => {
    const { signInWithGoogle, authorize, browser } = await startHostedUi();
    await signInWithGoogle(ana);
    expect((await authorize()).url.searchParams.has('code')).toBe(true);
    expect((await authorize({ prompt: 'none' })).url.searchParams.has('code')).toBe(true);
    expect((await authorize({ prompt: 'select_account' })).html).toContain('Choose an account');
    const out = await browser.open(`/cognito/logout?client_id=${clientId}&logout_uri=${encodeURIComponent(logoutUri)}`);
    expect(out.url.href).toBe(logoutUri);
    expect((await authorize({ prompt: 'none' })).url.searchParams.get('error')).toBe('login_required');
  });

  it('is forgotten after an hour', async () => {
    let shift = 0;
    const { comeAs, authorize } = await startHostedUi({ clock: { now: () => Date.now() + shift } });
    await comeAs(ana);
    shift = 60 * minutes - 1000;
    expect((await authorize({ prompt: 'none' })).url.searchParams.has('code')).toBe(true);
    shift = 60 * minutes;
    expect((await authorize({ prompt: 'none' })).url.searchParams.get('error')).toBe('login_required');
  });

  it('is sent back to addresses of the app alone', async () => {
    const { browser } = await startHostedUi();
    for (const query of [
      `client_id=${clientId}&logout_uri=https://evil.example/`,
      `client_id=another&logout_uri=${logoutUri}`,
      `client_id=${clientId}`,
    ]) {
      expect((await browser.open(`/cognito/logout?${query}`)).status, query).toBe(400);
    }
  });

  it('may be asked about at logout, for the next one to sign in', async () => {
    const { signInWithGoogle, browser } = await startHostedUi();
    await signInWithGoogle(ana);
    const next = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, response_type: 'code' });
    expect((await browser.open(`/cognito/logout?${next}`)).html).toContain('Continue with Google');
  });
});

it('keeps its cookies from scripts and from other sites', async () => {
  const { endpoint } = await startHostedUi();
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    identity_provider: 'Google',
  });
  const reply = await fetch(`${endpoint}/cognito/oauth2/authorize?${query}`, { redirect: 'manual' });
  expect(reply.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^csrf-state=[\w-]+; Path=\/cognito; Max-Age=300; HttpOnly; SameSite=Lax$/),
  ]);
});
