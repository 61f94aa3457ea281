import {
  AdminConfirmSignUpCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { newSignUpSecret, signUpHashOf, signUpProof } from '@parley/protocol';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { promiseWithResolvers } from '@parley/emulators';
import { clientId as ClientId, credentials, region, userPoolId as UserPoolId } from './deployment';
import { joinAs, newestCode, passwordOf, resetTo, signInTo } from './testing/a-person';
import { useStack } from './testing/a-stack';
import { byGoogle, signInByGoogle } from './testing/by-google';
import { ask } from './testing/over-http';

// Each signs in some times, by SRP and through three functions.
vi.setConfig({ testTimeout: 60_000 });
const stack = useStack();
let pool: CognitoIdentityProviderClient;
beforeAll(() => {
  pool = new CognitoIdentityProviderClient({
    ...{ region, credentials, maxAttempts: 1 },
    endpoint: `${stack().url}/cognito/`,
  });
  return () => pool.destroy();
});

const strangers = passwordOf('Mallory');
const own = passwordOf('the holder');
const wrong = /Incorrect username or password/;

/** A stranger signs up with somebody's address; `Username` is that. */
const taken = async (name: string) => {
  const Username = `${name}@example.com`;
  const secret = newSignUpSecret();
  const UserAttributes = [
    { Name: 'name', Value: 'Mallory' },
    { Name: signUpProof.attribute, Value: await signUpHashOf(secret) },
  ];
  await pool.send(new SignUpCommand({ ClientId, Username, Password: strangers, UserAttributes }));
  return { Username, secret };
};
const confirm = async (Username: string, secret?: string) =>
  pool.send(
    new ConfirmSignUpCommand({
      ...{ ClientId, Username, ConfirmationCode: await newestCode(stack().url, Username) },
      ...(secret !== undefined && { ClientMetadata: { [signUpProof.metadata]: secret } }),
    }),
  );
const known = async (Username: string) => pool.send(new AdminGetUserCommand({ UserPoolId, Username }));
const hasProfile = async (Username: string) => {
  const { Username: id } = await known(Username);
  return (await stack().rows()).has(`P#${id} #PROFILE`);
};
const signIn = (email: string, password: string, secret?: string) => signInTo(stack().url, email, password, secret);

/** Holds back how a sign-in of this process goes on, once it has begun. */
const held = () => {
  const [begun, goOn] = [promiseWithResolvers<void>(), promiseWithResolvers<void>()];
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
    if (new Headers(asked[1]?.headers).get('x-amz-target')?.endsWith('RespondToAuthChallenge')) {
      begun.resolve();
      await goOn.promise;
    }
    return fetch(...asked);
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return { begun: begun.promise, goOn: goOn.resolve };
};

/** Its holder chooses `own`, past this process's aws-amplify, which is held up with somebody else: the secret of that. */
const resetPast = async (Username: string): Promise<string> => {
  const secret = newSignUpSecret();
  await pool.send(new ForgotPasswordCommand({ ClientId, Username }));
  await pool.send(
    new ConfirmForgotPasswordCommand({
      ...{ ClientId, Username, Password: own, ConfirmationCode: await newestCode(stack().url, Username) },
      ClientMetadata: { [signUpProof.metadata]: secret },
    }),
  );
  return secret;
};

describe('an address that a stranger signed up with first', () => {
  it.each([
    ['another device of hers, or none', undefined],
    ['a page where she had signed up herself', newSignUpSecret()],
  ])(
    '[AUTH-11] is its holder’s who enters the code at %s, and the stranger’s password opens nothing',
    async (_, secret) => {
      const { Username } = await taken(secret ? 'ada' : 'bea');
      await expect(confirm(Username, secret)).rejects.toThrow(/failed with error choose_password: /);
      expect(await hasProfile(Username)).toBe(false);
      await expect(signIn(Username, strangers)).rejects.toThrow(wrong);
      const chosen = await resetTo(stack().url, Username, own);
      const holder = await signIn(Username, own, chosen);
      expect((await ask(stack().url, holder, 'people.me', {})).status).toBe(200);
      await expect(signIn(Username, strangers)).rejects.toThrow(wrong);
    },
  );

  /** The stranger's sign-in stands still while the address is confirmed; `outcome`: what became of it. */
  const confirmedMeanwhile = async (Username: string) => {
    const { begun, goOn } = held();
    const outcome = signIn(Username, strangers).then(
      () => 'signed in',
      (error: Error) => error.message,
    );
    await begun;
    await expect(confirm(Username)).rejects.toThrow(/choose_password/);
    return { outcome, goOn };
  };

  it('[AUTH-11] is not entered by a sign-in that began before, and ends after its code was entered', async () => {
    const { Username } = await taken('cleo');
    const { outcome, goOn } = await confirmedMeanwhile(Username);
    goOn();
    expect(await outcome).toMatch(/choose_password/);
    expect(await hasProfile(Username)).toBe(false);
  });

  it('[AUTH-11] is not entered by one that ends after its holder chose a password either', async () => {
    const { Username } = await taken('cora');
    const { outcome, goOn } = await confirmedMeanwhile(Username);
    const secret = await resetPast(Username);
    expect(await hasProfile(Username)).toBe(true);
    goOn();
    expect(await outcome).toMatch(/just_reset/);
    await signIn(Username, own, secret);
  });

  it('[AUTH-11] gives no tokens where what follows its confirmation failed, and loses the password at the first try', async () => {
    const { Username } = await taken('dora');
    // An administrator's confirmation proves no address, which our trigger does not register.
    await expect(pool.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }))).rejects.toThrow(/internal/);
    await expect(signIn(Username, strangers)).rejects.toThrow(/internal/);
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    await pool.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
    await expect(signIn(Username, strangers)).rejects.toThrow(/choose_password/);
    await expect(signIn(Username, strangers)).rejects.toThrow(wrong);
    expect(await hasProfile(Username)).toBe(false);
  });

  it('[AUTH-11] is no way in for a client that hides whose password it is', async () => {
    const asked = new SignUpCommand({ ClientId, Username: 'eva@example.com', Password: strangers });
    await expect(pool.send(asked)).rejects.toThrow(/PreSignUp failed with error update_needed: /);
  });

  it('[AUTH-11] is the stranger’s no more than anybody’s without the mail, though they hold the secret', async () => {
    const { Username, secret } = await taken('fay');
    const guess = {
      ClientId,
      Username,
      ConfirmationCode: '000000',
      ClientMetadata: { [signUpProof.metadata]: secret },
    };
    await expect(pool.send(new ConfirmSignUpCommand(guess))).rejects.toThrow();
    expect((await known(Username)).UserStatus).toBe('UNCONFIRMED');
  });
});

describe('Google, with an address that a stranger signed up with first', () => {
  it('[AUTH-8] [AUTH-11] makes an account of its own where nobody confirmed that, which then opens nothing', async () => {
    const { url } = stack();
    const { Username } = await taken('gia');
    const token = (await signInByGoogle(url, Username)).accessToken;
    const me = await fetch(`${url}/api/people/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(me.status).toBe(200);
    await expect(signIn(Username, strangers)).rejects.toThrow();
    // Its holder may still enter the code of the mail that the stranger caused.
    await expect(confirm(Username)).rejects.toThrow(/failed with error already_here: /);
    await expect(signIn(Username, strangers)).rejects.toThrow(wrong);
  });

  it('[AUTH-8] [AUTH-11] leads to a password of the holder where they confirmed it, and lets them in after that', async () => {
    const { url } = stack();
    const { Username } = await taken('hana');
    await expect(confirm(Username)).rejects.toThrow(/choose_password/);
    const outcomes = [await byGoogle(url, Username), await byGoogle(url, Username)];
    expect(outcomes[0]).toMatchObject({ refused: expect.stringMatching(/Already found an entry/i) });
    expect(outcomes[1]).toMatchObject({ refused: expect.stringMatching(/choose_password/) });
    await expect(signIn(Username, strangers)).rejects.toThrow(wrong);
    const chosen = await resetTo(url, Username, own);
    await signInByGoogle(url, Username);
    await signIn(Username, own, chosen);
    await expect(signIn(Username, strangers)).rejects.toThrow(wrong);
  });

  it('[AUTH-8] [AUTH-11] replaces the password that a failure left in force', async () => {
    const { url } = stack();
    const { Username } = await taken('ida');
    await expect(pool.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }))).rejects.toThrow(/internal/);
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    await pool.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
    await byGoogle(url, Username);
    expect(await byGoogle(url, Username)).toMatchObject({ refused: expect.stringMatching(/choose_password/) });
    await expect(signIn(Username, strangers)).rejects.toThrow(wrong);
  });
});

it('[AUTH-3] a reset ends every other sign-in, here and in the pool, and the one that follows counts', async () => {
  const { url } = stack();
  const kim = await joinAs(url, 'Kim');
  const before = z
    .looseObject({ auth_time: z.number() })
    .parse(JSON.parse(Buffer.from(kim.accessToken.split('.')[1] ?? '', 'base64url').toString())).auth_time;
  // Sign-ins are dated to the second.
  await vi.waitUntil(() => Date.now() >= (before + 1) * 1_000, { timeout: 5_000 });
  const chosen = await resetTo(url, kim.email, own);
  expect((await ask(url, kim, 'people.me', {})).body).toMatchObject({ code: 'not_signed_in' });
  await expect(pool.send(new GetUserCommand({ AccessToken: kim.accessToken }))).rejects.toThrow(/revoked/);
  const again = await signIn(kim.email, own, chosen);
  expect((await ask(url, again, 'people.me', {})).status).toBe(200);
});

it('[AUTH-3] a sign-in that began with the password of before comes to nothing after any reset, a later one too', async () => {
  const { email } = await joinAs(stack().url, 'Lou');
  const { begun, goOn } = held();
  const outcome = signIn(email, passwordOf('Lou')).then(
    () => 'signed in',
    (error: Error) => error.message,
  );
  await begun;
  const secret = await resetPast(email);
  goOn();
  expect(await outcome).toMatch(/just_reset/);
  await signIn(email, own, secret);
});

it('[AUTH-12] an account that was deleted in the pool alone leaves its address to its holder', async () => {
  const { url } = stack();
  const lea = await joinAs(url, 'Lea');
  await pool.send(new AdminDeleteUserCommand({ UserPoolId, Username: lea.id }));
  const again = await joinAs(url, 'Lea');
  expect(again.id).not.toBe(lea.id);
  expect((await ask(url, again, 'people.me', {})).body).toMatchObject({ person: { id: again.id, email: lea.email } });
  expect((await ask(url, lea, 'people.me', {})).status).not.toBe(200);
});
