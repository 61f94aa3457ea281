import { refuse } from '@parley/core';
import { expect, it } from 'vitest';
import { type PoolEvent, poolTrigger } from './pool-trigger';

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
  const trigger = poolTrigger(async (given) => void seen.push(given), tell);
  expect(await trigger(event)).toBe(event);
  expect(seen).toEqual([event]);
});

it('says a refusal as a code and a sentence', async () => {
  const trigger = poolTrigger(async () => refuse('not_invited'), tell);
  await expect(trigger(event)).rejects.toThrow(/^not_invited: This workspace is by invitation/);
});

it.each([event, {}, null])(
  'says nothing of what went wrong on our side, and tells whoever runs this: %j',
  async (given) => {
    told.length = 0;
    const trigger = poolTrigger(() => Promise.reject(new Error('The table chat-prod said no.')), tell);
    await expect(trigger(given)).rejects.toThrow(/^internal: Something went wrong on our side\. Try again\.$/);
    expect(told).toEqual(['a trigger of the user pool failed']);
  },
);
