import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmSignUpCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { clientId as ClientId, password, refusalOf, startPool, userPoolId as UserPoolId } from './testing/start-pool';

const ana = 'ana@example.com';
const written = { Name: 'custom:written_once', Value: 'first' };
const options = {
  customAttributes: { 'custom:written_once': { mutable: false }, 'custom:mood': { mutable: true } },
  writeAttributes: ['name', 'custom:written_once', 'custom:mood'],
} as const;

const startWithCustom = async (more: Parameters<typeof startPool>[0] = {}) => {
  const started = await startPool({ ...options, ...more });
  const { sdk, newestCode } = started;
  return {
    ...started,
    signUp: (...UserAttributes: { Name: string; Value: string }[]) =>
      sdk.send(new SignUpCommand({ ClientId, Username: ana, Password: password, UserAttributes })),
    confirm: (ClientMetadata?: Record<string, string>) =>
      sdk.send(
        new ConfirmSignUpCommand({ ClientId, Username: ana, ConfirmationCode: newestCode(ana), ClientMetadata }),
      ),
    attributes: async () =>
      (await sdk.send(new AdminGetUserCommand({ UserPoolId, Username: ana }))).UserAttributes ?? [],
  };
};

describe('an attribute of the pool itself', () => {
  it('that is written once is given as somebody signs up, and changed by nobody', async () => {
    const { sdk, signUp, confirm, signIn, attributes } = await startWithCustom();
    await signUp(written);
    await confirm();
    const { accessToken: AccessToken } = await signIn(ana);
    const UserAttributes = [{ ...written, Value: 'second' }];
    const refused = ['InvalidParameterException', 'user.custom:written_once: Attribute cannot be updated.\n'];
    expect(await refusalOf(sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes })))).toEqual(
      refused,
    );
    expect(
      await refusalOf(sdk.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: ana, UserAttributes }))),
    ).toEqual(refused);
    const mood = { Name: 'custom:mood', Value: 'good' };
    await sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [mood] }));
    expect(await attributes()).toEqual(expect.arrayContaining([written, mood]));
  });

  it('is refused where the pool has none, or its client may not write it', async () => {
    const { signUp } = await startWithCustom({ writeAttributes: ['name'] });
    expect((await refusalOf(signUp({ Name: 'custom:other', Value: 'x' })))[1]).toContain(
      'does not exist in the schema',
    );
    expect(await refusalOf(signUp(written))).toEqual([
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
    ]);
    await expect(startPool({ writeAttributes: ['custom:written_once'] })).rejects.toThrow('Invalid write attributes');
  });

  it('is told to the triggers of a sign-up and of its confirmation, and so is what came with the code', async () => {
    const told: [string, unknown, unknown][] = [];
    const { signUp, confirm } = await startWithCustom({
      triggers: { preSignUp: 'before', postConfirmation: 'after' },
      invoke: async (name, event) => {
        const { request } = event as { request: { userAttributes: Record<string, string>; clientMetadata?: object } };
        told.push([name, request.userAttributes[written.Name], request.clientMetadata]);
        return event;
      },
    });
    await signUp(written);
    await confirm({ secret: 'of the page' });
    expect(told).toEqual([
      ['before', 'first', undefined],
      ['after', 'first', { secret: 'of the page' }],
    ]);
  });
});

it('asks the trigger about an address that somebody has as about any other, and says only then that it is taken', async () => {
  const asked: string[] = [];
  const started = { refuses: false };
  const { signUp } = await startWithCustom({
    triggers: { preSignUp: 'before' },
    invoke: async (name, event) => {
      asked.push(name);
      if (started.refuses) throw new Error('not you');
      return event;
    },
  });
  await signUp();
  expect((await refusalOf(signUp()))[0]).toBe('UsernameExistsException');
  started.refuses = true;
  expect(await refusalOf(signUp())).toEqual(['UserLambdaValidationException', 'PreSignUp failed with error not you.']);
  expect(asked).toHaveLength(3);
});
