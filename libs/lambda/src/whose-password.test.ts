import { newSignUpSecret, signUpHashOf, signUpProof } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { isPasswordUnproven, isSelfMade } from './whose-password';

const secret = newSignUpSecret();
const hash = await signUpHashOf(secret);

const event = (
  triggerSource: string,
  { written, brought, status = 'CONFIRMED' }: { written?: string; brought?: string; status?: string } = {},
) => ({
  triggerSource,
  userPoolId: 'us-east-1_Pool',
  userName: 'u-1',
  request: {
    userAttributes: {
      'cognito:user_status': status,
      ...(written !== undefined && { [signUpProof.attribute]: written }),
    },
    ...(brought !== undefined && { clientMetadata: { [signUpProof.metadata]: brought } }),
  },
});

describe('whose a password is', () => {
  const confirmed = 'PostConfirmation_ConfirmSignUp';

  it('[AUTH-11] is shown with the mailed code by the secret of the sign-up, and by nothing else', () => {
    expect(isPasswordUnproven(event(confirmed, { written: hash, brought: secret }))).toBe(false);
    const others = [
      {},
      { written: hash },
      { brought: secret },
      { written: hash, brought: newSignUpSecret() },
      { written: hash, brought: '' },
      // Who reads the pool's attributes holds the hash, which is not the secret.
      { written: hash, brought: hash },
      { written: secret, brought: secret },
      { written: '', brought: '' },
      { written: `${hash}=`, brought: secret },
    ];
    for (const other of others) expect(isPasswordUnproven(event(confirmed, other)), JSON.stringify(other)).toBe(true);
  });

  it('[AUTH-11] is shown by a reset, and by no sign-in', () => {
    const written = hash;
    expect(isPasswordUnproven(event('PostConfirmation_ConfirmForgotPassword', { written }))).toBe(false);
    expect(isPasswordUnproven(event('PostAuthentication_Authentication', { written, brought: secret }))).toBe(true);
  });

  it('[AUTH-11] is no matter of who came from a provider, or was mailed a password', () => {
    expect(isPasswordUnproven(event(confirmed, { status: 'EXTERNAL_PROVIDER' }))).toBe(false);
    expect(isPasswordUnproven(event('PostAuthentication_Authentication'))).toBe(false);
  });

  it('[AUTH-11] can be shown of who signed up with a hash alone', () => {
    expect(isSelfMade({ [signUpProof.attribute]: hash })).toBe(true);
    for (const other of [undefined, '', 'short', `${hash}=`])
      expect(isSelfMade({ [signUpProof.attribute]: other })).toBe(false);
  });
});
