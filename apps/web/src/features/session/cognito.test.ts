import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cognito } from './cognito';

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pool = { userPoolId: 'local_Pool', userPoolClientId: 'web', userPoolEndpoint: 'http://pool.localhost/' };
const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');
const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
const name = (of: string) => `CognitoIdentityServiceProvider.web.${of}`;
/** As aws-amplify writes it down in whichever tab somebody signs in. */
const tokenOf = (sub: string, session: string, more: object = {}) =>
  `${[{ alg: 'RS256' }, { sub, 'cognito:username': sub, origin_jti: session, exp: inAnHour, iat: inAnHour - 3_600, ...more }].map(part).join('.')}.c2lnbmVk`;
const signsIn = (sub: string, session: string) => {
  const token = tokenOf(sub, session);
  const kept = { accessToken: token, idToken: token, refreshToken: `renews ${session}`, clockDrift: '0' };
  localStorage.setItem(name('LastAuthUser'), sub);
  for (const [key, value] of Object.entries(kept)) localStorage.setItem(name(`${sub}.${key}`), value);
};
const tokens = () => Object.keys(localStorage).filter((key) => /Token$/.test(key));

const renewed = (AccessToken: string) => Response.json({ AuthenticationResult: { AccessToken, IdToken: AccessToken } });
const refusal = () =>
  Response.json({ __type: 'NotAuthorizedException', message: 'Refresh Token has been revoked' }, { status: 400 });

/** A pool that takes its time: what it is asked, and how it answers at last. */
const aSlowPool = (says: (asked: { RefreshToken?: string }) => Response = () => Response.json({})) => {
  const asked: unknown[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  vi.stubGlobal('fetch', async (_: unknown, { body }: { body: string }) => {
    const request = JSON.parse(body) as { RefreshToken?: string };
    asked.push(request);
    await promise;
    return says(request);
  });
  return { asked, answer: resolve };
};

it('[UX-PWA-5] takes its tokens off the device before the pool answers, and not those of a session begun meanwhile', async () => {
  const auth = cognito(pool);
  const { asked, answer } = aSlowPool();
  signsIn('ana', 'first');
  const out = auth.signOut(await auth.session());
  await vi.waitFor(() => expect(asked).toMatchObject([{ Token: 'renews first' }]));
  expect(tokens()).toEqual([]);
  signsIn('ana', 'second');
  answer();
  await out;
  expect(await auth.personId()).toBe('ana');
  expect(localStorage.getItem(name('ana.refreshToken'))).toBe('renews second');
});

it('[UX-PWA-5] signs out nobody but whoever was signed in when that was asked for', async () => {
  const auth = cognito(pool);
  const { asked } = aSlowPool();
  expect(await auth.session()).toBeUndefined();
  await auth.signOut(undefined);
  signsIn('ana', 'first');
  const first = await auth.session();
  signsIn('ana', 'second');
  await auth.signOut(first);
  expect(asked).toEqual([]);
  expect(await auth.session()).not.toBe(first);
});

it('[UX-PWA-5] takes the tokens off the device where the pool cannot be reached', async () => {
  const auth = cognito(pool);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  signsIn('ana', 'first');
  await auth.signOut(await auth.session());
  expect(tokens()).toEqual([]);
});

it('[UX-PWA-5] keeps nobody waiting who signs out where the pool does not answer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const auth = cognito(pool);
  const { asked } = aSlowPool();
  signsIn('ana', 'first');
  let isOut = false;
  const out = auth.signOut(await auth.session()).then(() => (isOut = true));
  await vi.advanceTimersByTimeAsync(4_999);
  expect(asked).toHaveLength(1);
  expect(isOut).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await out;
  expect(isOut).toBe(true);
});

it('signs in over a session that was left, also where the pool does not answer that it is over', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const auth = cognito({ ...pool, userPoolDomain: 'google.localhost' });
  const { asked } = aSlowPool();
  signsIn('bo', 'left');
  void auth.signIn('ana@example.com', 'Parley-2-try!', undefined).catch(() => undefined);
  await vi.waitFor(() => expect(asked).toMatchObject([{ Token: 'renews left' }]));
  expect(tokens()).toEqual([]);
  await vi.advanceTimersByTimeAsync(5_000);
  await vi.waitFor(() => expect(asked).toMatchObject([{}, { AuthFlow: 'USER_SRP_AUTH' }]));
});

it('gives a page of one person no token of another, and takes none of theirs away', async () => {
  const auth = cognito(pool);
  signsIn('bo', 'theirs');
  expect(await auth.token({ of: 'ana' })).toBeNull();
  await auth.forget('ana');
  expect(await auth.token({ of: 'bo' })).toContain('.');
  await auth.forget('bo');
  expect(tokens()).toEqual([]);
  signsIn('bo', 'theirs');
  await auth.forget(undefined);
  expect(tokens()).toEqual([]);
});

describe.each([
  ['is renewed', () => renewed(tokenOf('ana', 'first', { renewed: true }))],
  ['is refused', refusal],
])('a renewal that %s too late', (_, late) => {
  /** Ana's page, whose renewal waits for the pool. */
  const aRenewal = async () => {
    const auth = cognito(pool);
    const { asked, answer } = aSlowPool(late);
    signsIn('ana', 'first');
    const token = auth.token({ of: 'ana', fresh: true });
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    return { auth, token, answer };
  };

  it.each(['ana', 'bo'])('leaves what is theirs to %s, who signed in meanwhile', async (sub) => {
    const { auth, token, answer } = await aRenewal();
    signsIn(sub, 'second');
    answer();
    expect(await token).toBe(sub === 'ana' ? tokenOf('ana', 'second') : null);
    expect(await auth.token({ of: sub })).toBe(tokenOf(sub, 'second'));
    expect(localStorage.getItem(name(`${sub}.refreshToken`))).toBe('renews second');
  });

  it('[UX-PWA-5] leaves nothing on a device that was signed out of', async () => {
    const { auth, token, answer } = await aRenewal();
    await auth.forget('ana');
    answer();
    expect(await token).toBeNull();
    expect(tokens()).toEqual([]);
  });
});

it('renews a session by what the pool says of it, and not of another that is renewed as well', async () => {
  const auth = cognito(pool);
  const { asked, answer } = aSlowPool(({ RefreshToken }) =>
    RefreshToken === 'renews first' ? refusal() : renewed(tokenOf('ana', 'second', { renewed: true })),
  );
  signsIn('ana', 'first');
  const first = auth.token({ of: 'ana', fresh: true });
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  signsIn('ana', 'second');
  const second = auth.token({ of: 'ana', fresh: true });
  const third = auth.token({ of: 'ana', fresh: true });
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  answer();
  expect(await second).toBe(tokenOf('ana', 'second', { renewed: true }));
  expect(await third).toBe(await second);
  expect(await first).not.toBeNull();
  expect(asked).toHaveLength(2);
});
