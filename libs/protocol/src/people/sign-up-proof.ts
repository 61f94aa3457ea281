import * as z from 'zod';

/** 256 bits: the hash of one tells nothing of it. */
const secretBytes = 32;

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');

/** SHA-256 of a secret, 43 characters of base64url. */
export const SignUpHash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/**
 * How who enters the mailed code shows that the password of the account is theirs: whoever signs up gives the user pool the
 * hash of a secret, in this attribute, which nobody changes; with the code goes the secret, by this name in the client
 * metadata. The names are a part of what is deployed: a pool can neither rename an attribute nor lose one.
 */
export const signUpProof = { attribute: 'custom:sign_up_hash', metadata: 'signUpSecret' } as const;

/** A secret that its maker alone knows. */
export const newSignUpSecret = (): string => base64url(crypto.getRandomValues(new Uint8Array(secretBytes)));

/** What a sign-up tells of its secret. No salt: there is nothing to look up in a table of 256-bit numbers. */
export const signUpHashOf = async (secret: string): Promise<string> =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))));
