import {
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { startSrp } from './testing/srp-client';
import { claimsOf, clientId as ClientId, password, refusalOf, startPool, userPoolId } from './testing/start-pool';

const ana = 'ana@example.com';
const step = 30_000;
const minutes = 60_000;

/** An authenticator app that somebody else wrote. */
const appWith = (secret: string, now: () => number) => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return { code: (shiftMs = 0) => totp.generate({ timestamp: now() + shiftMs }) };
};

const startWithAna = async () => {
  const started = await startPool();
  const { sdk, clock } = started;
  await started.register(ana);
  const { accessToken: AccessToken } = await started.signIn(ana);

  const associate = async () => {
    const { SecretCode = '' } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    return appWith(SecretCode, clock.now);
  };
  const verify = (UserCode: string) => sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const prefer = (SoftwareTokenMfaSettings: { Enabled?: boolean; PreferredMfa?: boolean }) =>
    sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));

  /** Sets it up, and lets the first code grow old. */
  const setUp = async () => {
    const app = await associate();
    await verify(app.code());
    await prefer({ Enabled: true, PreferredMfa: true });
    clock.advance(2 * step);
    return app;
  };
  /** The right password; gives what is asked next. */
  const enterPassword = async (typed = password) => {
    const srp = startSrp(userPoolId);
    const AuthParameters = { USERNAME: ana, SRP_A: srp.A };
    const { ChallengeParameters = {} } = await sdk.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }),
    );
    const ChallengeResponses = srp.answer(ChallengeParameters, typed);
    return sdk.send(
      new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }),
    );
  };
  const enterCode = (
    Session: string | undefined,
    SOFTWARE_TOKEN_MFA_CODE: string,
    USERNAME = ana,
    ChallengeName: ChallengeNameType = 'SOFTWARE_TOKEN_MFA',
  ) =>
    sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE },
      }),
    );
  const wrongCode = (app: { code(shiftMs?: number): string }) => {
    const good = [-2, -1, 0, 1, 2].map((steps) => app.code(steps * step));
    return ['000000', '000001', '000002', '000003', '000004', '000005'].find((code) => !good.includes(code)) ?? '';
  };
  return { ...started, AccessToken, associate, verify, prefer, setUp, enterPassword, enterCode, wrongCode };
};

describe('setting up an authenticator app', () => {
  it('hands out 256 bits, anew each time, that another implementation understands', async () => {
    const { sdk, AccessToken, verify } = await startWithAna();
    const ask = () => sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const [first, second] = [await ask(), await ask()];
    expect(first.SecretCode).toMatch(/^[A-Z2-7]{52}$/);
    expect(second.SecretCode).not.toBe(first.SecretCode);
    expect(await verify(appWith(second.SecretCode ?? '', Date.now).code())).toMatchObject({ Status: 'SUCCESS' });
  });

  it('refuses a wrong code, one that is no code, and one before there is a secret', async () => {
    const { associate, verify, wrongCode } = await startWithAna();
    expect((await refusalOf(verify('123456')))[0]).toBe('SoftwareTokenMFANotFoundException');
    const app = await associate();
    expect(await refusalOf(verify(wrongCode(app)))).toEqual([
      'EnableSoftwareTokenMFAException',
      'Code mismatch and fail enable Software Token MFA',
    ]);
    expect((await refusalOf(verify('12345')))[0]).toBe('InvalidParameterException');
    await verify(app.code());
  });

  it('takes a code of the step before or after, and none further off', async () => {
    const { associate, verify } = await startWithAna();
    for (const shift of [-step, step]) {
      const app = await associate();
      await verify(app.code(shift));
    }
    const app = await associate();
    for (const shift of [-2 * step, 2 * step]) {
      expect((await refusalOf(verify(app.code(shift))))[0]).toBe('EnableSoftwareTokenMFAException');
    }
  });

  it('cannot be asked for before it was proved', async () => {
    const { associate, prefer } = await startWithAna();
    await associate();
    expect(await refusalOf(prefer({ Enabled: true }))).toEqual([
      'InvalidParameterException',
      'User has not verified software token mfa',
    ]);
    expect((await refusalOf(prefer({ Enabled: false, PreferredMfa: true })))[0]).toBe('InvalidParameterException');
  });

  it('shows in GetUser, and is asked for only once it was turned on', async () => {
    const { sdk, AccessToken, associate, verify, prefer, signIn } = await startWithAna();
    const settings = async () => {
      const { UserMFASettingList, PreferredMfaSetting } = await sdk.send(new GetUserCommand({ AccessToken }));
      return [UserMFASettingList, PreferredMfaSetting];
    };
    const app = await associate();
    await verify(app.code());
    expect(await settings()).toEqual([undefined, undefined]);
    expect((await signIn(ana)).accessToken).not.toBe('');
    await prefer({ Enabled: true });
    expect(await settings()).toEqual([['SOFTWARE_TOKEN_MFA'], undefined]);
    await prefer({ Enabled: true, PreferredMfa: true });
    expect(await settings()).toEqual([['SOFTWARE_TOKEN_MFA'], 'SOFTWARE_TOKEN_MFA']);
  });

  it('has no text messages and no mailed codes', async () => {
    const { sdk, AccessToken } = await startWithAna();
    for (const other of ['SMSMfaSettings', 'EmailMfaSettings']) {
      const call = sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, [other]: { Enabled: true } }));
      expect((await refusalOf(call))[0]).toBe('InvalidParameterException');
    }
  });
});

describe('signing in with a second factor', () => {
  it('gives no token for the password alone, and tokens for the code', async () => {
    const { setUp, enterPassword, enterCode } = await startWithAna();
    const app = await setUp();
    const asked = await enterPassword();
    expect(asked).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: expect.any(String) });
    expect(asked.AuthenticationResult).toBeUndefined();
    const { AuthenticationResult } = await enterCode(asked.Session, app.code());
    expect(claimsOf(AuthenticationResult?.IdToken ?? '')['email']).toBe(ana);
  });

  it('lets a mistyped code be corrected, and a code be used once', async () => {
    const { setUp, enterPassword, enterCode, wrongCode } = await startWithAna();
    const app = await setUp();
    const { Session } = await enterPassword();
    expect(await refusalOf(enterCode(Session, wrongCode(app)))).toEqual([
      'CodeMismatchException',
      'Invalid code received for user',
    ]);
    await enterCode(Session, app.code());
    expect((await refusalOf(enterCode(Session, app.code(step))))[0]).toBe('NotAuthorizedException');
    const again = await enterPassword();
    expect(await refusalOf(enterCode(again.Session, app.code()))).toEqual([
      'ExpiredCodeException',
      'Your software token has already been used once.',
    ]);
    await enterCode(again.Session, app.code(step));
  });

  it('waits three minutes, for the person and the challenge that it was asked of', async () => {
    const { setUp, enterPassword, enterCode, register, clock } = await startWithAna();
    const app = await setUp();
    await register('bo@example.com');
    const { Session } = await enterPassword();
    expect((await refusalOf(enterCode(undefined, app.code())))[0]).toBe('InvalidParameterException');
    expect((await refusalOf(enterCode('made up', app.code())))[0]).toBe('NotAuthorizedException');
    expect((await refusalOf(enterCode(Session, app.code(), 'bo@example.com')))[0]).toBe('NotAuthorizedException');
    expect((await refusalOf(enterCode(Session, app.code(), ana, 'NEW_PASSWORD_REQUIRED')))[0]).toBe(
      'NotAuthorizedException',
    );
    clock.advance(3 * minutes);
    expect((await refusalOf(enterCode(Session, app.code())))[1]).toContain('session is expired');
  });

  it('locks out who guesses, also one who enters the password again in between', async () => {
    const { setUp, enterPassword, enterCode, wrongCode, clock } = await startWithAna();
    const app = await setUp();
    for (let guess = 0; guess < 5; guess += 1) {
      const { Session } = await enterPassword();
      expect((await refusalOf(enterCode(Session, wrongCode(app))))[0]).toBe('CodeMismatchException');
    }
    expect((await refusalOf(enterPassword()))[1]).toBe('Password attempts exceeded');
    clock.advance(1000);
    const { Session } = await enterPassword();
    await enterCode(Session, app.code());
  });

  it('keeps the old app until a new one is proved, and none after it was turned off', async () => {
    const { setUp, associate, verify, prefer, enterPassword, enterCode, clock } = await startWithAna();
    const old = await setUp();
    const fresh = await associate();
    const first = await enterPassword();
    await enterCode(first.Session, old.code());
    await verify(fresh.code());
    clock.advance(2 * step);
    const second = await enterPassword();
    expect((await refusalOf(enterCode(second.Session, old.code())))[0]).toBe('CodeMismatchException');
    await enterCode(second.Session, fresh.code());
    await prefer({ Enabled: false });
    expect((await enterPassword()).AuthenticationResult).toBeDefined();
  });

  it('outlives a restart of the pool', async () => {
    const { setUp, stop, dataFile } = await startWithAna();
    await setUp();
    await stop();
    const again = await startPool({ dataFile });
    expect((await again.signIn(ana)).accessToken).toBe('');
  });
});
