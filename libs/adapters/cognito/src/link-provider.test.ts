import { expect, it } from 'vitest';
import { linkProvider } from './link-provider';
import { account, aPool, fault } from './testing/a-pool';

const email = 'ana@example.com';
const nothing = { status: 200, body: {} };

it.each(['Google_117', 'google_117'])(
  '[AUTH-8] lets %s open the confirmed account of the address',
  async (username) => {
    const { options, asked } = await aPool(account(email, 'true'), nothing);
    expect(await linkProvider(options)(username, email)).toBe(true);
    expect(asked).toMatchObject([
      { operation: 'AdminGetUser', input: { Username: email } },
      {
        operation: 'AdminLinkProviderForUser',
        input: {
          DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'ana' },
          SourceUser: {
            ProviderName: 'Google',
            ProviderAttributeName: 'Cognito_Subject',
            ProviderAttributeValue: '117',
          },
        },
      },
    ]);
  },
);

it.each([
  ['nobody has it', fault('UserNotFoundException')],
  ['its account was never confirmed', account(email, 'false', 'UNCONFIRMED')],
  ['its account is new, and has the password of a mail', account(email, 'true', 'FORCE_CHANGE_PASSWORD')],
  ['its account has not proven it', account(email, 'false')],
  ['its account is one of Google itself', account(email, 'true', 'EXTERNAL_PROVIDER')],
])('[AUTH-8] links an address to nothing where %s', async (_, answer) => {
  const { options, operations } = await aPool(answer);
  expect(await linkProvider(options)('Google_117', email)).toBe(false);
  expect(operations()).toEqual(['AdminGetUser']);
});

it('[AUTH-8] asks nothing about who does not come from Google, and tells a pool that does not answer from one without', async () => {
  const { options, operations } = await aPool(fault('TooManyRequestsException'));
  expect(await linkProvider(options)('3f2c', email)).toBe(false);
  expect(operations()).toEqual([]);
  await expect(linkProvider(options)('Google_117', email)).rejects.toThrow('TooManyRequestsException');
});
