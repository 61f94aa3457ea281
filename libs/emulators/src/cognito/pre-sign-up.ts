import * as z from 'zod';
import { fail } from './fault';
import type { Pool } from './pool';
import type { ClientMetadata } from './sessions';
import type { User } from './state';
import type { TriggerSource } from './triggers';
import { attributesOf, usernameOf } from './users';

const Response = z.object({ autoConfirmUser: z.boolean().nullish(), autoVerifyEmail: z.boolean().nullish() });

/** Asks the PreSignUp trigger, which refuses by throwing. Whom it is asked about is not in the pool yet. */
export const askPreSignUp = async (
  pool: Pool,
  user: User,
  {
    source,
    validationData = null,
    clientMetadata,
  }: {
    source: Extract<TriggerSource, `PreSignUp_${string}`>;
    validationData?: Record<string, string> | null;
    clientMetadata?: ClientMetadata;
  },
): Promise<{ isConfirmed: boolean; isVerified: boolean }> => {
  const { sub: _none, email_verified, ...attributes } = attributesOf(user);
  // Only an identity provider or an administrator has something to say about the address before it was checked.
  const userAttributes = source === 'PreSignUp_SignUp' ? attributes : { ...attributes, email_verified };
  const returned = await pool.triggers('preSignUp', {
    source,
    userName: usernameOf(user),
    request: { userAttributes, validationData, clientMetadata },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const parsed = Response.safeParse(returned);
  if (!parsed.success) fail('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  return { isConfirmed: parsed.data.autoConfirmUser ?? false, isVerified: parsed.data.autoVerifyEmail ?? false };
};
