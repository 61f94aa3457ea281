import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { newSignUpSecret, SignUpHash, signUpHashOf } from './sign-up-proof';

it('makes secrets of 256 bits, no two alike, and tells the SHA-256 of one', async () => {
  const [one, other] = [newSignUpSecret(), newSignUpSecret()];
  expect(one).not.toBe(other);
  expect(Buffer.from(one, 'base64url')).toHaveLength(32);
  expect(await signUpHashOf(one)).toBe(createHash('sha256').update(one).digest('base64url'));
});

it('takes for a hash what is as long as one, and nothing else', async () => {
  expect(SignUpHash.safeParse(await signUpHashOf('any')).success).toBe(true);
  for (const other of ['', 'x'.repeat(42), 'x'.repeat(44), `${'x'.repeat(42)}=`, undefined])
    expect(SignUpHash.safeParse(other).success).toBe(false);
});
