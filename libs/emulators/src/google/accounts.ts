import { createHash } from 'node:crypto';

/** An account at the stand-in. */
export type GoogleAccount = {
  email: string;
  name: string;
  /** Google has accounts of foreign addresses that were never checked. True unless given. */
  emailVerified?: boolean;
};

/** Google's ids are up to 21 decimal digits. This one is the same for the same address, everywhere and always. */
export const subOf = (email: string): string => {
  const digest = createHash('sha256').update(email.toLowerCase()).digest('hex');
  return `1${String(BigInt(`0x${digest}`)).slice(0, 20)}`;
};

/** The account of an address: a known one, or a new one that is called after it. */
export const accountOf = (known: readonly GoogleAccount[], email: string): GoogleAccount =>
  known.find((account) => account.email.toLowerCase() === email.toLowerCase()) ?? {
    email,
    name: email.split('@')[0] ?? email,
  };

/** The claims of Google's ID tokens that a user pool reads. */
export const claimsOf = ({ email, name, emailVerified = true }: GoogleAccount) => ({
  sub: subOf(email),
  email,
  email_verified: emailVerified,
  name,
});
