import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  ListUsersCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import {
  claimsOf,
  clientId as ClientId,
  freshDataFile,
  password,
  refusalOf,
  region,
  startPool,
  userPoolId,
} from './testing/start-pool';
import { cognito } from './cognito';

const ana = 'ana@example.com';
type Event = { triggerSource: string; request: object; response: object };
const functions = {
  preSignUp: 'before-sign-up',
  postConfirmation: 'after-confirmation',
  postAuthentication: 'after-sign-in',
  preTokenGeneration: 'before-tokens',
};

/** A pool whose triggers are recorded; `handlers` stand for the functions that do more than return their event. */
const startWithTriggers = async (
  handlers: Record<string, (event: Event) => unknown> = {},
  more: { preTokenGenerationVersion?: '2' } = {},
) => {
  const calls: { functionName: string; event: Event }[] = [];
  const started = await startPool({
    triggers: { ...functions, ...more },
    invoke: async (functionName, event) => {
      const copy = structuredClone(event) as Event;
      calls.push({ functionName, event: copy });
      return handlers[functionName] ? handlers[functionName](structuredClone(copy)) : copy;
    },
  });
  return { ...started, calls, sources: () => calls.map(({ event }) => event.triggerSource) };
};
const throwing = (message: string) => () => {
  throw new Error(message);
};

describe('triggers', () => {
  it("are called at their moments, in the service's order", async () => {
    const { register, signIn, sdk, newestCode, sources } = await startWithTriggers();
    await register(ana);
    const { refreshToken } = await signIn(ana);
    await sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: refreshToken }));
    await sdk.send(new ForgotPasswordCommand({ ClientId, Username: ana }));
    const reset = { ClientId, Username: ana, ConfirmationCode: newestCode(ana), Password: 'Another-horse-2' };
    await sdk.send(new ConfirmForgotPasswordCommand(reset));
    expect(sources()).toEqual([
      'PreSignUp_SignUp',
      'PostConfirmation_ConfirmSignUp',
      'PostAuthentication_Authentication',
      'TokenGeneration_Authentication',
      'TokenGeneration_RefreshTokens',
      'PostConfirmation_ConfirmForgotPassword',
    ]);
  });

  it("get the service's event after a confirmation", async () => {
    const { register, calls } = await startWithTriggers();
    const sub = await register(ana);
    expect(calls.at(-1)).toEqual({
      functionName: 'after-confirmation',
      event: {
        version: '1',
        triggerSource: 'PostConfirmation_ConfirmSignUp',
        region,
        userPoolId,
        userName: sub,
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: ClientId },
        request: {
          userAttributes: { sub, email: ana, email_verified: 'true', name: 'Ana', 'cognito:user_status': 'CONFIRMED' },
        },
        response: {},
      },
    });
  });

  it('get what the client sent along', async () => {
    const { sdk, calls, newestCode } = await startWithTriggers();
    const ClientMetadata = { invitation: 'i-1' };
    const ValidationData = [{ Name: 'captcha', Value: 'ok' }];
    await sdk.send(new SignUpCommand({ ClientId, Username: ana, Password: password, ClientMetadata, ValidationData }));
    expect(calls[0]?.event.request).toEqual({
      userAttributes: { email: ana },
      validationData: { captcha: 'ok' },
      clientMetadata: ClientMetadata,
    });
    const ConfirmationCode = newestCode(ana);
    await sdk.send(new ConfirmSignUpCommand({ ClientId, Username: ana, ConfirmationCode, ClientMetadata }));
    expect(calls[1]?.event.request).toMatchObject({ clientMetadata: ClientMetadata });
  });

  it('refuse a sign-up by throwing before it, and nobody is registered', async () => {
    let isClosed = true;
    const { sdk, pool, register } = await startWithTriggers({
      'before-sign-up': (event) => (isClosed ? throwing('Only colleagues may join')() : event),
    });
    const call = sdk.send(new SignUpCommand({ ClientId, Username: ana, Password: password }));
    expect(await refusalOf(call)).toEqual([
      'UserLambdaValidationException',
      'PreSignUp failed with error Only colleagues may join.',
    ]);
    expect(pool.mail.list()).toEqual([]);
    isClosed = false;
    await register(ana);
  });

  it('confirm someone without a code', async () => {
    const { sdk, signIn, pool, sources } = await startWithTriggers({
      'before-sign-up': (event) => ({ ...event, response: { autoConfirmUser: true, autoVerifyEmail: true } }),
    });
    const signedUp = await sdk.send(new SignUpCommand({ ClientId, Username: ana, Password: password }));
    expect(signedUp).toMatchObject({ UserConfirmed: true });
    expect(sources()).toEqual(['PreSignUp_SignUp', 'PostConfirmation_ConfirmSignUp']);
    expect(pool.mail.list()).toEqual([]);
    expect(claimsOf((await signIn(ana)).idToken)['email_verified']).toBe(true);
  });

  it('that throw after a confirmation are told to the client, who is confirmed nevertheless', async () => {
    const { register, signIn } = await startWithTriggers({ 'after-confirmation': throwing('The table is gone') });
    expect(await refusalOf(register(ana))).toEqual([
      'UserLambdaValidationException',
      'PostConfirmation failed with error The table is gone.',
    ]);
    await signIn(ana);
  });

  it('that throw at a sign-in refuse it', async () => {
    const { register, signIn } = await startWithTriggers({ 'after-sign-in': throwing('Suspended') });
    await register(ana);
    expect(await refusalOf(signIn(ana))).toEqual([
      'UserLambdaValidationException',
      'PostAuthentication failed with error Suspended.',
    ]);
  });

  it('change the claims of the ID token, but none that say who it is for', async () => {
    const claimsOverrideDetails = {
      claimsToAddOrOverride: { team: 'blue', sub: 'somebody-else', aud: 'another-client' },
      claimsToSuppress: ['email', 'sub'],
    };
    const { register, signIn } = await startWithTriggers({
      'before-tokens': (event) => ({ ...event, response: { claimsOverrideDetails } }),
    });
    const sub = await register(ana);
    const { accessToken, idToken } = await signIn(ana);
    expect(claimsOf(idToken)).toMatchObject({ sub, aud: ClientId, team: 'blue', name: 'Ana' });
    expect(claimsOf(idToken)).not.toHaveProperty('email');
    expect(claimsOf(accessToken)).not.toHaveProperty('team');
  });

  it('change the claims and the scopes of access tokens from the second version of the event on', async () => {
    const claimsAndScopeOverrideDetails = {
      idTokenGeneration: { claimsToAddOrOverride: { team: { id: 7 } }, claimsToSuppress: ['name'] },
      accessTokenGeneration: {
        claimsToAddOrOverride: { roles: ['admin'], sub: 'somebody-else', client_id: 'another', username: 'x' },
        claimsToSuppress: ['origin_jti'],
        scopesToAdd: ['chat'],
        scopesToSuppress: ['aws.cognito.signin.user.admin'],
      },
      groupOverrideDetails: { groupsToOverride: ['guests'] },
    };
    const { register, signIn, sdk, calls } = await startWithTriggers(
      { 'before-tokens': (event) => ({ ...event, response: { claimsAndScopeOverrideDetails } }) },
      { preTokenGenerationVersion: '2' },
    );
    const sub = await register(ana);
    const { accessToken, idToken, refreshToken: RefreshToken } = await signIn(ana);
    expect(calls.at(-1)?.event).toMatchObject({
      version: '2',
      triggerSource: 'TokenGeneration_Authentication',
      request: { scopes: ['aws.cognito.signin.user.admin'], groupConfiguration: { groupsToOverride: [] } },
    });
    expect(claimsOf(accessToken)).toMatchObject({
      sub,
      client_id: ClientId,
      username: sub,
      origin_jti: expect.any(String),
      roles: ['admin'],
      scope: 'chat',
      'cognito:groups': ['guests'],
    });
    expect(claimsOf(idToken)).toMatchObject({ sub, team: { id: 7 }, 'cognito:groups': ['guests'] });
    expect(claimsOf(idToken)).not.toHaveProperty('name');
    expect((await refusalOf(sdk.send(new GetUserCommand({ AccessToken: accessToken }))))[1]).toBe(
      'Access Token does not have required scopes',
    );
    const { AuthenticationResult } = await sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    expect(claimsOf(AuthenticationResult?.AccessToken ?? '')['roles']).toEqual(['admin']);
  });

  it("hear of the groups that somebody is in, and of an administrator's invitation", async () => {
    const { register, signIn, sdk, calls, sources } = await startWithTriggers();
    await register(ana);
    await sdk.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName: 'admins' }));
    const admins = { UserPoolId: userPoolId, GroupName: 'admins', Username: ana };
    await sdk.send(new AdminAddUserToGroupCommand(admins));
    await signIn(ana);
    expect(calls.at(-1)?.event.request).toMatchObject({ groupConfiguration: { groupsToOverride: ['admins'] } });
    await sdk.send(new AdminCreateUserCommand({ UserPoolId: userPoolId, Username: 'bo@example.com' }));
    expect(sources().at(-1)).toBe('PreSignUp_AdminCreateUser');
  });

  it('refuse an invitation, and nobody is invited', async () => {
    const { sdk, pool } = await startWithTriggers({ 'before-sign-up': throwing('Not this domain') });
    const invitation = new AdminCreateUserCommand({ UserPoolId: userPoolId, Username: ana });
    expect(await refusalOf(sdk.send(invitation))).toEqual([
      'UserLambdaValidationException',
      'PreSignUp failed with error Not this domain.',
    ]);
    expect(pool.mail.list()).toEqual([]);
    expect((await sdk.send(new ListUsersCommand({ UserPoolId: userPoolId }))).Users).toEqual([]);
  });

  it.each([undefined, null, 'done', {}, { response: 'yes' }])(
    'that return %j instead of their event are refused',
    async (returned) => {
      const { register } = await startWithTriggers({ 'before-sign-up': () => returned });
      expect(await refusalOf(register(ana))).toEqual([
        'InvalidLambdaResponseException',
        'Unrecognizable lambda output',
      ]);
    },
  );

  it('need something to call them with', async () => {
    const dataFile = await freshDataFile();
    const started = cognito({ dataFile, region, userPoolId, clientId: ClientId, triggers: functions });
    await expect(started).rejects.toThrow('Triggers need `invoke`');
  });
});
