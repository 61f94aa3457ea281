import { signUpProof } from '@parley/protocol';
import { afterEach, expect, it, vi } from 'vitest';
import { cognito } from './cognito';
import { ownAccount } from './cognito-account';

afterEach(() => vi.unstubAllGlobals());

/** What the pool is told first by who signs in beside their session; it takes nobody. */
const asked = async (secret: string | undefined): Promise<unknown> => {
  const bodies: string[] = [];
  vi.stubGlobal('fetch', async (_: unknown, { body }: { body: string }) => {
    bodies.push(body);
    return Response.json({ __type: 'NotAuthorizedException', message: 'Incorrect.' }, { status: 400 });
  });
  cognito({ userPoolId: 'local_Pool', userPoolClientId: 'web', userPoolEndpoint: 'http://pool.localhost/' });
  await expect(ownAccount.signInAgain('ana@example.com', 'Correct-horse-7', secret)).rejects.toThrow('Incorrect.');
  expect(bodies).toHaveLength(1);
  return JSON.parse(bodies[0] ?? '');
};

it('[AUTH-3] shows the pool the secret that a password was chosen with, also beside the session', async () => {
  expect(await asked('a secret')).toMatchObject({
    AuthFlow: 'USER_SRP_AUTH',
    ClientMetadata: { [signUpProof.metadata]: 'a secret' },
  });
});

it('shows it none where there is none', async () => {
  expect(JSON.stringify(await asked(undefined))).not.toContain(signUpProof.metadata);
});
