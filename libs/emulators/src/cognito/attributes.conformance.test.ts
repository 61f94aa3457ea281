import {
  AdminUpdateUserAttributesCommand,
  DeleteUserCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import {
  claimsOf,
  clientId as ClientId,
  password,
  refusalOf,
  startPool,
  userPoolId as UserPoolId,
} from './testing/start-pool';

const ana = 'ana@example.com';
const newAna = 'ana@elsewhere.example';
const bo = 'bo@example.com';
const hours = 3600_000;
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');

const startSignedIn = async (options: Parameters<typeof startPool>[0] = {}) => {
  const started = await startPool({ tokenSeconds: { access: 24 * 3600 }, ...options });
  const { sdk } = started;
  const sub = await started.register(ana);
  const { accessToken: AccessToken, refreshToken } = await started.signIn(ana);
  const attributes = async () => {
    const { UserAttributes = [] } = await sdk.send(new GetUserCommand({ AccessToken }));
    return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
  };
  return {
    ...started,
    sub,
    AccessToken,
    refreshToken,
    attributes,
    update: (Name: string, Value: string) =>
      sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] })),
    verify: (Code: string) => sdk.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code })),
    resend: () => sdk.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: 'email' })),
  };
};

describe('changing a profile', () => {
  it('shows at once, and in the tokens of the next sign-in; a blank deletes', async () => {
    const { update, attributes, signIn } = await startSignedIn();
    expect((await update('name', 'Ana Maria')).CodeDeliveryDetailsList).toEqual([]);
    expect((await attributes())['name']).toBe('Ana Maria');
    expect(claimsOf((await signIn(ana)).idToken)['name']).toBe('Ana Maria');
    await update('name', '');
    expect(await attributes()).not.toHaveProperty('name');
  });

  it.each([
    ['shoe_size', '43', 'InvalidParameterException'],
    ['email_verified', 'true', 'NotAuthorizedException'],
    ['sub', 'somebody-else', 'NotAuthorizedException'],
    ['identities', '[]', 'NotAuthorizedException'],
    ['email', 'no address', 'InvalidParameterException'],
    ['email', '', 'InvalidParameterException'],
  ])('refuses %s = %j', async (name, value, type) => {
    const { update, attributes } = await startSignedIn();
    const before = await attributes();
    expect((await refusalOf(update(name, value)))[0]).toBe(type);
    expect(await attributes()).toEqual(before);
  });
});

describe('changing the e-mail address', () => {
  it('takes effect with the code that is mailed to the new one; until then the old one signs in', async () => {
    const { update, verify, attributes, newestCode, signIn, sub } = await startSignedIn();
    expect((await update('email', newAna)).CodeDeliveryDetailsList).toEqual([
      { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    ]);
    expect(await attributes()).toMatchObject({ email: ana, email_verified: 'true' });
    await signIn(ana);
    expect((await refusalOf(signIn(newAna)))[0]).toBe('NotAuthorizedException');

    await verify(newestCode(newAna));
    expect(await attributes()).toMatchObject({ email: newAna, email_verified: 'true' });
    expect(claimsOf((await signIn(newAna)).accessToken)['sub']).toBe(sub);
    expect((await refusalOf(signIn(ana)))[0]).toBe('NotAuthorizedException');
  });

  it('refuses a wrong code, an older one, one that is used up and one after 24 hours', async () => {
    const { update, verify, resend, newestCode, clock, signIn, sdk } = await startSignedIn();
    expect((await refusalOf(verify('123456')))[0]).toBe('ExpiredCodeException');
    await update('email', newAna);
    const first = newestCode(newAna);
    expect((await refusalOf(verify(otherThan(first))))[0]).toBe('CodeMismatchException');
    do await resend();
    while (newestCode(newAna) === first);
    expect((await refusalOf(verify(first)))[0]).toBe('CodeMismatchException');
    clock.advance(24 * hours);
    const { accessToken: AccessToken } = await signIn(ana);
    const late = new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code: newestCode(newAna) });
    expect((await refusalOf(sdk.send(late)))[0]).toBe('ExpiredCodeException');
    const again = { AccessToken, AttributeName: 'email' };
    await sdk.send(new GetUserAttributeVerificationCodeCommand(again));
    const code = { ...again, Code: newestCode(newAna) };
    await sdk.send(new VerifyUserAttributeCommand(code));
    expect((await refusalOf(sdk.send(new VerifyUserAttributeCommand(code))))[0]).toBe('ExpiredCodeException');
  });

  it('says that an address is taken to nobody but who reads its mail', async () => {
    const { update, verify, attributes, newestCode, register } = await startSignedIn();
    await register(bo);
    expect((await update('email', 'BO@example.com')).CodeDeliveryDetailsList).toHaveLength(1);
    expect((await refusalOf(verify(otherThan(newestCode(bo)))))[0]).toBe('CodeMismatchException');
    expect(await refusalOf(verify(newestCode(bo)))).toEqual([
      'AliasExistsException',
      'An account with the given email already exists.',
    ]);
    expect((await attributes())['email']).toBe(ana);
  });

  it('leaves the new address free until it is verified', async () => {
    const { update, verify, newestCode, sdk } = await startSignedIn();
    await update('email', newAna);
    const code = newestCode(newAna);
    await sdk.send(new SignUpCommand({ ClientId, Username: newAna, Password: password }));
    expect((await refusalOf(verify(code)))[0]).toBe('AliasExistsException');
  });

  it('mails five codes an hour and hears fifteen guesses', async () => {
    const { update, resend, verify, newestCode } = await startSignedIn();
    await update('email', newAna);
    for (let sent = 1; sent < 5; sent += 1) await resend();
    expect((await refusalOf(resend()))[0]).toBe('LimitExceededException');
    const wrong = otherThan(newestCode(newAna));
    for (let guess = 0; guess < 15; guess += 1) {
      expect((await refusalOf(verify(wrong)))[0]).toBe('CodeMismatchException');
    }
    expect((await refusalOf(verify(newestCode(newAna))))[0]).toBe('LimitExceededException');
  });

  it('is not for a client that may not write it, which still enters the code of one that an administrator set', async () => {
    const { sdk, update, verify, attributes, newestCode } = await startSignedIn({ writeAttributes: ['name'] });
    expect(await refusalOf(update('email', newAna))).toEqual([
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
    ]);
    expect((await refusalOf(update('email', 'ANA@example.com')))[0]).toBe('NotAuthorizedException');
    expect((await refusalOf(update('locale', 'en')))[0]).toBe('NotAuthorizedException');
    expect(newestCode(newAna)).toBe('no mail');
    await update('name', 'Ana Maria');
    const UserAttributes = [{ Name: 'email', Value: newAna }];
    await sdk.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: ana, UserAttributes }));
    expect(await attributes()).toMatchObject({ email: ana, name: 'Ana Maria' });
    await verify(newestCode(newAna));
    expect(await attributes()).toMatchObject({ email: newAna, email_verified: 'true' });
  });

  it('needs no code where only the case changes', async () => {
    const { update } = await startSignedIn();
    expect((await update('email', 'ANA@example.com')).CodeDeliveryDetailsList).toEqual([]);
  });
});

describe('deleting my account', () => {
  it('forgets me, ends my sessions and frees my address', async () => {
    const { sdk, AccessToken, refreshToken, signIn, register, sub } = await startSignedIn();
    await sdk.send(new DeleteUserCommand({ AccessToken }));
    expect(await refusalOf(sdk.send(new GetUserCommand({ AccessToken })))).toEqual([
      'UserNotFoundException',
      'User does not exist.',
    ]);
    expect((await refusalOf(signIn(ana)))[1]).toBe('Incorrect username or password.');
    const refreshed = sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: refreshToken }));
    expect(await refusalOf(refreshed)).toEqual(['NotAuthorizedException', 'Invalid Refresh Token']);
    expect(await register(ana)).not.toBe(sub);
  });
});
