import { refuse, Refused } from '@parley/core';
import { refusal } from '@parley/protocol';
import { expect, it } from 'vitest';
import { PoolEvent, poolTrigger } from './pool-trigger';

const event = {
  version: '1',
  triggerSource: 'PreSignUp_SignUp',
  userPoolId: 'us-east-1_Pool',
  userName: 'u-1',
  request: { userAttributes: { email: 'ana@example.com' }, clientMetadata: null },
  response: {},
};
const told: string[] = [];
const tell = (what: string) => void told.push(what);

it('gives Cognito its event back, once all is done', async () => {
  const seen: PoolEvent[] = [];
  const trigger = poolTrigger(PoolEvent, async (given) => void seen.push(given), { tell });
  expect(await trigger(event)).toBe(event);
  expect(seen).toEqual([event]);
});

it('says a refusal as a code and a sentence', async () => {
  const trigger = poolTrigger(PoolEvent, async () => refuse('not_invited'), { tell });
  await expect(trigger(event)).rejects.toThrow(/^not_invited: This workspace is by invitation/);
});

it('says after how long it is worth another try, for the page to put into words', async () => {
  const slow = new Refused({ ...refusal('slow_down'), retryAfterMs: 29_500 });
  const trigger = poolTrigger(PoolEvent, () => Promise.reject(slow), { tell });
  await expect(trigger(event)).rejects.toThrow(
    /^slow_down: That was a lot at once\. Wait a moment\. retryAfterMs=29500$/,
  );
});

it('gives Cognito the response that was made, in its own event', async () => {
  const trigger = poolTrigger(PoolEvent, async () => ({ claimsOverrideDetails: {} }), { tell });
  expect(await trigger(event)).toEqual({ ...event, response: { claimsOverrideDetails: {} } });
});

it.each([event, {}, null])(
  'says nothing of what went wrong on our side, and tells whoever runs this: %j',
  async (given) => {
    told.length = 0;
    const trigger = poolTrigger(PoolEvent, () => Promise.reject(new Error('The table chat-prod said no.')), { tell });
    await expect(trigger(given)).rejects.toThrow(/^internal: Something went wrong on our side\. Try again\.$/);
    expect(told).toEqual(['a trigger of the user pool failed']);
  },
);
