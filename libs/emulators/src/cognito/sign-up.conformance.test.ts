import {
  AdminGetUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { clientId as ClientId, password, refusalOf, region, startPool, userPoolId } from './testing/start-pool';
import { promiseWithResolvers } from '../promise-with-resolvers';

const ana = 'ana@example.com';
const hours = 3600_000;
/** A code of six digits that is not this one. */
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');

const startSignUp = async (...options: Parameters<typeof startPool>) => {
  const started = await startPool(...options);
  const { sdk } = started;
  return {
    ...started,
    signUp: (Username: string, Password = password, UserAttributes?: AttributeType[]) =>
      sdk.send(new SignUpCommand({ ClientId, Username, Password, UserAttributes })),
    confirm: (Username: string, ConfirmationCode: string) =>
      sdk.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode })),
    resend: (Username: string) => sdk.send(new ResendConfirmationCodeCommand({ ClientId, Username })),
  };
};

describe('signing up', () => {
  it('mails a code of six digits and tells where it went', async () => {
    const { signUp, newestCode, pool } = await startSignUp();
    expect(await signUp(ana)).toMatchObject({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f]{8}-/),
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    });
    expect(newestCode(ana)).toMatch(/^\d{6}$/);
    expect(pool.mail.list()).toMatchObject([{ to: ana, subject: 'Your verification code' }]);
  });

  it.each([
    ['Aa1!', 'Password not long enough'],
    ['CORRECT-HORSE-1', 'Password must have lowercase characters'],
    ['correct-horse-1', 'Password must have uppercase characters'],
    ['Correct-horse-x', 'Password must have numeric characters'],
    ['Correcthorse1', 'Password must have symbol characters'],
    ['Correcthorse1§', 'Password must have symbol characters'],
  ])('refuses the password %s', async (weak, reason) => {
    const { signUp } = await startSignUp();
    expect(await refusalOf(signUp(ana, weak))).toEqual([
      'InvalidPasswordException',
      `Password did not conform with policy: ${reason}`,
    ]);
  });

  it.each([' Correct-horse-1', 'Correct-horse-1 ', `Correct-horse-1${'x'.repeat(256)}`])(
    'refuses a password with space at an end, or above 256 characters, without repeating it',
    async (odd) => {
      const { signUp } = await startSignUp();
      const [name, message] = await refusalOf(signUp(ana, odd));
      expect(name).toBe('InvalidParameterException');
      expect(message).toContain("Value at 'password' failed to satisfy constraint");
      expect(message).not.toContain('orrect');
    },
  );

  it('takes e-mail addresses alone, each once in whatever case', async () => {
    const { signUp } = await startSignUp();
    expect(await refusalOf(signUp('ana'))).toEqual(['InvalidParameterException', 'Username should be an email.']);
    await signUp(ana);
    expect(await refusalOf(signUp('ANA@example.COM'))).toEqual([
      'UsernameExistsException',
      'An account with the given email already exists.',
    ]);
  });

  it('registers one of two people who take an address at the same time', async () => {
    const bothAsked = promiseWithResolvers<void>();
    let asked = 0;
    const { signUp, pool } = await startSignUp({
      triggers: { preSignUp: 'before-sign-up' },
      invoke: async (_functionName, event) => {
        asked += 1;
        if (asked === 2) bothAsked.resolve();
        await bothAsked.promise;
        return event;
      },
    });
    const outcomes = await Promise.allSettled([signUp(ana), signUp('Ana@example.com')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(pool.mail.list()).toHaveLength(1);
  });

  it("refuses attributes that are unknown, not the client's to write, or at odds with the username", async () => {
    const { signUp } = await startSignUp();
    const refused = (Name: string, Value: string) => refusalOf(signUp(ana, password, [{ Name, Value }]));
    expect(await refused('shoe_size', '43')).toEqual([
      'InvalidParameterException',
      'Attributes did not conform to the schema: shoe_size: Attribute does not exist in the schema.\n',
    ]);
    expect(await refused('email_verified', 'true')).toEqual([
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
    ]);
    expect((await refused('email', 'bo@example.com'))[0]).toBe('InvalidParameterException');
    await signUp(ana, password, [{ Name: 'email', Value: ana }]);
  });

  it('takes the address from the username, also where the client may not write it', async () => {
    const { sdk, signUp, confirm, newestCode } = await startSignUp({ writeAttributes: ['name'] });
    expect(await refusalOf(signUp(ana, password, [{ Name: 'email', Value: ana }]))).toEqual([
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
    ]);
    await signUp(ana, password, [{ Name: 'name', Value: 'Ana' }]);
    await confirm(ana, newestCode(ana));
    const { UserAttributes } = await sdk.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: ana }));
    expect(UserAttributes).toContainEqual({ Name: 'email', Value: ana });
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  });
});

describe('confirming', () => {
  it('refuses a wrong code, an older code and a second time', async () => {
    const { signUp, confirm, resend, newestCode } = await startSignUp();
    await signUp(ana);
    const first = newestCode(ana);
    expect(await refusalOf(confirm(ana, otherThan(first)))).toEqual([
      'CodeMismatchException',
      'Invalid verification code provided, please try again.',
    ]);
    do await resend(ana);
    while (newestCode(ana) === first);
    expect((await refusalOf(confirm(ana, first)))[0]).toBe('CodeMismatchException');
    await confirm('Ana@Example.com', newestCode(ana));
    expect(await refusalOf(confirm(ana, newestCode(ana)))).toEqual([
      'NotAuthorizedException',
      'User cannot be confirmed. Current status is CONFIRMED',
    ]);
    expect(await refusalOf(resend(ana))).toEqual(['InvalidParameterException', 'User is already confirmed.']);
  });

  it('takes a code for 24 hours', async () => {
    const { signUp, confirm, resend, newestCode, clock } = await startSignUp();
    await signUp(ana);
    clock.advance(24 * hours);
    expect(await refusalOf(confirm(ana, newestCode(ana)))).toEqual([
      'ExpiredCodeException',
      'Invalid code provided, please request a code again.',
    ]);
    await resend(ana);
    clock.advance(24 * hours - 1);
    await confirm(ana, newestCode(ana));
  });

  it('allows 15 wrong codes an hour, then not even the right one', async () => {
    const { signUp, confirm, newestCode, clock } = await startSignUp();
    await signUp(ana);
    const code = newestCode(ana);
    for (let guess = 0; guess < 15; guess += 1) {
      expect((await refusalOf(confirm(ana, otherThan(code))))[0]).toBe('CodeMismatchException');
    }
    expect(await refusalOf(confirm(ana, code))).toEqual([
      'LimitExceededException',
      'Attempt limit exceeded, please try after some time.',
    ]);
    clock.advance(1 * hours);
    await confirm(ana, code);
  });

  it('mails five new codes an hour, and as many pretended ones to a stranger', async () => {
    const { signUp, resend, pool, clock } = await startSignUp();
    await signUp(ana);
    for (const name of [ana, 'stranger@example.com']) {
      for (let asked = 0; asked < 5; asked += 1) await resend(name);
      expect((await refusalOf(resend(name)))[0]).toBe('LimitExceededException');
    }
    expect(pool.mail.list()).toHaveLength(6);
    clock.advance(1 * hours);
    await resend(ana);
  });

  it('tells a stranger that a code was sent, and that the code they type ran out', async () => {
    const { confirm, resend, pool } = await startSignUp();
    const { CodeDeliveryDetails } = await resend('stranger@example.com');
    expect(CodeDeliveryDetails?.Destination).toBe('s***@e***');
    expect((await resend('no address')).CodeDeliveryDetails?.Destination).toMatch(/^[a-f]\*\*\*@[a-f]\*\*\*$/);
    expect(pool.mail.list()).toEqual([]);
    expect((await refusalOf(confirm('stranger@example.com', '123456')))[0]).toBe('ExpiredCodeException');
  });
});

describe('an administrator', () => {
  it('reads what the pool knows of a person, with signed requests', async () => {
    const { sdk, register, clock } = await startSignUp();
    const since = clock.now();
    const sub = await register(ana);
    const found = await sdk.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: 'ANA@example.com' }));
    expect(found).toMatchObject({
      Username: sub,
      Enabled: true,
      UserStatus: 'CONFIRMED',
      UserCreateDate: new Date(since),
      UserAttributes: expect.arrayContaining([
        { Name: 'sub', Value: sub },
        { Name: 'email', Value: ana },
        { Name: 'email_verified', Value: 'true' },
      ]),
    });
    const get = (UserPoolId: string, Username: string) =>
      refusalOf(sdk.send(new AdminGetUserCommand({ UserPoolId, Username })));
    expect(await get(userPoolId, 'stranger')).toEqual(['UserNotFoundException', 'User does not exist.']);
    expect((await get('eu-west-1_Other', ana))[0]).toBe('ResourceNotFoundException');
  });

  it('is nobody without the right key', async () => {
    const { endpoint, register } = await startSignUp();
    await register(ana);
    const wrong = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'a guess' };
    const sdk = new CognitoIdentityProviderClient({ region, endpoint, credentials: wrong, maxAttempts: 1 });
    const call = sdk.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: ana }));
    expect((await refusalOf(call))[0]).toBe('InvalidSignatureException');
    const unsigned = await fetch(endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser' },
      body: JSON.stringify({ UserPoolId: userPoolId, Username: ana }),
    });
    expect(await unsigned.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });
});
