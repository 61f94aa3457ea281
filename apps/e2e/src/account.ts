import { randomBytes } from 'node:crypto';
import { expect } from '@playwright/test';
import { newSignUpSecret, signUpHashOf, signUpProof } from '@parley/protocol';
import { askCognito, codesFor, type Deployment } from './deployment';

export type Account = { name: string; email: string; password: string };

/** Who owns the workspace of a local run, from the start. */
export const founder: Account = { name: 'Ana', email: 'ana@example.com', password: 'Parley-2-try!' };

/** A name that nobody else has. */
export const aName = (name: string): string => `${name} ${randomBytes(4).toString('hex')}`;

/** Somebody who has never been here. */
export const aStranger = (name: string): Account => ({
  name,
  email: `${name.toLowerCase().replace(/\W+/g, '.')}.${randomBytes(6).toString('hex')}@example.com`,
  password: `Parley-${randomBytes(9).toString('base64url')}-7a!`,
});

/** Waits for the mail with a code. `nth`: the first that was sent to this address, the second … */
export const mailedCode = async (deployment: Deployment, email: string, nth = 1): Promise<string> => {
  const codes = () => codesFor(deployment, email);
  await expect.poll(async () => (await codes()).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(nth);
  return (await codes()).at(-nth)!;
};

/** Signs up with a mailed code, with the same two calls that the sign-up pages make. */
export const signUp = async (deployment: Deployment, { name, email, password }: Account): Promise<void> => {
  const secret = newSignUpSecret();
  await askCognito(deployment, 'SignUp', {
    Username: email,
    Password: password,
    UserAttributes: [
      { Name: 'name', Value: name },
      { Name: signUpProof.attribute, Value: await signUpHashOf(secret) },
    ],
  });
  const code = await mailedCode(deployment, email);
  await askCognito(deployment, 'ConfirmSignUp', {
    Username: email,
    ConfirmationCode: code,
    ClientMetadata: { [signUpProof.metadata]: secret },
  });
};
