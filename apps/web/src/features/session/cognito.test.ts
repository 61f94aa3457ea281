import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cognito } from './cognito';

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

const pool = { userPoolId: 'local_Pool', userPoolClientId: 'web', userPoolEndpoint: 'http://pool.localhost/' };
const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');
const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600;
const name = (of: string) => `CognitoIdentityServiceProvider.web.${of}`;
/** As aws-amplify writes it down in whichever tab somebody signs in. */
const signsIn = (sub: string, session: string) => {
  const token = [{ alg: 'RS256' }, { sub, origin_jti: session, exp: inAnHour() }].map(part).join('.') + '.c2lnbmVk';
  const kept = { accessToken: token, idToken: token, refreshToken: `renews ${session}`, clockDrift: '0' };
  localStorage.setItem(name('LastAuthUser'), sub);
  for (const [key, value] of Object.entries(kept)) localStorage.setItem(name(`${sub}.${key}`), value);
};
const tokens = () => Object.keys(localStorage).filter((key) => /Token$/.test(key));

/** A pool that takes its time: what it is asked, and how it answers at last. */
const aSlowPool = () => {
  const asked: unknown[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  vi.stubGlobal('fetch', async (_: unknown, { body }: { body: string }) => {
    asked.push(JSON.parse(body));
    await promise;
    return Response.json({});
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
