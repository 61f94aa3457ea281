import { GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { describe, expect, it } from 'vitest';
import { claimsOf, clientId, refusalOf, startPool, userPoolId } from './testing/start-pool';

const ana = 'ana@example.com';
const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const verifierFor = (tokenUse: 'access' | 'id', jwks: object) => {
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse });
  verifier.cacheJwks(jwks as Parameters<typeof verifier.cacheJwks>[0]);
  return verifier;
};

describe('the tokens', () => {
  it("pass the real verifier, primed with the pool's key set", async () => {
    const { pool, register, signIn } = await startPool();
    const sub = await register(ana);
    const { accessToken, idToken } = await signIn(ana);
    expect(await verifierFor('access', pool.jwks()).verify(accessToken)).toMatchObject({ sub, client_id: clientId });
    expect(await verifierFor('id', pool.jwks()).verify(idToken)).toMatchObject({ sub, aud: clientId });
  });

  it("fail the real verifier with another pool's key set, and when a claim was changed", async () => {
    const { pool, register, signIn } = await startPool();
    const other = await startPool();
    await register(ana);
    const { accessToken } = await signIn(ana);
    // Synchronous: with a key it has never seen, the asynchronous one would ask the real service.
    expect(() => verifierFor('access', other.pool.jwks()).verifySync(accessToken)).toThrow('kid');

    const [header, claims = '', signature] = accessToken.split('.');
    const changed = JSON.stringify({ ...claimsOf(`.${claims}.`), username: 'somebody-else' });
    const forged = [header, Buffer.from(changed).toString('base64url'), signature].join('.');
    expect(() => verifierFor('access', pool.jwks()).verifySync(forged)).toThrow('Invalid signature');
  });

  it('carry the claims of the real service', async () => {
    const { pool, clock, register, signIn } = await startPool();
    const sub = await register(ana);
    const { accessToken, idToken } = await signIn(ana);
    const now = Math.floor(clock.now() / 1000);
    const common = {
      sub,
      iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Parley',
      origin_jti: expect.stringMatching(uuid),
      event_id: expect.stringMatching(uuid),
      jti: expect.stringMatching(uuid),
      auth_time: now,
      iat: now,
      exp: now + 3600,
    };
    expect(pool.issuer).toBe(common.iss);
    expect(claimsOf(accessToken)).toEqual({
      ...common,
      client_id: clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: sub,
    });
    expect(claimsOf(idToken)).toEqual({
      ...common,
      aud: clientId,
      token_use: 'id',
      'cognito:username': sub,
      email: ana,
      email_verified: true,
      name: 'Ana',
    });
    expect(JSON.parse(Buffer.from(accessToken.split('.')[0] ?? '', 'base64url').toString())).toEqual({
      kid: pool.jwks().keys[0]?.kid,
      alg: 'RS256',
    });
  });

  it('end when they are told to', async () => {
    const { clock, register, sdk, signIn } = await startPool({ tokenSeconds: { access: 300 } });
    await register(ana);
    const { accessToken, idToken } = await signIn(ana);
    expect(Number(claimsOf(accessToken)['exp']) - Number(claimsOf(accessToken)['iat'])).toBe(300);
    expect(Number(claimsOf(idToken)['exp']) - Number(claimsOf(idToken)['iat'])).toBe(3600);
    clock.advance(299_000);
    await sdk.send(new GetUserCommand({ AccessToken: accessToken }));
    clock.advance(1_000);
    expect(await refusalOf(sdk.send(new GetUserCommand({ AccessToken: accessToken })))).toEqual([
      'NotAuthorizedException',
      'Access Token has expired',
    ]);
  });

  it('open the API only as an access token of this pool', async () => {
    const { register, sdk, signIn } = await startPool();
    const other = await startPool();
    await Promise.all([register(ana), other.register(ana)]);
    const foreign = await other.signIn(ana);
    const { accessToken, idToken } = await signIn(ana);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${accessToken.split('.')[1]}.`;
    for (const AccessToken of [idToken, foreign.accessToken, unsigned, 'no token at all', `${accessToken}.more`]) {
      expect(await refusalOf(sdk.send(new GetUserCommand({ AccessToken })))).toEqual([
        'NotAuthorizedException',
        'Invalid Access Token',
      ]);
    }
  });

  it('publishes its public key alone', async () => {
    const { pool, endpoint } = await startPool();
    const reply = await fetch(`${endpoint}/${userPoolId}/.well-known/jwks.json`);
    const published = (await reply.json()) as { keys: object[] };
    expect(published).toEqual(pool.jwks());
    expect(Object.keys(published.keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });
});
