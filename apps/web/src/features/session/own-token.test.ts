import { beforeEach, expect, it } from 'vitest';
import type { Auth, LoadAuth } from './auth';
import { ownToken } from './own-token';
import { signedInHint } from './signed-in-hint';

beforeEach(() => localStorage.clear());

/** Ana's client, which is renewing its token until `renewed`, and what was done with tokens. */
const aRenewal = () => {
  const done: unknown[] = [];
  const { promise, resolve } = Promise.withResolvers<string>();
  const auth = (async (): Promise<Partial<Auth>> => ({
    token: async (options) => {
      done.push(options);
      return promise;
    },
    forget: async (personId) => void done.push(`forget ${personId}`),
  })) as LoadAuth;
  const hint = signedInHint(localStorage);
  hint.set('ana');
  return { done, hint, token: ownToken(auth, hint, 'ana')({ fresh: true }), renewed: () => resolve('renewed') };
};

it('gives the token of the person whose client it is', async () => {
  const { token, renewed, done } = aRenewal();
  renewed();
  expect(await token).toBe('renewed');
  expect(done).toEqual([{ fresh: true, of: 'ana' }]);
});

it('[UX-PWA-5] takes off the device what a renewal wrote down after its owner had signed out', async () => {
  const { token, renewed, done, hint } = aRenewal();
  hint.leave('ana');
  hint.clear();
  renewed();
  expect(await token).toBeNull();
  expect(done.at(-1)).toBe('forget ana');
});

it.each(['leave', 'set'] as const)('leaves tokens to who signs out just now, or is in by then: %s', async (how) => {
  const { token, renewed, done, hint } = aRenewal();
  hint[how](how === 'set' ? 'bo' : 'ana');
  renewed();
  expect(await token).toBe('renewed');
  expect(done).toHaveLength(1);
});
