import {
  type ChallengeNameType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { N } from './srp';
import { startSrp } from './testing/srp-client';
import { claimsOf, clientId as ClientId, password, refusalOf, startPool, userPoolId } from './testing/start-pool';

const ana = 'ana@example.com';
const stranger = 'stranger@example.com';
const minutes = 60_000;
const wrongCredentials = ['NotAuthorizedException', 'Incorrect username or password.'];
const lockedOut = ['NotAuthorizedException', 'Password attempts exceeded'];

const startWithAna = async (...options: Parameters<typeof startPool>) => {
  const started = await startPool(...options);
  const sub = await started.register(ana);
  const { sdk } = started;
  return {
    ...started,
    sub,
    challenge: (USERNAME: string, SRP_A: string) =>
      sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME, SRP_A } })),
    respond: (ChallengeResponses: Record<string, string>, ChallengeName: ChallengeNameType = 'PASSWORD_VERIFIER') =>
      sdk.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName, ChallengeResponses })),
  };
};

describe('signing in over SRP', () => {
  it('refuses public values that would make the key the same for everyone', async () => {
    const { challenge } = await startWithAna();
    for (const A of ['0', N.toString(16), (2n * N).toString(16), 'not hexadecimal', 'f'.repeat(771)]) {
      expect(await refusalOf(challenge(ana, A))).toEqual([
        'InvalidParameterException',
        'SRP_A is not a public value of the group.',
      ]);
    }
  });

  it('takes an answer once, for three minutes, and from the person it was asked of', async () => {
    const { challenge, respond, register, clock } = await startWithAna();
    const boSub = await register('bo@example.com');
    const attempt = async () => {
      const srp = startSrp(userPoolId);
      const { ChallengeParameters = {} } = await challenge(ana, srp.A);
      return srp.answer(ChallengeParameters, password);
    };
    const used = await attempt();
    await respond(used);
    expect(await refusalOf(respond(used))).toEqual(wrongCredentials);
    const late = await attempt();
    clock.advance(3 * minutes);
    expect(await refusalOf(respond(late))).toEqual(wrongCredentials);
    const asBo = { ...(await attempt()), USERNAME: boSub };
    expect(await refusalOf(respond(asBo))).toEqual(wrongCredentials);
    const byAlias = { ...(await attempt()), USERNAME: ana };
    await respond(byAlias);
  });

  it('refuses an answer whose signature, time or challenge is not as it should be', async () => {
    const { challenge, respond } = await startWithAna();
    const attempt = async (changes: Record<string, string>) => {
      const srp = startSrp(userPoolId);
      const { ChallengeParameters = {} } = await challenge(ana, srp.A);
      return refusalOf(respond({ ...srp.answer(ChallengeParameters, password), ...changes }));
    };
    expect(await attempt({ PASSWORD_CLAIM_SIGNATURE: 'AAAA' })).toEqual(wrongCredentials);
    expect(await attempt({ TIMESTAMP: 'Sat Nov 1 09:30:01 UTC 2025' })).toEqual(wrongCredentials);
    expect(await attempt({ PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' })).toEqual(wrongCredentials);
    expect(await attempt({ TIMESTAMP: '2025-11-01T09:30:00Z' })).toEqual([
      'InvalidParameterException',
      'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
    ]);
    expect((await refusalOf(respond({}, 'SMS_MFA')))[0]).toBe('InvalidParameterException');
  });

  it('tells someone unconfirmed so only when their password is right', async () => {
    const { sdk, signIn } = await startWithAna();
    await sdk.send(new SignUpCommand({ ClientId, Username: 'bo@example.com', Password: password }));
    expect(await refusalOf(signIn('bo@example.com', 'Wrong-horse-1'))).toEqual(wrongCredentials);
    expect(await refusalOf(signIn('bo@example.com'))).toEqual(['UserNotConfirmedException', 'User is not confirmed.']);
  });

  it('locks someone out for 1, 2, 4 … seconds from the fifth wrong password on, and forgets after 15 quiet minutes', async () => {
    const { signIn, clock } = await startWithAna();
    const failTimes = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        expect(await refusalOf(signIn(ana, 'Wrong-horse-1'))).toEqual(wrongCredentials);
      }
    };
    await failTimes(5);
    expect(await refusalOf(signIn(ana))).toEqual(lockedOut);
    clock.advance(1000);
    await failTimes(1);
    clock.advance(1999);
    expect(await refusalOf(signIn(ana))).toEqual(lockedOut);
    clock.advance(1);
    await signIn(ana);
    await failTimes(5); // the sign-in started the count again
    clock.advance(15 * minutes);
    await failTimes(5);
  });
});

describe('a stranger', () => {
  it('gets a challenge like anybody, with the same id and salt each time, even after a restart', async () => {
    const first = await startWithAna();
    const parameters = async ({ challenge }: Pick<typeof first, 'challenge'>, name: string) =>
      (await challenge(name, startSrp(userPoolId).A)).ChallengeParameters ?? {};
    const known = await parameters(first, ana);
    const unknown = await parameters(first, stranger);
    const again = await parameters(first, stranger.toUpperCase());
    expect(Object.keys(unknown).sort()).toEqual(Object.keys(known).sort());
    expect(unknown['USER_ID_FOR_SRP']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(again).toMatchObject({ SALT: unknown['SALT'], USER_ID_FOR_SRP: unknown['USER_ID_FOR_SRP'] });
    expect(again['SRP_B']).not.toBe(unknown['SRP_B']);
    await first.stop();
    const second = await startPool({ dataFile: first.dataFile });
    const { ChallengeParameters } = await second.sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: stranger, SRP_A: startSrp(userPoolId).A },
      }),
    );
    expect(ChallengeParameters).toMatchObject({ SALT: unknown['SALT'], USER_ID_FOR_SRP: unknown['USER_ID_FOR_SRP'] });
  });

  it('hears what anybody with a wrong password hears, the lockout included', async () => {
    const { signIn, clock } = await startWithAna();
    for (const name of [ana, stranger]) {
      const heard: string[][] = [];
      for (let time = 0; time < 6; time += 1) heard.push(await refusalOf(signIn(name, 'Wrong-horse-1')));
      expect(heard).toEqual([...Array<string[]>(5).fill(wrongCredentials), lockedOut]);
    }
    clock.advance(15 * minutes);
  });
});

describe('other flows', () => {
  it('are refused unless the app client allows them', async () => {
    const { sdk } = await startWithAna();
    const AuthParameters = { USERNAME: ana, PASSWORD: password };
    for (const AuthFlow of ['USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH'] as const) {
      expect(await refusalOf(sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters })))).toEqual([
        'InvalidParameterException',
        `${AuthFlow} flow not enabled for this client`,
      ]);
    }
  });

  it('sign in with a plain password where that is allowed, for the right one alone', async () => {
    const { sdk, sub } = await startWithAna({ allowPasswordAuth: true });
    const attempt = (USERNAME: string, PASSWORD: string) =>
      sdk.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME, PASSWORD },
        }),
      );
    const { AuthenticationResult } = await attempt(ana, password);
    expect(claimsOf(AuthenticationResult?.AccessToken ?? '')['sub']).toBe(sub);
    expect(await refusalOf(attempt(ana, 'Wrong-horse-1'))).toEqual(wrongCredentials);
    expect(await refusalOf(attempt(stranger, password))).toEqual(wrongCredentials);
  });
});
