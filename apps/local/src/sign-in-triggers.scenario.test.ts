import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { Secret, TOTP } from 'otpauth';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { clientId as ClientId, credentials, region, userPoolId as UserPoolId } from './deployment';
import { password } from './seed';
import { joinAs, passwordOf, type SignedIn, signInTo } from './testing/a-person';
import { useStack } from './testing/a-stack';
import { ask } from './testing/over-http';

// Each signs in some times, by SRP and through three functions.
vi.setConfig({ testTimeout: 120_000 });
const stack = useStack({ rateLimits: 'on' });
let ana: SignedIn;
let pool: CognitoIdentityProviderClient;

beforeAll(async () => {
  const { url } = stack();
  ana = await signInTo(url, 'ana@example.com', password);
  pool = new CognitoIdentityProviderClient({ region, credentials, endpoint: `${url}/cognito/`, maxAttempts: 1 });
  return () => pool.destroy();
}, 60_000);

const Claims = z.looseObject({ 'cognito:groups': z.array(z.string()).optional() });
const groupsIn = (token: string) =>
  Claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()))['cognito:groups'];
const groupsAtPool = async (Username: string) =>
  (await pool.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }))).Groups?.map(
    ({ GroupName }) => GroupName,
  );
/** The tokens that this process's aws-amplify holds, made anew. */
const renewed = async () => (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.toString() ?? '';

describe('the role of somebody', () => {
  it("[AUTH-9] stands in the founder's tokens from the first one on, and in the pool", async () => {
    for (const token of [ana.accessToken, ana.idToken]) expect(groupsIn(token)).toEqual(['owner']);
    expect(await groupsAtPool(ana.id)).toEqual(['owner']);
  });

  it('[AUTH-9] stands in the first token of who was invited, and the next token after it changed', async () => {
    const { url } = stack();
    const invited = await ask(url, ana, 'invitations.create', { key: ulid(), role: 'guest' });
    const { token } = z.looseObject({ token: z.string() }).parse(invited.body);
    const gil = await joinAs(url, 'Gil', 'gil@example.com', token);
    expect([groupsIn(gil.accessToken), await groupsAtPool(gil.id)]).toEqual([['guest'], ['guest']]);
    expect((await ask(url, ana, 'people.role', { personId: gil.id, role: 'admin' })).status).toBe(200);
    expect([groupsIn(await renewed()), await groupsAtPool(gil.id)]).toEqual([['admin'], ['admin']]);
  });

  it('[AUTH-9] is the row of ours, where the pool lags it', async () => {
    const { url, set } = stack();
    const mo = await joinAs(url, 'Mo');
    await set(`P#${mo.id}`, '#PROFILE', 'role', 'guest');
    expect(groupsIn(await renewed())).toEqual(['guest']);
    expect(await groupsAtPool(mo.id)).toEqual(['member']);
  });
});

it('[AUTH-9] gives who is suspended no token, at a sign-in or a renewal, although the pool has not heard of it', async () => {
  const { url, set } = stack();
  const sue = await joinAs(url, 'Sue');
  await set(`P#${sue.id}`, '#PROFILE', 'status', 'suspended');
  const refused = /^PreTokenGeneration failed with error suspended: You are suspended/;
  await expect(renewed()).rejects.toThrow(refused);
  await signOut();
  await expect(signInTo(url, sue.email, passwordOf('Sue'))).rejects.toThrow(refused);
  await set(`P#${sue.id}`, '#PROFILE', 'status', 'active');
  await signInTo(url, sue.email, passwordOf('Sue'));
});

it('[ROLE-2] an admin takes a second step off an account: the password is enough, and its sign-ins stay', async () => {
  const { url } = stack();
  const tom = await joinAs(url, 'Tom');
  const { accessToken: AccessToken } = tom;
  const { SecretCode = '' } = await pool.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = new TOTP({ secret: Secret.fromBase32(SecretCode) }).generate();
  await pool.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await pool.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
  await signOut();
  const credentialsOfTom = { username: tom.email, password: passwordOf('Tom') };
  const { nextStep } = await signIn(credentialsOfTom);
  expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');

  const bea = await joinAs(url, 'Bea');
  const body = { personId: tom.id };
  expect((await ask(url, bea, 'people.resetSecondStep', body)).body).toMatchObject({ code: 'not_allowed' });
  expect((await ask(url, ana, 'people.resetSecondStep', body)).status).toBe(200);
  const known = await pool.send(new AdminGetUserCommand({ UserPoolId, Username: tom.id }));
  expect(known.UserMFASettingList).toBeUndefined();
  expect((await signInTo(url, tom.email, passwordOf('Tom'))).id).toBe(tom.id);
});

it('[LIMIT-1] slows sign-ins down by name, in the same words for somebody and nobody, and no renewal', async () => {
  const { url } = stack();
  const zoe = await joinAs(url, 'Zoe');
  /** Asks for challenges until none is given. */
  const refusalFor = async (USERNAME: string): Promise<string> => {
    const AuthParameters = { USERNAME, SRP_A: 'a1' };
    // The burst, and what comes back of it on a machine that takes seconds for each.
    for (let nth = 0; nth < 60; nth += 1)
      try {
        await pool.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }));
      } catch (error) {
        return error instanceof Error ? `${error.name}: ${error.message}` : '';
      }
    return 'never refused';
  };
  const words =
    /^UserLambdaValidationException: PreAuthentication failed with error slow_down: That was a lot at once\. Wait a moment\. retryAfterMs=\d+\.$/;
  for (const name of [zoe.email, 'nobody@example.com']) expect(await refusalFor(name)).toMatch(words);
  expect(groupsIn(await renewed())).toEqual(['member']); // what Zoe holds is renewed
  await expect(signInTo(url, zoe.email, passwordOf('Zoe'))).rejects.toThrow(/slow_down/);
});
