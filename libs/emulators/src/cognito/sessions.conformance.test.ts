import { readFile } from 'node:fs/promises';
import {
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { claimsOf, clientId as ClientId, refusalOf, startPool } from './testing/start-pool';

const ana = 'ana@example.com';
const minutes = 60_000;
const days = 24 * 60 * minutes;

const startWithAna = async () => {
  const started = await startPool();
  await started.register(ana);
  const { sdk } = started;
  return {
    ...started,
    refresh: (RefreshToken: string) => sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken })),
    getUser: (AccessToken: string) => sdk.send(new GetUserCommand({ AccessToken })),
  };
};

describe('refreshing', () => {
  it('gives new tokens of the same sign-in by either operation, and no new refresh token', async () => {
    const { sdk, signIn, refresh, clock } = await startWithAna();
    const { accessToken, refreshToken } = await signIn(ana);
    clock.advance(90 * minutes);
    const viaInitiateAuth = await sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: refreshToken },
      }),
    );
    for (const { AuthenticationResult } of [await refresh(refreshToken), viaInitiateAuth]) {
      const before = claimsOf(accessToken);
      const after = claimsOf(AuthenticationResult?.AccessToken ?? '');
      expect(after).toMatchObject({ origin_jti: before['origin_jti'], auth_time: before['auth_time'] });
      expect(after['iat']).toBe(Number(before['iat']) + 90 * 60);
      expect(AuthenticationResult).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 });
      expect(AuthenticationResult?.RefreshToken).toBeUndefined();
    }
  });

  it('ends after 30 days', async () => {
    const { signIn, refresh, clock } = await startWithAna();
    const { refreshToken } = await signIn(ana);
    clock.advance(30 * days - 1);
    await refresh(refreshToken);
    clock.advance(1);
    expect(await refusalOf(refresh(refreshToken))).toEqual(['NotAuthorizedException', 'Refresh Token has expired']);
  });

  it('refuses what is not a refresh token of this pool', async () => {
    const { signIn, refresh } = await startWithAna();
    const { accessToken, refreshToken } = await signIn(ana);
    const [name = ''] = refreshToken.split('.');
    for (const wrong of ['x', accessToken, name, `${name}.`, `${refreshToken}x`, '__proto__.x']) {
      expect(await refusalOf(refresh(wrong))).toEqual(['NotAuthorizedException', 'Invalid Refresh Token']);
    }
  });
});

describe('signing out', () => {
  it("everywhere ends every session of that person, and nobody else's", async () => {
    const { sdk, signIn, refresh, getUser, register } = await startWithAna();
    await register('bo@example.com');
    const [laptop, phone, bo] = [await signIn(ana), await signIn(ana), await signIn('bo@example.com')];
    await sdk.send(new GlobalSignOutCommand({ AccessToken: laptop.accessToken }));
    for (const device of [laptop, phone]) {
      expect(await refusalOf(getUser(device.accessToken))).toEqual([
        'NotAuthorizedException',
        'Access Token has been revoked',
      ]);
      expect(await refusalOf(refresh(device.refreshToken))).toEqual([
        'NotAuthorizedException',
        'Refresh Token has been revoked',
      ]);
    }
    await getUser(bo.accessToken);
    await refresh(bo.refreshToken);
    await getUser((await signIn(ana)).accessToken);
  });

  it('of one device ends that session alone, and every token that came from it', async () => {
    const { sdk, signIn, refresh, getUser } = await startWithAna();
    const [laptop, phone] = [await signIn(ana), await signIn(ana)];
    const { AuthenticationResult: renewed } = await refresh(laptop.refreshToken);
    await sdk.send(new RevokeTokenCommand({ ClientId, Token: laptop.refreshToken }));
    expect((await refusalOf(refresh(laptop.refreshToken)))[1]).toBe('Refresh Token has been revoked');
    expect((await refusalOf(getUser(renewed?.AccessToken ?? '')))[1]).toBe('Access Token has been revoked');
    await refresh(phone.refreshToken);
  });

  it('takes refresh tokens alone, and an unknown one is no error', async () => {
    const { sdk, signIn } = await startWithAna();
    const { accessToken } = await signIn(ana);
    const revoke = (Token: string) => sdk.send(new RevokeTokenCommand({ ClientId, Token }));
    expect((await refusalOf(revoke(accessToken)))[0]).toBe('UnsupportedTokenTypeException');
    await revoke('never-issued');
  });
});

describe('an ended session', () => {
  it('is kept until its last access token has ended, too, and then leaves the data file', async () => {
    const { signIn, clock, dataFile } = await startWithAna();
    const sessionsHeld = async () =>
      (JSON.parse(await readFile(dataFile, 'utf8')) as { sessions: object[] }).sessions.length;
    await signIn(ana);
    clock.advance(30 * days + 60 * minutes - 1);
    await signIn(ana);
    expect(await sessionsHeld()).toBe(2);
    clock.advance(1);
    await signIn(ana);
    expect(await sessionsHeld()).toBe(2);
  });
});
