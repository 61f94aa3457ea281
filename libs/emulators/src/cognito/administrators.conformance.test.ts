import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { signedOperations } from './operations';
import { startSrp } from './testing/srp-client';
import {
  claimsOf,
  clientId as ClientId,
  password,
  refusalOf,
  startPool,
  userPoolId as UserPoolId,
} from './testing/start-pool';

const ana = 'ana@example.com';
const bo = 'bo@example.com';
const next = 'new@example.com';
const days = 24 * 3600_000;
const anas = { UserPoolId, Username: ana };

const startWithAna = async (...options: Parameters<typeof startPool>) => {
  const started = await startPool(...options);
  const sub = await started.register(ana);
  const { sdk } = started;
  return {
    ...started,
    sub,
    getUser: (AccessToken: string) => sdk.send(new GetUserCommand({ AccessToken })),
    refresh: (RefreshToken: string) => sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken })),
    set: (...UserAttributes: { Name: string; Value: string }[]) =>
      sdk.send(new AdminUpdateUserAttributesCommand({ ...anas, UserAttributes })),
    list: async (Filter?: string) =>
      (await sdk.send(new ListUsersCommand({ UserPoolId, Filter }))).Users?.map(
        ({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value,
      ),
  };
};

describe('operations for administrators', () => {
  it('are refused without a signature, one by one', async () => {
    const { endpoint } = await startWithAna();
    expect(signedOperations.size).toBeGreaterThan(10);
    for (const name of signedOperations) {
      const reply = await fetch(endpoint, {
        method: 'POST',
        headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${name}` },
        body: JSON.stringify({ UserPoolId, Username: ana }),
      });
      expect(await reply.json(), name).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    }
  });

  it.each([
    ['delete', AdminDeleteUserCommand],
    ['disable', AdminDisableUserCommand],
    ['enable', AdminEnableUserCommand],
    ['sign out', AdminUserGlobalSignOutCommand],
  ])('%s neither strangers nor people of other pools', async (_, Command) => {
    const { sdk } = await startWithAna();
    const send = (input: typeof anas) => refusalOf(sdk.send(new Command(input)));
    expect(await send({ UserPoolId, Username: 'stranger' })).toEqual(['UserNotFoundException', 'User does not exist.']);
    expect((await send({ ...anas, UserPoolId: 'eu-west-1_Other' }))[0]).toBe('ResourceNotFoundException');
  });
});

describe('signing somebody out', () => {
  it('ends every session of theirs', async () => {
    const { sdk, signIn, refresh, getUser } = await startWithAna();
    const devices = [await signIn(ana), await signIn(ana)];
    await sdk.send(new AdminUserGlobalSignOutCommand(anas));
    for (const { accessToken, refreshToken } of devices) {
      expect((await refusalOf(getUser(accessToken)))[1]).toBe('Access Token has been revoked');
      expect((await refusalOf(refresh(refreshToken)))[1]).toBe('Refresh Token has been revoked');
    }
    await getUser((await signIn(ana)).accessToken);
  });
});

describe('disabling somebody', () => {
  it('refuses their tokens and their next sign-in, and says so to who knows the password alone', async () => {
    const { sdk, signIn, refresh, getUser } = await startWithAna();
    const { accessToken, refreshToken } = await signIn(ana);
    await sdk.send(new AdminDisableUserCommand(anas));
    const disabled = ['NotAuthorizedException', 'User is disabled.'];
    expect(await refusalOf(getUser(accessToken))).toEqual(disabled);
    expect(await refusalOf(refresh(refreshToken))).toEqual(disabled);
    expect(await refusalOf(signIn(ana))).toEqual(disabled);
    expect((await refusalOf(signIn(ana, 'Wrong-horse-1')))[1]).toBe('Incorrect username or password.');
    expect(await sdk.send(new AdminGetUserCommand(anas))).toMatchObject({ Enabled: false, UserStatus: 'CONFIRMED' });
  });

  it('mails them no reset code, but answers as ever', async () => {
    const { sdk, pool } = await startWithAna();
    await sdk.send(new AdminDisableUserCommand(anas));
    const mails = pool.mail.list().length;
    const { CodeDeliveryDetails } = await sdk.send(new ForgotPasswordCommand({ ClientId, Username: ana }));
    expect(CodeDeliveryDetails?.Destination).toBe('a***@e***');
    expect(pool.mail.list()).toHaveLength(mails);
  });

  it('ends with enabling them: they sign in again, and their old sessions stay ended', async () => {
    const { sdk, signIn, refresh } = await startWithAna();
    const { refreshToken } = await signIn(ana);
    await sdk.send(new AdminDisableUserCommand(anas));
    await sdk.send(new AdminEnableUserCommand(anas));
    expect((await refusalOf(refresh(refreshToken)))[1]).toBe('Refresh Token has been revoked');
    expect((await signIn(ana)).accessToken).not.toBe('');
  });
});

describe('deleting somebody', () => {
  it('frees their address', async () => {
    const { sdk, register, sub } = await startWithAna();
    await sdk.send(new AdminDeleteUserCommand(anas));
    expect((await refusalOf(sdk.send(new AdminGetUserCommand(anas))))[0]).toBe('UserNotFoundException');
    expect(await register(ana)).not.toBe(sub);
  });
});

describe("changing somebody's attributes", () => {
  it('may verify an address that never got a code', async () => {
    const { sdk, set, signIn, pool } = await startWithAna();
    const mails = pool.mail.list().length;
    await set({ Name: 'email', Value: 'new@example.com' }, { Name: 'email_verified', Value: 'true' });
    expect(claimsOf((await signIn('new@example.com')).idToken)).toMatchObject({ email_verified: true });
    expect(pool.mail.list()).toHaveLength(mails);
    expect((await refusalOf(sdk.send(new AdminGetUserCommand(anas))))[0]).toBe('UserNotFoundException');
  });

  it('mails a code to an address that is not said to be verified; the one before counts until somebody entered it', async () => {
    const { sdk, set, signIn, newestCode } = await startWithAna();
    await set({ Name: 'email', Value: next });
    const { accessToken: AccessToken, idToken } = await signIn(ana);
    expect(claimsOf(idToken)).toMatchObject({ email: ana, email_verified: true });
    expect((await refusalOf(signIn(next)))[0]).toBe('NotAuthorizedException');
    const Code = newestCode(next);
    await sdk.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }));
    expect(claimsOf((await signIn(next)).idToken)).toMatchObject({ email: next, email_verified: true });
    expect((await refusalOf(signIn(ana)))[0]).toBe('NotAuthorizedException');
  });

  it('takes back an address that waited for its code by one that counts at once', async () => {
    const { sdk, set, signIn, newestCode } = await startWithAna();
    await set({ Name: 'email', Value: next });
    const late = { AttributeName: 'email', Code: newestCode(next) };
    await set({ Name: 'email', Value: 'other@example.com' }, { Name: 'email_verified', Value: 'true' });
    const { accessToken: AccessToken } = await signIn('other@example.com');
    const verify = new VerifyUserAttributeCommand({ AccessToken, ...late });
    expect((await refusalOf(sdk.send(verify)))[0]).toBe('ExpiredCodeException');
  });

  it('refuses an address that is taken, and what nobody may change', async () => {
    const { sdk, set, signIn, register, newestCode } = await startWithAna();
    await register(bo);
    const taken = { Name: 'email', Value: bo };
    expect((await refusalOf(set(taken, { Name: 'email_verified', Value: 'true' })))[0]).toBe('AliasExistsException');
    await set(taken); // told to nobody but who reads its mail
    const { accessToken: AccessToken } = await signIn(ana);
    const verify = new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code: newestCode(bo) });
    expect((await refusalOf(sdk.send(verify)))[0]).toBe('AliasExistsException');
    expect((await refusalOf(set({ Name: 'sub', Value: 'x' })))[0]).toBe('InvalidParameterException');
    expect((await refusalOf(set({ Name: 'shoe_size', Value: '43' })))[0]).toBe('InvalidParameterException');
  });
});

describe('inviting somebody', () => {
  const startInvited = async (...options: Parameters<typeof startPool>) => {
    const started = await startWithAna(...options);
    const { sdk } = started;
    const UserAttributes = [
      { Name: 'email_verified', Value: 'true' },
      { Name: 'name', Value: 'Bo' },
    ];
    const { User } = await sdk.send(new AdminCreateUserCommand({ UserPoolId, Username: bo, UserAttributes }));
    const first = started.newestCode(bo);
    /** Signs in with a temporary password; gives the challenge. */
    const begin = async (temporary = first) => {
      const srp = startSrp(UserPoolId);
      const AuthParameters = { USERNAME: bo, SRP_A: srp.A };
      const { ChallengeParameters = {} } = await sdk.send(
        new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }),
      );
      const ChallengeResponses = srp.answer(ChallengeParameters, temporary);
      return sdk.send(
        new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }),
      );
    };
    const choose = (Session: string | undefined, NEW_PASSWORD: string, more: Record<string, string> = {}) =>
      sdk.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session,
          ChallengeResponses: { USERNAME: bo, NEW_PASSWORD, ...more },
        }),
      );
    return { ...started, User, begin, choose };
  };

  it('mails a temporary password that opens nothing until another was chosen', async () => {
    const { User, begin, choose, signIn } = await startInvited();
    expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });
    const asked = await begin();
    expect(asked).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    expect(asked.AuthenticationResult).toBeUndefined();
    expect(JSON.parse(asked.ChallengeParameters?.['userAttributes'] ?? '')).toEqual({ email: bo, name: 'Bo' });
    expect((await refusalOf(choose(asked.Session, 'weak')))[0]).toBe('InvalidPasswordException');
    const { AuthenticationResult } = await choose(asked.Session, password);
    expect(claimsOf(AuthenticationResult?.IdToken ?? '')).toMatchObject({ email: bo, email_verified: true });
    expect((await refusalOf(choose(asked.Session, password)))[0]).toBe('NotAuthorizedException');
    await signIn(bo);
  });

  it('is done once, may be sent again with another password, and needs an address', async () => {
    const { sdk, newestCode } = await startInvited();
    const first = newestCode(bo);
    const create = (Username: string, MessageAction?: 'RESEND') =>
      sdk.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction }));
    expect((await refusalOf(create(bo)))[0]).toBe('UsernameExistsException');
    expect((await refusalOf(create('bo')))[0]).toBe('InvalidParameterException');
    expect((await refusalOf(create('nobody@example.com', 'RESEND')))[0]).toBe('UserNotFoundException');
    expect((await refusalOf(create(ana, 'RESEND')))[0]).toBe('UnsupportedUserStateException');
    await create(bo, 'RESEND');
    expect(newestCode(bo)).not.toBe(first);
  });

  it('takes a name with the first password, and nothing that the client may not write', async () => {
    const { begin, choose } = await startInvited({ writeAttributes: ['name'] });
    const { Session } = await begin();
    for (const attribute of ['email', 'locale', 'email_verified']) {
      const refused = await refusalOf(choose(Session, password, { [`userAttributes.${attribute}`]: 'en' }));
      expect(refused, attribute).toEqual([
        'NotAuthorizedException',
        'A client attempted to write unauthorized attribute',
      ]);
    }
    const { AuthenticationResult } = await choose(Session, password, { 'userAttributes.name': 'Bo Berg' });
    expect(claimsOf(AuthenticationResult?.IdToken ?? '')).toMatchObject({ name: 'Bo Berg', email: bo });
  });

  it.each([
    ['the 7 days of the service', {}, 7],
    ['as many as the policy says', { temporaryPasswordDays: 30 }, 30],
  ])('ends with its password after %s, which only a resent one mends', async (_, options, mostDays) => {
    const { sdk, clock, begin, choose, newestCode } = await startInvited(options);
    clock.advance(mostDays * days - 1);
    expect(await begin()).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    clock.advance(1);
    expect(await refusalOf(begin())).toEqual([
      'NotAuthorizedException',
      'Temporary password has expired and must be reset by an administrator.',
    ]);
    expect((await refusalOf(begin('Wrong-horse-1')))[1]).toBe('Incorrect username or password.');
    sdk.config.systemClockOffset = mostDays * days; // a signature of another day is none
    await sdk.send(new AdminCreateUserCommand({ UserPoolId, Username: bo, MessageAction: 'RESEND' }));
    clock.advance(mostDays * days - 1);
    const { Session } = await begin(newestCode(bo));
    expect((await choose(Session, password)).AuthenticationResult).toBeDefined();
    clock.advance(mostDays * days);
    expect((await begin(password)).AuthenticationResult).toBeDefined();
  });

  it('mails nothing when it is told not to', async () => {
    const { sdk, pool } = await startWithAna();
    const mails = pool.mail.list().length;
    const invited = { UserPoolId, Username: bo, MessageAction: 'SUPPRESS', TemporaryPassword: password } as const;
    await sdk.send(new AdminCreateUserCommand(invited));
    expect(pool.mail.list()).toHaveLength(mails);
  });
});

describe('listing people', () => {
  it('finds by the address, whole or by its beginning, in any case', async () => {
    const { register, list } = await startWithAna();
    await register(bo, 'Bo');
    expect(await list()).toEqual([ana, bo]);
    expect(await list('email = "ANA@example.com"')).toEqual([ana]);
    expect(await list('email ^= "b"')).toEqual([bo]);
    expect(await list('name = "Bo"')).toEqual([bo]);
    expect(await list('email = "nobody@example.com"')).toEqual([]);
  });

  it('finds by status, and an address with a quotation mark without being fooled by it', async () => {
    const { sdk, list } = await startWithAna();
    await sdk.send(new SignUpCommand({ ClientId, Username: bo, Password: password }));
    expect(await list('cognito:user_status = "UNCONFIRMED"')).toEqual([bo]);
    expect(await list('status = "Enabled"')).toEqual([ana, bo]);
    expect(await list('email = "x\\" or email ^= \\""')).toEqual([]);
  });

  it.each(['email', 'email like "a"', 'shoe_size = "43"', 'email = "a" or email = "b"'])(
    'refuses the filter %s',
    async (filter) => {
      const { list } = await startWithAna();
      expect(await refusalOf(list(filter))).toEqual(['InvalidParameterException', 'Error while parsing filter.']);
    },
  );

  it('goes page by page', async () => {
    const { sdk, register } = await startWithAna();
    for (const name of ['b', 'c', 'd', 'e']) await register(`${name}@example.com`);
    const seen: (string | undefined)[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await sdk.send(
        new ListUsersCommand({ UserPoolId, Limit: 2, AttributesToGet: ['email'], PaginationToken }),
      );
      expect(page.Users?.length).toBeLessThanOrEqual(2);
      seen.push(...(page.Users ?? []).map(({ Attributes }) => Attributes?.map(({ Value }) => Value).join()));
      ({ PaginationToken } = page);
    } while (PaginationToken);
    expect(seen).toEqual([ana, 'b@example.com', 'c@example.com', 'd@example.com', 'e@example.com']);
    const wrong = new ListUsersCommand({ UserPoolId, PaginationToken: 'made up' });
    expect((await refusalOf(sdk.send(wrong)))[0]).toBe('InvalidParameterException');
  });
});

describe('linking a sign-in elsewhere', () => {
  it('is refused for a provider that the pool does not have', async () => {
    const { sdk } = await startWithAna();
    const link = new AdminLinkProviderForUserCommand({
      UserPoolId,
      DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: ana },
      SourceUser: { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1' },
    });
    expect((await refusalOf(sdk.send(link)))[0]).toBe('InvalidParameterException');
  });
});
