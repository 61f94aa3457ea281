import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { deliveryTo, sendCode } from '../codes';
import { fail } from '../fault';
import { ClientId, ClientMetadata, operation, Password, requireClient, Username } from '../operation';
import { requirePolicy } from '../password-policy';
import type { Pool } from '../pool';
import type { ClientMetadata as Metadata } from '../sessions';
import { verifierFor } from '../srp';
import type { User } from '../state';
import { attributesOf, findUser } from '../users';
import { afterConfirmation } from './confirm-sign-up';

/** What browsers accept in a field for addresses, so that a form and the pool agree. */
const Email = z.email({ pattern: z.regexes.html5Email });
const Attributes = z.array(z.object({ Name: z.string(), Value: z.string().max(2048) })).nullish();

/** The OpenID Connect claims that every pool has. `email` is the username here, so it is not among them. */
const writable = new Set(
  (
    'address birthdate family_name gender given_name locale middle_name name nickname phone_number picture ' +
    'preferred_username profile updated_at website zoneinfo'
  ).split(' '),
);
const readOnly = new Set(['sub', 'email_verified', 'phone_number_verified', 'identities']);

const attributesFrom = (given: z.output<typeof Attributes>, email: string): Record<string, string> => {
  const attributes: Record<string, string> = {};
  for (const { Name, Value } of given ?? []) {
    if (readOnly.has(Name)) fail('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
    if (Name === 'email' && Value.toLowerCase() === email.toLowerCase()) continue;
    if (Name === 'email') fail('InvalidParameterException', 'The attribute email must be the username.');
    if (!writable.has(Name)) {
      fail(
        'InvalidParameterException',
        `Attributes did not conform to the schema: ${Name}: Attribute does not exist in the schema.\n`,
      );
    }
    attributes[Name] = Value;
  }
  return attributes;
};

const requireFree = (pool: Pool, email: string): void => {
  if (findUser(pool, email)) fail('UsernameExistsException', 'An account with the given email already exists.');
};

const PreSignUpResponse = z.object({ autoConfirmUser: z.boolean().nullish(), autoVerifyEmail: z.boolean().nullish() });

const askPreSignUp = async (pool: Pool, user: User, validationData: object | null, clientMetadata: Metadata) => {
  const { sub: _none, email_verified: _unknown, ...userAttributes } = attributesOf(user); // there is no user yet
  const returned = await pool.triggers('preSignUp', {
    source: 'PreSignUp_SignUp',
    userName: user.sub,
    request: { userAttributes, validationData, clientMetadata },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const parsed = PreSignUpResponse.safeParse(returned);
  if (!parsed.success) fail('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  return { isConfirmed: parsed.data.autoConfirmUser ?? false, isVerified: parsed.data.autoVerifyEmail ?? false };
};

/** Registers a person under their e-mail address and mails a code, unless the PreSignUp trigger confirms them itself. */
export const signUp = operation(
  z.object({
    ClientId,
    Username,
    Password,
    UserAttributes: Attributes,
    ValidationData: Attributes,
    ClientMetadata,
  }),
  async (pool, input) => {
    requireClient(pool, input.ClientId);
    const email = input.Username;
    if (!Email.safeParse(email).success) fail('InvalidParameterException', 'Username should be an email.');
    requirePolicy(input.Password);
    requireFree(pool, email);
    const sub = randomUUID();
    const user: User = {
      sub,
      email,
      emailVerified: false,
      attributes: attributesFrom(input.UserAttributes, email),
      status: 'UNCONFIRMED',
      srp: verifierFor(pool.poolName, sub, input.Password),
      confirmationCode: null,
      resetCode: null,
      createdAt: pool.clock.now(),
      modifiedAt: pool.clock.now(),
    };
    const validationData = input.ValidationData
      ? Object.fromEntries(input.ValidationData.map(({ Name, Value }) => [Name, Value]))
      : null;
    const { isConfirmed, isVerified } = await askPreSignUp(pool, user, validationData, input.ClientMetadata);
    requireFree(pool, email); // somebody may have taken it while the trigger ran

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
