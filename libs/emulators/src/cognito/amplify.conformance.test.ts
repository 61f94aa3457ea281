import {
  AdminCreateUserCommand,
  AdminUserGlobalSignOutCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  fetchAuthSession,
  fetchMFAPreference,
  fetchUserAttributes,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  sendUserAttributeVerificationCode,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttributes,
  verifyTOTPSetup,
} from 'aws-amplify/auth';
import { TOTP, URI } from 'otpauth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientId, password, refusalOf, startPool, userPoolId } from './testing/start-pool';

const ana = 'ana@example.com';

const startAmplify = async (...options: Parameters<typeof startPool>) => {
  const started = await startPool(...options);
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: started.endpoint } },
  });
  onTestFinished(() => signOut());
  return started;
};

const signUpAna = async ({ newestCode }: { newestCode(to: string): string }) => {
  await signUp({ username: ana, password, options: { userAttributes: { email: ana, name: 'Ana' } } });
  await confirmSignUp({ username: ana, confirmationCode: newestCode(ana) });
};

describe('aws-amplify', () => {
  it('signs up, asks for the code again, confirms with the newer one and signs in over SRP', async () => {
    const { newestCode, pool } = await startAmplify();
    const signedUp = await signUp({
      username: ana,
      password,
      options: { userAttributes: { email: ana, name: 'Ana' } },
    });
    expect(signedUp.nextStep).toMatchObject({
      signUpStep: 'CONFIRM_SIGN_UP',
      codeDeliveryDetails: { destination: 'a***@e***', deliveryMedium: 'EMAIL', attributeName: 'email' },
    });
    expect(await signIn({ username: ana, password })).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: 'CONFIRM_SIGN_UP' },
    });

    await resendSignUpCode({ username: ana });
    expect(pool.mail.list(ana)).toHaveLength(2);
    const confirmed = await confirmSignUp({ username: ana, confirmationCode: newestCode(ana) });
    expect(confirmed.isSignUpComplete).toBe(true);

    expect(await signIn({ username: 'ANA@Example.com', password })).toMatchObject({ isSignedIn: true });
    expect((await getCurrentUser()).username).toBe(signedUp.userId);
    expect(await fetchUserAttributes()).toEqual({
      sub: signedUp.userId,
      email: ana,
      email_verified: 'true',
      name: 'Ana',
    });
  });

  it('agrees on the key for passwords beyond ASCII and of any salt', async () => {
    const { newestCode } = await startAmplify();
    for (const [index, typed] of ['Pässwörd-1 日本', 'Zażółć-9 gęślą', 'Emoji-🙂🙂-7x'].entries()) {
      const username = `p${index}@example.com`;
      await signUp({ username, password: typed });
      await confirmSignUp({ username, confirmationCode: newestCode(username) });
      expect(await signIn({ username, password: typed })).toMatchObject({ isSignedIn: true });
      await signOut();
    }
  });

  it('refreshes to new tokens of the same sign-in', async () => {
    const started = await startAmplify();
    await signUpAna(started);
    await signIn({ username: ana, password });
    const before = (await fetchAuthSession()).tokens?.accessToken;
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken;
    expect(after?.payload.jti).not.toBe(before?.payload.jti);
    expect(after?.payload['origin_jti']).toBe(before?.payload['origin_jti']);
  });

  it('is signed out everywhere by a global sign-out on another device', async () => {
    const started = await startAmplify();
    await signUpAna(started);
    const otherDevice = await started.signIn(ana);
    await signIn({ username: ana, password });
    await signOut({ global: true });
    expect((await fetchAuthSession()).tokens).toBeUndefined();
    await signIn({ username: ana, password });
    const refreshed = started.sdk.send(
      new GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken: otherDevice.refreshToken }),
    );
    expect(await refusalOf(refreshed)).toEqual(['NotAuthorizedException', 'Refresh Token has been revoked']);
  });

  it("revokes the device's own refresh token when it signs out", async () => {
    const started = await startAmplify();
    await signUpAna(started);
    await signIn({ username: ana, password });
    const accessToken = (await fetchAuthSession()).tokens?.accessToken.toString();
    await signOut();
    expect(await refusalOf(started.sdk.send(new GetUserCommand({ AccessToken: accessToken })))).toEqual([
      'NotAuthorizedException',
      'Access Token has been revoked',
    ]);
  });

  it('resets a forgotten password, after which only the new one works', async () => {
    const started = await startAmplify();
    await signUpAna(started);
    const { nextStep } = await resetPassword({ username: ana });
    expect(nextStep.codeDeliveryDetails.destination).toBe('a***@e***');
    const newPassword = 'Another-horse-2';
    await confirmResetPassword({ username: ana, confirmationCode: started.newestCode(ana), newPassword });
    expect(await refusalOf(signIn({ username: ana, password }))).toEqual([
      'NotAuthorizedException',
      'Incorrect username or password.',
    ]);
    expect(await signIn({ username: ana, password: newPassword })).toMatchObject({ isSignedIn: true });
  });

  it('changes the password of someone who knows the old one', async () => {
    const started = await startAmplify();
    await signUpAna(started);
    await signIn({ username: ana, password });
    await updatePassword({ oldPassword: password, newPassword: 'Another-horse-2' });
    await signOut();
    expect(await signIn({ username: ana, password: 'Another-horse-2' })).toMatchObject({ isSignedIn: true });
  });

  it('sets up an authenticator app, is asked for its code at the next sign-in, and turns it off', async () => {
    const started = await startAmplify();
    await signUpAna(started);
    await signIn({ username: ana, password });
    const { sharedSecret, getSetupUri } = await setUpTOTP();
    const app = URI.parse(getSetupUri('Parley', ana).href);
    if (!(app instanceof TOTP)) throw new Error('the setup address is not one of TOTP');
    expect(app.secret.base32).toBe(sharedSecret);
    const code = () => app.generate({ timestamp: started.clock.now() });
    expect((await refusalOf(verifyTOTPSetup({ code: code() === '000000' ? '000001' : '000000' })))[0]).toBe(
      'EnableSoftwareTokenMFAException',
    );
    await verifyTOTPSetup({ code: code() });
    await updateMFAPreference({ totp: 'PREFERRED' });
    expect(await fetchMFAPreference()).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
    await signOut();

    started.clock.advance(60_000);
    expect(await signIn({ username: ana, password })).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
    });
    const wrong = code() === '000000' ? '000001' : '000000';
    expect((await refusalOf(confirmSignIn({ challengeResponse: wrong })))[0]).toBe('CodeMismatchException');
    expect(await confirmSignIn({ challengeResponse: code() })).toMatchObject({ isSignedIn: true });
    await updateMFAPreference({ totp: 'DISABLED' });
    await signOut();
    expect(await signIn({ username: ana, password })).toMatchObject({ isSignedIn: true });
  });

  it('changes the name at once, and the address with a code', async () => {
    const started = await startAmplify();
    await signUpAna(started);
    await signIn({ username: ana, password });
    const outcome = await updateUserAttributes({ userAttributes: { name: 'Ana Maria', email: 'new@example.com' } });
    expect(outcome).toMatchObject({
      name: { isUpdated: true },
      email: {
        isUpdated: false,
        nextStep: {
          updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE',
          codeDeliveryDetails: { destination: 'n***@e***' },
        },
      },
    });
    expect(await fetchUserAttributes()).toMatchObject({ name: 'Ana Maria', email: ana });
    await sendUserAttributeVerificationCode({ userAttributeKey: 'email' });
    const confirmationCode = started.newestCode('new@example.com');
    await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode });
    expect(await fetchUserAttributes()).toMatchObject({ email: 'new@example.com', email_verified: 'true' });
  });

  it('signs up by the address alone and changes its name, not its address, where the client may write no more', async () => {
    const { newestCode } = await startAmplify({ writeAttributes: ['name'] });
    await signUp({ username: ana, password, options: { userAttributes: { name: 'Ana' } } });
    await confirmSignUp({ username: ana, confirmationCode: newestCode(ana) });
    await signIn({ username: ana, password });
    await updateUserAttributes({ userAttributes: { name: 'Ana Maria' } });
    expect(await refusalOf(updateUserAttributes({ userAttributes: { email: 'new@example.com' } }))).toEqual([
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
    ]);
    expect(await fetchUserAttributes()).toMatchObject({ name: 'Ana Maria', email: ana, email_verified: 'true' });
  });

  it('deletes the account and is signed out', async () => {
    const started = await startAmplify();
    await signUpAna(started);
    await signIn({ username: ana, password });
    await deleteUser();
    expect((await fetchAuthSession()).tokens).toBeUndefined();
    expect(await refusalOf(signIn({ username: ana, password }))).toEqual([
      'NotAuthorizedException',
      'Incorrect username or password.',
    ]);
  });

  it('chooses a password of its own after an invitation', async () => {
    const { sdk } = await startAmplify();
    const TemporaryPassword = 'For-the-first-time-1';
    await sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: userPoolId,
        Username: ana,
        TemporaryPassword,
        MessageAction: 'SUPPRESS',
      }),
    );
    expect(await signIn({ username: ana, password: TemporaryPassword })).toMatchObject({
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' },
    });
    const options = { userAttributes: { name: 'Ana' } };
    expect(await confirmSignIn({ challengeResponse: password, options })).toMatchObject({ isSignedIn: true });
    expect(await fetchUserAttributes()).toMatchObject({ name: 'Ana', email: ana });
  });

  it("hears that an invitation's password has run out", async () => {
    const { sdk, clock, newestCode } = await startAmplify();
    await sdk.send(new AdminCreateUserCommand({ UserPoolId: userPoolId, Username: ana }));
    clock.advance(7 * 24 * 3600_000);
    expect(await refusalOf(signIn({ username: ana, password: newestCode(ana) }))).toEqual([
      'NotAuthorizedException',
      'Temporary password has expired and must be reset by an administrator.',
    ]);
  });

  it('keeps each refresh token that comes with rotation', async () => {
    const started = await startAmplify({ refreshTokenRotation: { graceSeconds: 0 } });
    await signUpAna(started);
    await signIn({ username: ana, password });
    for (let time = 0; time < 3; time += 1) {
      expect((await fetchAuthSession({ forceRefresh: true })).tokens).toBeDefined();
    }
  });

  it('is signed out when an administrator has signed the person out', async () => {
    const started = await startAmplify();
    await signUpAna(started);
    await signIn({ username: ana, password });
    await started.sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId, Username: ana }));
    expect((await fetchAuthSession({ forceRefresh: true })).tokens).toBeUndefined();
    expect((await refusalOf(getCurrentUser()))[0]).toBe('UserUnAuthenticatedException');
  });

  it("hears the service's own words for a wrong password, a taken address and a weak password", async () => {
    const started = await startAmplify();
    await signUpAna(started);
    expect(await refusalOf(signIn({ username: ana, password: 'Wrong-horse-1' }))).toEqual([
      'NotAuthorizedException',
      'Incorrect username or password.',
    ]);
    expect(await refusalOf(signUp({ username: 'Ana@example.com', password }))).toEqual([
      'UsernameExistsException',
      'An account with the given email already exists.',
    ]);
    expect(await refusalOf(signUp({ username: 'bo@example.com', password: 'short' }))).toEqual([
      'InvalidPasswordException',
      'Password did not conform with policy: Password not long enough',
    ]);
  });
});
