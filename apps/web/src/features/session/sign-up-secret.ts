import { newSignUpSecret } from '@parley/protocol';

// For this tab alone, so that it outlives a reload on the way to the code. What it proves is that whoever enters the code is
// who chose the password, in signing up or by a reset: it is good for that, and for nobody who did not do so here.
const keyOf = (email: string): string => `parley.sign-up ${email.toLowerCase()}`;
/** Where storage is refused: as long as this page. */
const held = new Map<string, string>();

const stored = (work: (storage: Storage) => string | null | void): string | undefined => {
  try {
    return work(window.sessionStorage) ?? undefined;
  } catch {
    return undefined;
  }
};

/** The secret that the password of this address was chosen with in this tab, if it was. */
export const signUpSecretOf = (email: string): string | undefined =>
  held.get(keyOf(email)) ?? stored((storage) => storage.getItem(keyOf(email)));

/** The secret to sign up with: the one of before where somebody tries again, since the account may have that one. */
export const secretToSignUp = (email: string): string => {
  const secret = signUpSecretOf(email) ?? newSignUpSecret();
  held.set(keyOf(email), secret);
  stored((storage) => storage.setItem(keyOf(email), secret));
  return secret;
};

/** There is nothing left to prove. */
export const dropSignUpSecret = (email: string): void => {
  held.delete(keyOf(email));
  stored((storage) => storage.removeItem(keyOf(email)));
};
