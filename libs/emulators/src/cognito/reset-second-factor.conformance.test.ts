import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import { refusalOf, startPool, userPoolId as UserPoolId } from './testing/start-pool';

const Username = 'ana@example.com';

/** Somebody who is asked for a code of their app at each sign-in. */
const startWithAna = async () => {
  const started = await startPool();
  const { sdk, clock } = started;
  await started.register(Username);
  const { accessToken: AccessToken } = await started.signIn(Username);
  const { SecretCode = '' } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = new TOTP({ secret: Secret.fromBase32(SecretCode) }).generate({ timestamp: clock.now() });
  await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  await sdk.send(
    new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }),
  );
  const set = (SoftwareTokenMfaSettings: { Enabled: boolean; PreferredMfa?: boolean }, name = Username) =>
    sdk.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: name, SoftwareTokenMfaSettings }));
  const look = () => sdk.send(new AdminGetUserCommand({ UserPoolId, Username }));
  return { ...started, AccessToken, set, look };
};

it('an administrator takes a second factor away: the password alone signs in, and who is signed in stays so', async () => {
  const { AccessToken, set, look, signIn, sdk } = await startWithAna();
  expect(await look()).toMatchObject({
    UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
  });
  expect((await signIn(Username)).accessToken).toBe(''); // a code is asked for
  await set({ Enabled: false, PreferredMfa: false });
  const { UserMFASettingList, PreferredMfaSetting } = await look();
  expect([UserMFASettingList, PreferredMfaSetting]).toEqual([undefined, undefined]);
  expect((await signIn(Username)).accessToken).not.toBe('');
  await sdk.send(new GetUserCommand({ AccessToken }));
});

it('an administrator turns no second factor on that its owner has not proved, and none of nobody', async () => {
  const { set, register } = await startWithAna();
  await register('bo@example.com');
  expect(await refusalOf(set({ Enabled: true }, 'bo@example.com'))).toEqual([
    'InvalidParameterException',
    'User has not verified software token mfa',
  ]);
  expect((await refusalOf(set({ Enabled: false }, 'nobody@example.com')))[0]).toBe('UserNotFoundException');
});
