import {
  AdminDisableUserCommand,
  AdminLinkProviderForUserCommand,
  AdminUpdateUserAttributesCommand,
  GetUserCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { subOf } from '../../google/accounts';
import { startHostedUi } from '../testing/start-hosted-ui';
import { claimsOf, refusalOf, userPoolId as UserPoolId } from '../testing/start-pool';
import type { HostedUiOptions } from './options';

const ana = 'ana@example.com';
type Event = { triggerSource: string; userName: string; request: { userAttributes: Record<string, string> } };

/** A pool whose PreSignUp trigger links whom Google brings to the account of the same verified address, if there is one. */
const startLinking = async (hosted: Partial<HostedUiOptions> = {}, refusal?: string) => {
  const events: Event[] = [];
  const link = async ({ userName, request: { userAttributes } }: Event) => {
    const { Users = [] } = await started.sdk.send(
      new ListUsersCommand({ UserPoolId, Filter: `email = "${userAttributes['email']}"` }),
    );
    const native = Users.find(({ UserStatus }) => UserStatus === 'CONFIRMED');
    const [ProviderName, ProviderAttributeValue] = userName.split('_');
    if (!native || userAttributes['email_verified'] !== 'true') return;
    await started.sdk.send(
      new AdminLinkProviderForUserCommand({
        UserPoolId,
        DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: native.Username },
        SourceUser: { ProviderName, ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue },
      }),
    );
  };
  const started = await startHostedUi(
    {
      triggers: {
        preSignUp: 'link',
        postConfirmation: 'confirmed',
        postAuthentication: 'came',
        preTokenGeneration: 'tokens',
      },
      invoke: async (name, given) => {
        const event = structuredClone(given) as Event;
        events.push(structuredClone(event));
        if (event.triggerSource !== 'PreSignUp_ExternalProvider') return event;
        if (refusal !== undefined) throw new Error(refusal);
        if (name === 'link') await link(event);
        return event;
      },
    },
    hosted,
  );
  return { ...started, events, sources: () => events.map(({ triggerSource }) => triggerSource) };
};

describe('somebody whom Google brings for the first time', () => {
  it("calls the triggers in the service's order, with what Google said", async () => {
    const { signInWithGoogle, events, sources } = await startLinking();
    await signInWithGoogle(ana);
    expect(sources()).toEqual([
      'PreSignUp_ExternalProvider',
      'PostConfirmation_ConfirmSignUp',
      'TokenGeneration_HostedAuth',
    ]);
    expect(events[0]).toMatchObject({
      userName: `Google_${subOf(ana)}`,
      request: { userAttributes: { email: ana, email_verified: 'true', name: 'Ana of Google' }, validationData: {} },
    });
    expect(events[1]?.request.userAttributes).toMatchObject({
      sub: expect.any(String),
      'cognito:user_status': 'EXTERNAL_PROVIDER',
    });
    await signInWithGoogle(ana);
    expect(sources().slice(3)).toEqual(['PostAuthentication_Authentication', 'TokenGeneration_HostedAuth']);
  });

  it('is refused by the trigger in words that the app is told, and no account is made', async () => {
    const { comeAs, sdk } = await startLinking({}, 'Only colleagues may join');
    const back = await comeAs(ana);
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'invalid_request',
      error_description: 'PreSignUp failed with error Only colleagues may join. ',
      state: 's-1',
    });
    expect((await sdk.send(new ListUsersCommand({ UserPoolId }))).Users).toEqual([]);
  });
});

describe('linking to the account of the same address', () => {
  it('refuses the sign-in that it happened in, as the service does, and opens the account from the next one on', async () => {
    const { register, comeAs, signInWithGoogle, signIn, sdk } = await startLinking();
    const sub = await register(ana);
    const back = await comeAs(ana);
    expect(back.searchParams.get('error')).toBe('invalid_request');
    expect(back.searchParams.get('error_description')).toBe(`Already found an entry for username Google_${subOf(ana)}`);
    const { access_token, id_token } = await signInWithGoogle(ana);
    expect(claimsOf(access_token)).toMatchObject({ sub, username: sub });
    expect(claimsOf(id_token)).toMatchObject({
      'cognito:username': sub,
      email: ana,
      email_verified: true,
      identities: [{ providerName: 'Google', userId: subOf(ana), primary: 'false' }],
    });
    expect(claimsOf(id_token)).not.toHaveProperty('cognito:groups');
    expect(claimsOf((await signIn(ana)).accessToken)['sub']).toBe(sub);
    expect((await sdk.send(new ListUsersCommand({ UserPoolId }))).Users).toHaveLength(1);
  });

  it('opens it at once where the pool is told so', async () => {
    const { register, signInWithGoogle } = await startLinking({ afterLinking: 'sign-in' });
    const sub = await register(ana);
    expect(claimsOf((await signInWithGoogle(ana)).access_token)['sub']).toBe(sub);
  });

  it('does not happen for an address that Google has not checked', async () => {
    const { register, signInWithGoogle, sdk } = await startLinking();
    const sub = await register('unchecked@example.com');
    const { access_token, id_token } = await signInWithGoogle('unchecked@example.com');
    expect(claimsOf(access_token)['sub']).not.toBe(sub);
    expect(claimsOf(id_token)['email_verified']).toBe(false);
    expect((await sdk.send(new ListUsersCommand({ UserPoolId }))).Users).toHaveLength(2);
  });

  it('leaves the password of the account the only one: the other has none, and no name to sign in with', async () => {
    const { register, signInWithGoogle, signIn } = await startLinking();
    const { access_token } = await signInWithGoogle('gus@example.com');
    expect(claimsOf(access_token)['username']).toBe(`Google_${subOf('gus@example.com')}`);
    expect((await refusalOf(signIn('gus@example.com')))[1]).toBe('Incorrect username or password.');
    expect((await refusalOf(signIn(`Google_${subOf('gus@example.com')}`)))[1]).toBe('Incorrect username or password.');
    const sub = await register('gus@example.com');
    expect(claimsOf((await signIn('gus@example.com')).accessToken)['sub']).toBe(sub);
  });

  it('may be done beforehand, once, and to one account', async () => {
    const { register, signInWithGoogle, sdk } = await startLinking();
    const sub = await register(ana);
    await register('bo@example.com');
    const link = (destination: string, subject = subOf(ana), attribute = 'Cognito_Subject') =>
      sdk.send(
        new AdminLinkProviderForUserCommand({
          UserPoolId,
          DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: destination },
          SourceUser: {
            ProviderName: 'Google',
            ProviderAttributeName: attribute,
            ProviderAttributeValue: subject,
          },
        }),
      );
    await link(ana);
    await link(sub);
    expect((await refusalOf(link('bo@example.com')))[0]).toBe('InvalidParameterException');
    expect((await refusalOf(link('stranger@example.com', '7')))[0]).toBe('UserNotFoundException');
    expect((await refusalOf(link(ana, '7', 'email')))[0]).toBe('InvalidParameterException');
    expect(claimsOf((await signInWithGoogle(ana)).access_token)['sub']).toBe(sub);
  });
});

describe('coming back with Google', () => {
  it('takes over what Google says now', async () => {
    const { signInWithGoogle, sdk } = await startLinking();
    const { access_token } = await signInWithGoogle(ana);
    const Username = String(claimsOf(access_token)['username']);
    const UserAttributes = [{ Name: 'name', Value: 'Changed here' }];
    await sdk.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
    expect(claimsOf((await signInWithGoogle(ana)).id_token)['name']).toBe('Ana of Google');
  });

  it('is refused to somebody who was disabled', async () => {
    const { signInWithGoogle, comeAs, sdk } = await startLinking();
    const { access_token } = await signInWithGoogle(ana);
    const Username = String(claimsOf(access_token)['username']);
    await sdk.send(new AdminDisableUserCommand({ UserPoolId, Username }));
    expect((await comeAs(ana)).searchParams.get('error_description')).toBe('User is disabled.');
    expect((await refusalOf(sdk.send(new GetUserCommand({ AccessToken: access_token }))))[1]).toBe('User is disabled.');
  });
});
