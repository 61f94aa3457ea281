import { newSignUpSecret } from '@parley/protocol';
import { isPending } from './pending-sign-up';

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

/** Another secret for a password that is chosen now: each proves one password alone. */
export const newSecretFor = (email: string): string => {
  const secret = newSignUpSecret();
  held.set(keyOf(email), secret);
  stored((storage) => storage.setItem(keyOf(email), secret));
  return secret;
};

/**
 * The secret to sign up with: the one of before where somebody tries again with the same password, since the account may have
 * that one. With another password it is another secret, which the account does not have if it was made before: then
 * confirming leads to choosing one.
 */
export const secretToSignUp = (email: string, password: string): string => {
  const before = isPending(email, password) ? signUpSecretOf(email) : undefined;
  return before ?? newSecretFor(email);
};

/**
 * It has let somebody in. For minutes after a reset it is asked for again, by a sign-in beside the session: so this page holds
 * it, and storage no more.
 */
export const shelveSignUpSecret = (email: string): void => {
  const secret = signUpSecretOf(email);
  dropSignUpSecret(email);
  if (secret !== undefined) held.set(keyOf(email), secret);
};

/** There is nothing left to prove. */
export const dropSignUpSecret = (email: string): void => {
  held.delete(keyOf(email));
  stored((storage) => storage.removeItem(keyOf(email)));
};
