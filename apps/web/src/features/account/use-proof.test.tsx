import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { type Auth, AuthContext, type OwnAccount, type SignedInAgain } from '../session/auth';
import { dropSignUpSecret, newSecretFor, shelveSignUpSecret } from '../session/sign-up-secret';
import { useProof } from './use-proof';

const email = 'ana@example.com';
afterEach(() => {
  cleanup();
  dropSignUpSecret(email);
});

/** Somebody on the settings page, whose account answers as told; `asked`: what it was asked with. */
const aProof = (answers: SignedInAgain[]) => {
  const asked: unknown[][] = [];
  const answer = async (...given: unknown[]) => {
    asked.push(given);
    return answers[asked.length - 1] ?? { outcome: 'unsupported' as const };
  };
  const own = { signInAgain: answer, enterCodeAgain: answer } as unknown as OwnAccount;
  const auth = { own: async () => own } as unknown as Auth;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <AuthContext value={() => Promise.resolve(auth)}>{children}</AuthContext>
  );
  return { asked, proof: renderHook(() => useProof(email), { wrapper }).result };
};

it('[AUTH-3] [AUTH-11] shows at both steps the secret that the password was chosen with on this page', async () => {
  const secret = newSecretFor(email);
  shelveSignUpSecret(email); // as signing in by it does
  const { asked, proof } = aProof([{ outcome: 'totp' }, { outcome: 'signed-in', token: 'fresh' }]);
  act(() => proof.current.setPassword('Correct-horse-7'));
  await act(() => proof.current.prove());
  act(() => proof.current.setCode('123456'));
  expect(await act(() => proof.current.prove())).toEqual({ token: 'fresh' });
  expect(asked).toEqual([
    [email, 'Correct-horse-7', secret],
    ['123456', secret],
  ]);
});

it('shows none where the password was not chosen here', async () => {
  const { asked, proof } = aProof([{ outcome: 'signed-in', token: 'fresh' }]);
  act(() => proof.current.setPassword('Correct-horse-7'));
  await act(() => proof.current.prove());
  expect(asked).toEqual([[email, 'Correct-horse-7', undefined]]);
});
