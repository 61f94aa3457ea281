import * as z from 'zod';
import { Email, requireWritable } from '../attributes';
import { deliveryTo, sendCode } from '../codes';
import { fail } from '../fault';
import { AttributeList, ClientId, ClientMetadata, operation, Password, requireClient, Username } from '../operation';
import { requirePolicy } from '../password-policy';
import type { Pool } from '../pool';
import { askPreSignUp } from '../pre-sign-up';
import { verifierFor } from '../srp';
import type { User } from '../state';
import { findUser, newUser } from '../users';
import { afterConfirmation } from './confirm-sign-up';

const attributesFrom = (pool: Pool, given: z.output<typeof AttributeList>, email: string): Record<string, string> => {
  given.forEach((one) => requireWritable(pool, one));
  const address = given.find(({ Name }) => Name === 'email')?.Value ?? email;
  if (address.toLowerCase() !== email.toLowerCase()) {
    fail('InvalidParameterException', 'The attribute email must be the username.');
  }
  return Object.fromEntries(given.filter(({ Name }) => Name !== 'email').map(({ Name, Value }) => [Name, Value]));
};

const requireFree = (pool: Pool, email: string): void => {
  if (findUser(pool, email)) fail('UsernameExistsException', 'An account with the given email already exists.');
};

/** Registers a person under their e-mail address and mails a code, unless the PreSignUp trigger confirms them itself. */
export const signUp = operation(
  z.object({
    ClientId,
    Username,
    Password,
    UserAttributes: AttributeList.nullish(),
    ValidationData: AttributeList.nullish(),
    ClientMetadata,
  }),
  async (pool, input) => {
    requireClient(pool, input.ClientId);
    const email = input.Username;
    if (!Email.safeParse(email).success) fail('InvalidParameterException', 'Username should be an email.');
    requirePolicy(input.Password);
    const user: User = { ...newUser(pool, email), attributes: attributesFrom(pool, input.UserAttributes ?? [], email) };
    const { sub } = user;
    user.srp = verifierFor(pool.poolName, sub, input.Password);
    const validationData = input.ValidationData
      ? Object.fromEntries(input.ValidationData.map(({ Name, Value }) => [Name, Value]))
      : null;
    const { isConfirmed, isVerified } = await askPreSignUp(pool, user, {
      source: 'PreSignUp_SignUp',
      validationData,
      clientMetadata: input.ClientMetadata,
    });
    // Only now, as is reported of the service: the trigger is asked about an address that somebody has as about any other.
    requireFree(pool, email);

    user.emailVerified = isVerified;
    if (isConfirmed) user.status = 'CONFIRMED';
    else user.confirmationCode = sendCode(pool, user, 'confirmation');
    pool.store.state.users.set(sub, user);
    await pool.store.save();
    if (!isConfirmed) return { UserConfirmed: false, UserSub: sub, CodeDeliveryDetails: deliveryTo(pool, email) };
    await afterConfirmation(pool, user, 'PostConfirmation_ConfirmSignUp', input.ClientMetadata);
    return { UserConfirmed: true, UserSub: sub };
  },
);
