import { createHash, timingSafeEqual } from 'node:crypto';
import { SignUpHash, signUpProof } from '@parley/protocol';
import type { PoolEvent } from './pool-trigger';

type ClientMetadata = Readonly<Record<string, string>> | null | undefined;
type Attributes = Readonly<Record<string, string | undefined>>;

/** Whether somebody signed up for the account themselves, by a page that can prove it. Nobody else can write what says so. */
export const isSelfMade = (attributes: Attributes): boolean =>
  SignUpHash.safeParse(attributes[signUpProof.attribute]).success;

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** Of the secret that a page sent along, if it did. */
export const secretHashOf = (clientMetadata: ClientMetadata): string | undefined => {
  const secret = clientMetadata?.[signUpProof.metadata];
  return secret === undefined ? undefined : createHash('sha256').update(secret).digest('base64url');
};

/** Whether what came with the mailed code is the secret that the sign-up gave the hash of. */
const provesSignUp = (attributes: Attributes, clientMetadata: ClientMetadata): boolean => {
  const brought = secretHashOf(clientMetadata);
  const hash = SignUpHash.safeParse(attributes[signUpProof.attribute]).data;
  return brought !== undefined && hash !== undefined && isSame(brought, hash);
};

/**
 * Whether nothing in what the pool says shows that the password of an account is its holder's (AUTH-11): who confirms a
 * sign-up shows it by the secret, who resets a password has just chosen it, and a mere sign-in shows nothing. Who comes from
 * a provider has none, and whom an administrator made an account for was mailed theirs.
 */
export const isPasswordUnproven = ({ triggerSource, request }: PoolEvent): boolean => {
  const { userAttributes, clientMetadata } = request;
  if (triggerSource === 'PostConfirmation_ConfirmForgotPassword') return false;
  if (userAttributes['cognito:user_status'] === 'EXTERNAL_PROVIDER') return false;
  if (triggerSource === 'PostConfirmation_ConfirmSignUp') return !provesSignUp(userAttributes, clientMetadata);
  return isSelfMade(userAttributes);
};
