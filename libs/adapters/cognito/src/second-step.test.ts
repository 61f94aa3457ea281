import { expect, it } from 'vitest';
import { hasSecondStep } from './second-step';
import { aPool, fault } from './testing/a-pool';
import { userPool } from './user-pool';

const known = (UserStatus: string, UserMFASettingList?: string[]) => ({
  status: 200,
  body: { Username: 'ana', UserStatus, ...(UserMFASettingList && { UserMFASettingList }) },
});

it.each([
  ['CONFIRMED', ['SOFTWARE_TOKEN_MFA'], true],
  ['CONFIRMED', [], false],
  ['CONFIRMED', undefined, false],
  ['EXTERNAL_PROVIDER', ['SOFTWARE_TOKEN_MFA'], false],
])('[AUTH-10] an account that is %s, with %j, has a second step: %j', async (status, list, expected) => {
  const { options, asked } = await aPool(known(status, list));
  expect(await hasSecondStep(options)('ana')).toBe(expected);
  expect(asked).toEqual([{ operation: 'AdminGetUser', input: { UserPoolId: 'us-east-1_Pool', Username: 'ana' } }]);
});

it('[AUTH-10] is not told of nobody, nor where the pool does not say', async () => {
  const { options } = await aPool(fault('UserNotFoundException'), fault('TooManyRequestsException'));
  await expect(hasSecondStep(options)('nobody')).rejects.toThrow('UserNotFoundException');
  await expect(hasSecondStep(options)('ana')).rejects.toThrow('TooManyRequestsException');
});

it('[ROLE-2] takes a second step away in the name of an administrator, and does nothing where nobody is there', async () => {
  const { options, asked } = await aPool({ status: 200, body: {} }, fault('UserNotFoundException'));
  const { resetSecondStep } = userPool(options);
  await resetSecondStep('ana');
  await resetSecondStep('nobody');
  expect(asked[0]).toEqual({
    operation: 'AdminSetUserMFAPreference',
    input: {
      UserPoolId: 'us-east-1_Pool',
      Username: 'ana',
      SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
    },
  });
});

it('[ROLE-2] rejects where the pool does not take it away', async () => {
  const { options } = await aPool(fault('TooManyRequestsException'));
  await expect(userPool(options).resetSecondStep('ana')).rejects.toThrow('TooManyRequestsException');
});
