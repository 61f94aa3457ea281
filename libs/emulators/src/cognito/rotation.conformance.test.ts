import {
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { describe, expect, it } from 'vitest';
import { clientId as ClientId, refusalOf, startPool, userPoolId } from './testing/start-pool';

const ana = 'ana@example.com';
const days = 24 * 3600_000;

const startRotating = async (graceSeconds = 0) => {
  const started = await startPool({ refreshTokenRotation: { graceSeconds } });
  await started.register(ana);
  const { refreshToken } = await started.signIn(ana);
  const refresh = async (RefreshToken: string) => {
    const input = { ClientId, RefreshToken };
    const { AuthenticationResult } = await started.sdk.send(new GetTokensFromRefreshTokenCommand(input));
    return AuthenticationResult?.RefreshToken ?? '';
  };
  return { ...started, first: refreshToken, refresh };
};

describe('rotated refresh tokens', () => {
  it('come anew with each refresh, and the one before is refused', async () => {
    const { first, refresh } = await startRotating();
    const second = await refresh(first);
    const third = await refresh(second);
    expect(new Set([first, second, third, '']).size).toBe(4);
    for (const old of [first, second]) {
      expect((await refusalOf(refresh(old)))[0]).toBe('RefreshTokenReuseException');
    }
    await refresh(third);
  });

  it('leave the one before good for a retry, as long as the app client says', async () => {
    const { first, refresh, clock } = await startRotating(10);
    await refresh(first);
    clock.advance(9_999);
    await refresh(first);
    clock.advance(1);
    expect((await refusalOf(refresh(first)))[0]).toBe('RefreshTokenReuseException');
  });

  it('end when the first of them would have', async () => {
    const { first, refresh, clock } = await startRotating();
    clock.advance(29 * days);
    const second = await refresh(first);
    clock.advance(1 * days);
    expect((await refusalOf(refresh(second)))[1]).toBe('Refresh Token has expired');
  });

  it('are one session: revoking any ends it', async () => {
    const { first, refresh, sdk } = await startRotating(60);
    const second = await refresh(first);
    await sdk.send(new RevokeTokenCommand({ ClientId, Token: first }));
    expect((await refusalOf(refresh(second)))[1]).toBe('Refresh Token has been revoked');
  });

  it('are not given by the older operation', async () => {
    const { first, sdk } = await startRotating();
    const AuthParameters = { REFRESH_TOKEN: first };
    const call = sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }));
    expect((await refusalOf(call))[0]).toBe('InvalidParameterException');
  });

  it('stay rotated over a restart', async () => {
    const { first, refresh, stop, dataFile } = await startRotating();
    await refresh(first);
    await stop();
    const { sdk } = await startPool({ dataFile, refreshTokenRotation: { graceSeconds: 0 } });
    const call = sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: first }));
    expect((await refusalOf(call))[0]).toBe('RefreshTokenReuseException');
  });
});

describe('a rotated signing key', () => {
  const kidOf = (jwt: string) =>
    (JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;
  type Cached = Parameters<ReturnType<typeof CognitoJwtVerifier.create>['cacheJwks']>[0];

  it('signs from then on, while tokens of the one before stay good, in the API and for a verifier with both', async () => {
    const { pool, sdk, register, signIn } = await startPool();
    await register(ana);
    const before = await signIn(ana);
    await pool.rotateSigningKey();
    const after = await signIn(ana);
    expect(pool.jwks().keys.map(({ kid }) => kid)).toEqual([kidOf(after.accessToken), kidOf(before.accessToken)]);
    const verifier = CognitoJwtVerifier.create({ userPoolId, clientId: ClientId, tokenUse: 'access' });
    verifier.cacheJwks(pool.jwks() as Cached);
    for (const { accessToken } of [before, after]) {
      await sdk.send(new GetUserCommand({ AccessToken: accessToken }));
      await verifier.verify(accessToken);
    }
  });

  it('is followed by others: the last two are good, and are there after a restart', async () => {
    const { pool, sdk, register, signIn, stop, dataFile } = await startPool();
    await register(ana);
    const { accessToken: AccessToken } = await signIn(ana);
    for (let time = 0; time < 3; time += 1) await pool.rotateSigningKey();
    expect((await refusalOf(sdk.send(new GetUserCommand({ AccessToken }))))[1]).toBe('Invalid Access Token');
    const published = pool.jwks();
    expect(published.keys).toHaveLength(2);
    await stop();
    const again = await startPool({ dataFile });
    expect(again.pool.jwks()).toEqual(published);
  });
});
