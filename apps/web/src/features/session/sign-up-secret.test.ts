import { afterEach, expect, it } from 'vitest';
import { dropSignUpSecret, newSecretFor, shelveSignUpSecret, signUpSecretOf } from './sign-up-secret';

const email = 'Ana@example.com';
const stored = () => Object.values({ ...window.sessionStorage });
afterEach(() => dropSignUpSecret(email));

it('[AUTH-11] outlives a reload until it has let somebody in, and is held by this page from then on', () => {
  const secret = newSecretFor(email);
  expect(stored()).toEqual([secret]);
  shelveSignUpSecret(email.toLowerCase());
  expect(stored()).toEqual([]);
  expect(signUpSecretOf(email)).toBe(secret);
  dropSignUpSecret(email);
  expect(signUpSecretOf(email)).toBeUndefined();
});

it('is none where none was made', () => {
  shelveSignUpSecret(email);
  expect(signUpSecretOf(email)).toBeUndefined();
});
