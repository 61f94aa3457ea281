import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  GetUserCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { clientId as ClientId, password, refusalOf, startPool, userPoolId as UserPoolId } from './testing/start-pool';

const ana = 'ana@example.com';
const anas = { UserPoolId, Username: ana };
const another = 'Another-horse-2';
const wrong = ['NotAuthorizedException', 'Incorrect username or password.'];

const start = async (...options: Parameters<typeof startPool>) => {
  const started = await startPool(...options);
  const { sdk } = started;
  return {
    ...started,
    begin: () => sdk.send(new SignUpCommand({ ClientId, Username: ana, Password: password })),
    set: (Password: string, Permanent?: boolean) =>
      sdk.send(new AdminSetUserPasswordCommand({ ...anas, Password, Permanent })),
    status: async () => (await sdk.send(new AdminGetUserCommand(anas))).UserStatus,
  };
};

describe('a password that an administrator sets', () => {
  it('is the only one from then on, and ends no session', async () => {
    const { sdk, register, signIn, set, status } = await start();
    await register(ana);
    const { accessToken: AccessToken } = await signIn(ana);
    await set(another, true);
    expect(await refusalOf(signIn(ana))).toEqual(wrong);
    await signIn(ana, another);
    await sdk.send(new GetUserCommand({ AccessToken }));
    expect(await status()).toBe('CONFIRMED');
  });

  it('confirms who was not, where it is permanent, and is for one sign-in where it is not', async () => {
    const { begin, set, status, signIn } = await start();
    await begin();
    await set(another, true);
    expect(await status()).toBe('CONFIRMED');
    await signIn(ana, another);
    await set(password);
    expect(await status()).toBe('FORCE_CHANGE_PASSWORD');
  });

  it('meets the policy, and is of somebody', async () => {
    const { begin, set } = await start();
    expect((await refusalOf(set(another, true)))[0]).toBe('UserNotFoundException');
    await begin();
    expect((await refusalOf(set('short', true)))[0]).toBe('InvalidPasswordException');
  });
});

describe('an administrator who confirms somebody', () => {
  it('needs no code, proves no address, and tells the trigger once', async () => {
    const told: unknown[] = [];
    const { sdk, begin } = await start({
      triggers: { postConfirmation: 'after' },
      invoke: async (_, event) => {
        told.push((event as { triggerSource: string }).triggerSource);
        return event;
      },
    });
    await begin();
    await sdk.send(new AdminConfirmSignUpCommand(anas));
    const { UserStatus, UserAttributes } = await sdk.send(new AdminGetUserCommand(anas));
    expect(UserStatus).toBe('CONFIRMED');
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
    expect(await refusalOf(sdk.send(new AdminConfirmSignUpCommand(anas)))).toEqual([
      'NotAuthorizedException',
      'User cannot be confirmed. Current status is CONFIRMED',
    ]);
    expect(told).toEqual(['PostConfirmation_ConfirmSignUp']);
  });
});
